import Crypto
import Forms
public import Incidents
package import Tables
import Timeline

/// An import as it is planned: what it appends, all of it in one request or none, and what a person should know of it.
public struct ImportPlan: Sendable {
    /// The identifier of the import's own record: the dataset's prefix, the as-at day and the first 12 digits of the
    /// file's digest; with a number where the same file was imported for that day and undone.
    public var importID: String
    public var dataset: String
    public var asAt: Day
    public var scope: FileScope
    public var summary: ImportSummary
    /// Every cell that was refused; the summary has as many as fit its entry.
    public var refusedCells: RefusedCells
    /// By kind of record, without the import's own.
    public var kinds: [RecordKind: ImportTally]
    /// By year and region, of tolls.
    public var cells: [ImportCell]
    /// The changes of the ten largest tolls, the largest first.
    public var largest: [PlannedChange]
    public var rearrangements: [Rearrangement]
    /// Records that the desk had spoken of and the publisher has changed, by identifier.
    public var desk: [DeskEncounter]
    /// What a person should know, in sentences.
    public var notices: [String]
    /// Why it is not appended as it stands: each names what is to be said for it to be.
    public var obstacles: [ImportError]
    /// The earlier import of the same file for the same day; nil where there is none.
    public var repeats: String?
    /// What was found out of the file's form.
    package var table: TableDescription?
    /// How rows without identifiers were followed; nil: there are none.
    public var following: RowFollowing?
    /// The name and the version of the mapping.
    public var mapping: (name: String, version: Int)
    /// In the order in which they are appended; none where the file was imported before.
    let events: Spool<PlannedEvent>

    /// SHA-256 of everything that it appends and of what it expects to find: two plans with the same one are the same plan.
    public var digest: [UInt8] {
        get throws {
            var hash = SHA256()
            hash.update(data: Array(idempotencyKey.utf8))
            try events.readAll { event in
                var writer = SpoolWriter()
                event.write(to: &writer)
                hash.update(data: writer.bytes)
            }
            return Array(hash.finalize())
        }
    }

    /// Same import, same key, for ever.
    var idempotencyKey: String { "import/\(importID)/\(scope.text.prefix(200))" }
}

