import EventLog
import Forms
import Incidents
public import Ledger

// The path of an import, in the order of its steps. Each is a value that is handed to the next:
//
// 1. file → `TableFile`, what it is; → `StoredTable`: rows of cells, as text.
// 2. → `MappedTable`, a `MappedFile`: a mapping held against the heading (`CompiledMapping`), and what all rows together
//    decide (`RowSurvey`): who they are, when they were, the order of dates.
// 3. → `RecordSource`, a `RowSource`: rows as named records of one dataset. `RowNames` tells rows apart that share an
//    identifier or have none, as they were before; `RowReader` makes records of a row's cells.
// 4. `Holdings`: the imports and datasets that the ledger holds; `HeldRecords`: its streams, one by one.
// 5. → `ImportPlan`: record by record (`ImportPlanner`, `StreamPlan`), with what later exports go on saying
//    (`ExportHistory`), what the datasets' records say (`DatasetPlan`), what was counted on the way (`PlanTallies`), the
//    import's own record (`ImportRecord`), and what stands in its way. Its events lie in a temporary file (`Spool`).
// 6. → one request to the log, all or nothing. Somebody who appended meanwhile sends it back to step 4.

/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
    /// Rows of the file, or events to append, with which the phase is done.
    public var done: Int
    /// How many there are; 0: that is not known yet.
    public var total: Int
    public var phase: Phase

    /// In their order; what each does with what it counts.
    public enum Phase: String, Sendable {
        case reading = "rows read"
        case lookingThrough = "rows looked through"
        case comparing = "rows compared"
        case appending = "events appended"
    }
}

/// What came of an import.
public struct ImportReport: Sendable {
    /// What was planned, and appended unless the file had been imported before.
    public var plan: ImportPlan
    /// Of the events that it appended; nil: nothing was appended.
    public var positions: ClosedRange<UInt64>?
    /// Where the import said that one dataset succeeds another: how many records are no longer counted that the desk had
    /// amended.
    public var leftBehind = 0

    /// The same file had been imported before for the same day.
    public var alreadyImported: Bool { positions == nil }
}

extension Ledger {
    /// How often an import is planned anew because somebody else appended while it was being planned.
    static let importAttempts = 5

    /// Takes in a table: all that is new in it, or nothing.
    ///
    /// - Parameters:
    ///   - mappings: the one that reads it; of several, the one that knows most of its headings.
    ///   - confirmed: ``ImportPlan/digest`` of the plan that somebody has looked at; nil: whatever the plan is.
    /// - Throws: `LedgerError`: `refused` where the file cannot be read or something stands in the plan's way, `conflict`
    ///   where another file was taken in for the same day, others go on changing the same records, or the plan is another
    ///   than the one that was confirmed.
    public func importTable(
        file: String, mappings: [Mapping], _ request: ImportRequest, confirmed: [UInt8]? = nil,
        progress: (@Sendable (ImportProgress) -> Void)? = nil
    ) async throws -> ImportReport {
        do {
            let export = try Self.read(file, mappings, request, progress)
            for attempt in 1... {
                do {
                    return try await append(export, request, confirmed, progress)
                } catch let error as EventLogError {
                    guard error.isConflict else { throw error }
                    guard attempt < Self.importAttempts else { throw Self.overtaken }
                }
            }
            preconditionFailure("the loop ends by returning or throwing")
        } catch {
            throw LedgerError.wrapping(error, doing: "import \(file)")
        }
    }

    static var overtaken: LedgerError {
        LedgerError(
            .conflict,
            "Others recorded while this was being planned, \(importAttempts) times in a row. Nothing of it was recorded; repeat "
                + "the command.")
    }

