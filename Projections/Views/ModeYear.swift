public import Folding
public import Incidents

/// Incidents and the people involved by mode of transport and year. Deaths records state no mode, so there is no toll here.
public struct ModeYear: View {
    public let name = "mode-year"
    public let version: UInt32 = 1
    public let summary = "Incidents and the people involved, by mode of transport and year."
    public let kinds: Set<RecordKind> = [.incident]
    public let keys: [KeyColumn] = [.text("mode"), .number("year")]
    public let measures = ["incidents", "people"]
    public let countsOfRecords: Set<String> = ["incidents"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let mode = record.mode.map { record.vocabulary.term($0.code) } ?? .none
        cells.begin(CellKey(mode, .number(record.year)))
        cells.add(1, to: 0)
        cells.addTotal(of: try record.people, to: 1)
    }
}
