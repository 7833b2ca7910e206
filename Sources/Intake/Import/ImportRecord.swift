import Incidents

/// The import's own record, and the cells that are kept with it.
struct ImportRecord {
    /// What an entry of the log holds at most is 65,535 bytes; beside its cells a record needs some hundred.
    static let cellBudget = 40_000

    let importID: String
    let dataset: SourceDataset
    let file: SourceFile
    let request: ImportRequest

    /// What the import read and appends.
    func summary(_ tallies: PlanTallies, flags: [FlagTally]) throws -> ImportSummary {
        let total = tallies.total
        var summary = ImportSummary()
        summary.rows = UInt32(clamping: file.rowCount)
        summary.recorded = total.recorded
        summary.corrected = total.corrected
        summary.withdrawn = total.withdrawn
        summary.reinstated = total.reinstated
        summary.confirmed = total.confirmed
        summary.unchanged = total.unchanged
        summary.restated = total.restated
        summary.rearranged = UInt32(tallies.rearrangements.count)
        summary.disputed = total.disputed
        summary.flags = (flags + file.cellFlags).sorted { $0.code < $1.code }
        var left = Self.cellBudget
        try file.refusedCells.read { cell in
            left -= cell.column.utf8.count + cell.text.utf8.count + cell.reason.utf8.count + 16
            if left >= 0 { summary.refusedCells.append(cell) }
            return left >= 0
        }
        summary.unknownColumns = Self.fitting(file.unknownColumns, within: 8_000) { $0.utf8.count + 4 }
        return summary
    }

    /// The event that records the import, the last of its request.
    ///
    /// - Parameter years: in which the tolls of the file count.
    func event(_ summary: ImportSummary, years: Set<Int32>) throws -> PlannedEvent {
        var state = Import()
        state.fileDigest = file.digest
        state.fileName = String(file.name.prefix(255))
        state.publisher = dataset.record.publisher
        state.asAt = request.asAt
        state.columnScheme = file.regionScheme.isEmpty ? file.reading.mapping : file.regionScheme
        state.reading = file.reading
        state.dataset = dataset.id
        state.scope = request.scope.code
        state.years = complete(of: years)
        state.summary = summary
        let left = file.refusedCells.count - summary.refusedCells.count
        if left > 0 { state.notes.note = "\(left) more refused cells are kept with their rows only" }
        return try planned(RecordID(kind: .import, id: importID), .import(state))
    }

    /// The years that the file is a complete statement of.
    private func complete(of years: Set<Int32>) -> [ClosedRange<Int32>] {
        switch request.scope {
        case .complete: years.min().map { [$0...(years.max() ?? $0)] } ?? []
        case .years(let ranges): ranges
        case .partial: []
        }
    }

    /// The event that keeps cells, as many as an entry can hold; a row of a file is refused long before it would not fit.
    ///
    /// - Parameter number: from 1, of those of the import.
    func event(keeping cells: KeptCells, number: Int) throws -> PlannedEvent {
        var state = ImportCells()
        state.importID = importID
        state.columns = cells.columns
        state.rows = cells.rows
        state.notes.note = cells.note
        state.notes.flags = Self.fitting(cells.flags, within: 10_000, size: Self.size)
        return try planned(Self.cells(of: importID, number), .importCells(state))
    }

    private static func size(of flag: Flag) -> Int {
        flag.code.utf8.count + flag.field.utf8.count + flag.detail.utf8.count + 8
    }

    /// The record that keeps cells of an import.
    ///
    /// - Parameter number: they are numbered from 1, without a gap.
    static func cells(of importID: String, _ number: Int) -> RecordID {
        RecordID(kind: .importCells, id: "\(importID)-cells-\(number)")
    }

    private func planned(_ record: RecordID, _ state: Record) throws -> PlannedEvent {
        let event = Event(
            type: .recorded, record: record, knownAt: request.asAt, actor: request.actor,
            importID: importID, state: state)
        return try PlannedEvent(event.validated(today: nil), expectedVersion: 0)
    }

    /// As many of the first values as fit a budget of bytes.
    private static func fitting<Value>(_ values: [Value], within budget: Int, size: (Value) -> Int) -> [Value] {
        var left = budget
        return Array(
            values.prefix { value in
                left -= size(value)
                return left >= 0
            })
    }
}