    private func append(
        _ export: MappedTable, _ request: ImportRequest, _ confirmed: [UInt8]?,
        _ progress: (@Sendable (ImportProgress) -> Void)?
    ) async throws -> ImportReport {
        let (plan, importCount) = try plan(export, request, progress)
        if let confirmed, try plan.digest != confirmed {
            throw ImportError(
                .planChanged,
                "Others have recorded what changes this import since it was planned: look at the plan again. Nothing of it "
                    + "was recorded.")
        }
        if let obstacle = plan.obstacles.first { throw obstacle }
        guard plan.repeats == nil else { return ImportReport(plan: plan) }
        let events = LongRequest(plan.events, key: plan.idempotencyKey, afterImports: importCount) { done, total in
            progress?(ImportProgress(done: done, total: total, phase: .appending))
        }
        let acknowledgement = try await log.append(events)
        var report = ImportReport(plan: plan, positions: acknowledgement.positions)
        guard request.relations.isSuccession else { return report }
        report.leftBehind = try amendmentsLeftBehind().count
        return report
    }

    /// Plans an import and appends nothing: for those who want to see first.
    ///
    /// - Throws: `LedgerError` `refused` where the file cannot be read, `conflict` where another file was taken in for the
    ///   same day. What else stands in the plan's way is in the plan.
    public func planTable(
        file: String, mappings: [Mapping], _ request: ImportRequest,
        progress: (@Sendable (ImportProgress) -> Void)? = nil
    ) throws -> ImportPlan {
        do {
            return try plan(try Self.read(file, mappings, request, progress), request, progress).plan
        } catch {
            throw LedgerError.wrapping(error, doing: "import \(file)")
        }
    }

    private static func read(
        _ file: String, _ mappings: [Mapping], _ request: ImportRequest,
        _ progress: (@Sendable (ImportProgress) -> Void)?
    ) throws -> MappedTable {
        guard request.asAt <= .latestToday else {
            throw LedgerError(
                .refused,
                "as-at \(request.asAt) is after today, which is \(Day.today) in universal time (UTC) and nowhere later than "
                    + "\(Day.latestToday): nobody can have said it yet.")
        }
        return try MappedTable(
            path: file, mappings: mappings, request.table, accepting: request.acceptedMissing
        ) { done, total in
            progress?(ImportProgress(done: done, total: total, phase: total == 0 ? .reading : .lookingThrough))
        }
    }

    /// - Returns: also how many events of imports there were when it was planned.
    private func plan(
        _ mapped: MappedTable, _ request: ImportRequest, _ progress: (@Sendable (ImportProgress) -> Void)?
    ) throws -> (plan: ImportPlan, importCount: UInt64) {
        // Threads that read rows have snapshots of their own. They may be later ones: what an import would say otherwise by
        // them is another import, which sends this one back, or another version of a stream.
        let lookUp: RowRepeats.LookUp = { [log] records in
            try log.read { snapshot in try records.map { try snapshot.stream(of: $0) } }
        }
        return try log.read { snapshot in
            var plan = try ImportPlan(
                mapped, request, try snapshot.holdings, in: snapshot, lookUp: lookUp,
                progress: { progress?(ImportProgress(done: $0, total: $1, phase: .comparing)) })
            plan.table = mapped.table
            return (plan, snapshot.importCount)
        }
    }
}

extension LongRequest {
    /// All of a plan, or nothing.
    ///
    /// - Parameters:
    ///   - count: of events of imports when it was planned: another import of the dataset meanwhile might touch none of these
    ///     streams and still change the plan.
    ///   - progress: called with the events that are appended and their total, now and then.
    init(
        _ events: Spool<PlannedEvent>, key: String, afterImports count: UInt64,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) {
        self.init(
            count: events.count, idempotencyKey: key, expectedCounts: [UInt8(RecordKind.import.rawValue): count]
        ) { take in
            var (drafts, done) = ([Draft](), 0)
            progress?(0, events.count)
            try events.readAll { event in
                drafts.append(Draft(event))
                if drafts.count == 1_024 {
                    try take(drafts)
                    done += drafts.count
                    drafts.removeAll(keepingCapacity: true)
                    if done.isMultiple(of: 16_384) { progress?(done, events.count) }
                }
            }
            if !drafts.isEmpty { try take(drafts) }
        }
    }
}

extension Draft {
    init(_ planned: PlannedEvent) {
        self.init(callerPart: planned.callerPart, expected: .exact(planned.expectedVersion))
    }
}

extension EventLogError {
    /// Somebody else has appended since the log was read.
    var isConflict: Bool {
        switch code {
        case .conflict, .countConflict: true
        default: false
        }
    }
}
