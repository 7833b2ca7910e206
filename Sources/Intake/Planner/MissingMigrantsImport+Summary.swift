import Incidents

extension MissingMigrantsImport {
    static func summary(
        _ export: MissingMigrantsExport, _ tallies: [RecordKind: ImportTally], _ flags: FlagTallies
    ) -> ImportSummary {
        let total = tallies.values.reduce(ImportTally(), +)
        var summary = ImportSummary()
        summary.rows = UInt32(clamping: export.rowCount)
        summary.recorded = total.recorded
        summary.corrected = total.corrected
        summary.withdrawn = total.withdrawn
        summary.reinstated = total.reinstated
        summary.unchanged = total.unchanged
        summary.restated = total.restated
        summary.flags = flags.inOrderOfCode
        summary.refusedCells = fitting(export.refusedCells, within: 40_000) { cell in
            cell.column.utf8.count + cell.text.utf8.count + cell.reason.utf8.count + 16
        }
        summary.unknownColumns = fitting(export.unknownColumns, within: 8_000) { $0.utf8.count + 4 }
        return summary
    }

    /// The event that records the import itself, the last of its plan.
    static func record(
        of plan: ImportPlan, _ export: MissingMigrantsExport, asAt: Day, isPartial: Bool, actor: String
    ) -> PlannedEvent {
        var state = Import()
        state.fileDigest = export.digest
        state.fileName = String(export.fileName.prefix(255))
        state.publisher = publisher
        state.asAt = asAt
        state.columnScheme = export.scheme
        state.dataset = export.dataset
        state.scope = isPartial ? .partial : .complete
        state.summary = plan.summary
        let left = plan.refusedCells.count - plan.summary.refusedCells.count
        if left > 0 { state.notes.note = "\(left) more refused cells are kept with their rows' records only" }
        let id = RecordID(kind: .import, id: plan.importID)
        return PlannedEvent(
            event: Event(
                type: .recorded, record: id, knownAt: asAt, actor: actor, importID: plan.importID,
                state: .import(state)),
            expectedVersion: 0)
    }

    /// What is unusual enough to say: a withdrawal of much, and a count of people twice.
    static func notices(
        _ plan: ImportPlan, _ export: MissingMigrantsExport, _ priorImports: [PriorImport]
    ) -> [String] {
        var notices: [String] = []
        let deaths = plan.tallies[.deaths] ?? ImportTally()
        let known = deaths.withdrawn + deaths.corrected + deaths.unchanged
        if deaths.withdrawn * 10 > known {
            notices.append(
                "The file lacks \(deaths.withdrawn) of \(known) records that were known, which are withdrawn;"
                    + " if it holds only some of them by design, it is a partial export.")
        }
        let others = Set(priorImports.map(\.dataset)).filter { $0.hasPrefix(Dataset.prefix) && $0 != export.dataset }
        if let other = others.min() {
            notices.append(
                "The ledger also holds the dataset \(other), whose identifiers do not join this file's:"
                    + " totals over both count the same people twice. Ask for one region scheme at a time.")
        }
        return notices
    }

    /// As many of the first values as fit a budget of bytes: an entry of the log holds 65,535.
    private static func fitting<Value>(_ values: [Value], within budget: Int, size: (Value) -> Int) -> [Value] {
        var left = budget
        return Array(
            values.prefix { value in
                left -= size(value)
                return left >= 0
            })
    }
}
