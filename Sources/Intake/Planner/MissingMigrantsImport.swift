import Forms
public import Incidents

/// Imports of exports of the Missing Migrants Project (IOM).
public enum MissingMigrantsImport {
    /// The publisher named in the records of imports.
    public static let publisher = "IOM's Missing Migrants Project"

    /// Whether a stream may belong to a dataset of the project: those that a plan needs to know.
    public static func mayHold(_ record: RecordID) -> Bool {
        (record.kind == .incident || record.kind == .deaths) && record.id.hasPrefix(RecordAssembly.prefix)
    }

    /// Plans the import of a file that has been read.
    ///
    /// - Parameters:
    ///   - asAt: the day on which the publisher said what the file says: of the download, not of the file's name.
    ///   - isPartial: the file holds some of the dataset by design: what it lacks is not withdrawn.
    ///   - known: the name of every stream for which ``mayHold(_:)`` is true, in any order.
    ///   - stream: gives one of those streams.
    ///   - priorImports: every import that the ledger holds, of any dataset.
    ///   - actor: who imports.
    ///   - append: takes the events that the import appends, in a stable order, whatever the order of the file's rows:
    ///     incidents and deaths by identifier as of the file's as-at day, then what is restated as of a later export's
    ///     day, then the import's own record. None where the file was imported before.
    /// - Throws: ``ImportError``: `asAtBeforeNewestRow`, `conflictingExport`, `importedOtherwise`; and what `stream` and
    ///   `append` throw.
    public static func plan(
        _ export: MissingMigrantsExport, asAt: Day, isPartial: Bool, known: [RecordID],
        stream: (RecordID) throws -> KnownStream, priorImports: [PriorImport], actor: String,
        append: (PlannedEvent) throws -> Void
    ) throws -> ImportPlan {
        try export.check(asAt: asAt)
        let imports = priorImports.filter { $0.dataset == export.dataset }
        if let earlier = imports.first(where: { $0.asAt == asAt && $0.digest == export.digest }) {
            return try repeated(export, earlier, isPartial: isPartial)
        }
        try checkConflict(asAt: asAt, isPartial: isPartial, imports)
        let id = importID(export, asAt)
        var planner = ImportPlanner(asAt: asAt, isPartial: isPartial, importID: id, actor: actor, imports: imports)
        try planner.plan(export, known: known, stream: stream, append: append)
        var plan = ImportPlan(
            importID: id, idempotencyKey: key(export, asAt), summary: summary(export, planner.tallies, planner.flags),
            refusedCells: export.refusedCells, tallies: planner.tallies, notices: [], repeats: nil)
        plan.notices = notices(plan, export, priorImports)
        try append(record(of: plan, export, asAt: asAt, isPartial: isPartial, actor: actor))
        return plan
    }

    private static func repeated(
        _ export: MissingMigrantsExport, _ earlier: PriorImport, isPartial: Bool
    ) throws -> ImportPlan {
        guard earlier.isPartial == isPartial else {
            let before = earlier.isPartial ? "as a partial export" : "as a complete export"
            throw ImportError(
                .importedOtherwise,
                "The same file was imported for \(earlier.asAt) \(before) (import \(earlier.id));"
                    + " it cannot be imported again for that day \(isPartial ? "as partial" : "as complete").")
        }
        var tallies: [RecordKind: ImportTally] = [:]
        var flags = FlagTallies()
        try export.forEachRecord { id, state in
            tallies[id.kind, default: .init()].unchanged += 1
            flags.add(state)
        }
        return ImportPlan(
            importID: earlier.id, idempotencyKey: key(export, earlier.asAt), summary: summary(export, tallies, flags),
            refusedCells: export.refusedCells, tallies: tallies,
            notices: ["The same file was imported for \(earlier.asAt) before: nothing is appended."],
            repeats: earlier)
    }

    /// A dataset says one thing on one day. Only partial exports, which may hold different parts of it, share a day.
    private static func checkConflict(
        asAt: Day, isPartial: Bool, _ imports: [PriorImport]
    ) throws(ImportError) {
        guard let other = imports.first(where: { $0.asAt == asAt && !($0.isPartial && isPartial) }) else { return }
        throw ImportError(
            .conflictingExport,
            "Another export of the same dataset, with other content, was imported as of \(asAt) (import \(other.id));"
                + " give the day on which this one was downloaded.")
    }

    private static func importID(_ export: MissingMigrantsExport, _ asAt: Day) -> String {
        "\(RecordAssembly.prefix)\(asAt)-\(Hex.encode(export.digest).prefix(12))"
    }

    private static func key(_ export: MissingMigrantsExport, _ asAt: Day) -> String {
        "import/missing-migrants/\(Hex.encode(export.digest))/\(asAt)"
    }
}