extension ImportPlan {
    /// Plans the import of a file that has been read: a pure function.
    ///
    /// - Parameters:
    ///   - ledger: holds what the plan depends on.
    ///   - lookUp: gives streams of it on any thread, so that rows need not be read that say what they said before.
    ///   - progress: called with the rows that are compared and their total, about a hundred times.
    /// - Throws: ``ImportError``: `conflictingExport`, `importedOtherwise`, `asAtTooEarly`, `unknownDataset`,
    ///   `contradictoryRelation`, `foreignRecord`; and what reading the ledger throws.
    init(
        _ mapped: some MappedFile, _ request: ImportRequest, _ holdings: Holdings,
        in ledger: borrowing some HeldRecords & ~Copyable, lookUp: RowRepeats.LookUp? = nil,
        progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws {
        let dataset = mapped.dataset
        let history = ExportHistory(of: dataset.id, holdings.imports)
        let repeated = try Self.repeated(mapped, request, history)
        let rows = try mapped.rows(asAt: request.asAt, in: ledger)
        rows.progress = progress
        let id = repeated ?? Self.importID(mapped, request, holdings.imports)
        events = Spool()
        var planner = ImportPlanner(
            importID: id, asAt: request.asAt, scope: request.scope, actor: request.actor, history: history,
            regionScheme: rows.file.regionScheme, events: events)
        obstacles = []
        if repeated == nil {
            let datasetPlan = try DatasetPlan(
                dataset, years: rows.years, relations: request.relations, held: holdings.datasets, importID: id,
                asAt: request.asAt, actor: request.actor, covered: { try ledger.years(coveredBy: $0) })
            for event in datasetPlan.events { try events.append(event) }
            obstacles = datasetPlan.overlaps
            try planner.plan(rows, of: dataset, in: ledger, lookUp: lookUp)
        } else {
            try planner.count(rows)
        }
        let record = ImportRecord(importID: id, dataset: dataset, file: rows.file, request: request)
        let tallies = planner.tallies
        importID = id
        self.dataset = dataset.id
        asAt = request.asAt
        scope = request.scope
        summary = try record.summary(tallies, flags: planner.flags.inOrderOfCode)
        refusedCells = rows.file.refusedCells
        kinds = tallies.kinds
        cells = tallies.cells
        largest = tallies.largest
        rearrangements = tallies.rearrangements
        desk = planner.desk.sorted { $0.record.isBefore($1.record) }
        repeats = repeated
        notices = mapped.notices
        following = rows.following
        mapping = (rows.file.reading.mapping, Int(rows.file.reading.mappingVersion))
        guard repeated == nil else {
            notices.append("The same file was imported for \(asAt) before: nothing is appended.")
            return
        }
        notices += rows.notices + planner.unstated.sentences
        obstacles += [Self.withdrawals(tallies, dataset.id, request)].compactMap(\.self)
        var pieces = 0
        try rows.forEachKeptCells(budget: ImportRecord.cellBudget) { cells in
            pieces += 1
            try events.append(try record.event(keeping: cells, number: pieces))
        }
        try events.append(try record.event(summary, years: rows.years))
    }

    /// The import of the same file for the same day; nil: there is none.
    private static func repeated(
        _ mapped: some MappedFile, _ request: ImportRequest, _ history: ExportHistory
    ) throws(ImportError) -> String? {
        let ofDay = history.exports.filter { $0.asAt == request.asAt }
        if let earlier = ofDay.first(where: { $0.digest == mapped.digest }) {
            guard earlier.scope == request.scope else {
                throw ImportError(
                    .importedOtherwise,
                    "The same file was imported for \(earlier.asAt) as \(earlier.scope.text) (import \(earlier.id)), and"
                        + " not as \(request.scope.text). `import undo \(earlier.id)` makes room for it.")
            }
            return earlier.id
        }
        // A publisher says one thing on one day.
        if let other = ofDay.first(where: { $0.scope.overlaps(request.scope) }) {
            throw ImportError(
                .conflictingExport,
                "Another export of \(other.dataset), \(other.scope.text) and with other content, was imported as of"
                    + " \(other.asAt) (import \(other.id)). Give the day on which this one was downloaded, or"
                    + " `import undo \(other.id)` where that one was taken in by mistake.")
        }
        return nil
    }

    private static func importID(_ mapped: some MappedFile, _ request: ImportRequest, _ imports: [PriorImport])
        -> String
    {
        let id = "\(mapped.dataset.record.prefix)\(request.asAt)-\(Hex.encode(mapped.digest).prefix(12))"
        // Those that were undone keep their names.
        let taken = Set(imports.map(\.id))
        guard taken.contains(id) else { return id }
        var number = 2
        while taken.contains("\(id)-\(number)") { number += 1 }
        return "\(id)-\(number)"
    }

    /// Why so many withdrawals are not made without being asked for; nil: they are few, or were confirmed.
    ///
    /// A file that was cut at the end of a row, or that holds a selection, looks like a publisher who withdrew half the
    /// world.
    private static func withdrawals(
        _ tallies: PlanTallies, _ dataset: String, _ request: ImportRequest
    ) -> ImportError? {
        let withdrawn = tallies.total.withdrawn
        if let confirmed = request.confirmedWithdrawals {
            guard confirmed != Int(withdrawn) else { return nil }
            return ImportError(
                .withdrawals,
                "The plan withdraws \(withdrawn) records, and not \(confirmed): look at it again with --dry-run. To make"
                    + " them: --confirm-withdrawals \(withdrawn).")
        }
        let emptied = tallies.emptied
        guard UInt64(withdrawn) * 10 > UInt64(tallies.standing) || !emptied.isEmpty else { return nil }
        let names = emptied.prefix(8).joined(separator: ", ") + (emptied.count > 8 ? " …" : "")
        return ImportError(
            .withdrawals,
            "As \(request.scope.text), the file withdraws \(withdrawn) of the \(tallies.standing) records of \(dataset) that it"
                + " speaks of" + (emptied.isEmpty ? "" : ", all of \(names)")
                + ". Where it holds only some of the dataset, say of what it is complete (--complete-for YEARS) or that it is"
                + " a selection (--partial). Where the publisher did withdraw them: --confirm-withdrawals \(withdrawn)."
        )
    }
}

/// An event to append, in wire form, and how many events its stream has before it.
struct PlannedEvent: Hashable, Sendable {
    let record: RecordID
    let callerPart: [UInt8]
    /// 0: the stream must be absent.
    let expectedVersion: UInt32

    /// - Parameter encoded: the event's state, where somebody has encoded it before.
    init(
        _ event: Event, stating encoded: EncodedRecord? = nil, expectedVersion: UInt32
    ) throws(ValidationError) {
        record = event.record
        callerPart = try event.callerPart(stating: encoded)
        self.expectedVersion = expectedVersion
    }

    private init(record: RecordID, callerPart: [UInt8], expectedVersion: UInt32) {
        self.record = record
        self.callerPart = callerPart
        self.expectedVersion = expectedVersion
    }
}

extension PlannedEvent: Spoolable {
    func write(to writer: inout SpoolWriter) {
        record.write(to: &writer)
        writer.number(expectedVersion)
        writer.data(callerPart)
    }

    init(from reader: inout SpoolReader) {
        let record = RecordID(from: &reader)
        let version = reader.number()
        self.init(record: record, callerPart: reader.data(), expectedVersion: version)
    }
}
