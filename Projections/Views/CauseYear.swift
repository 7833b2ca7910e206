public import Folding
public import Incidents

/// The toll by class of cause and year.
public struct CauseYear: View {
    public let name = "cause-year"
    public let version: UInt32 = 1
    public let summary = "Deaths records and their toll, by class of cause and year."
    public let kinds: Set<RecordKind> = [.deaths]
    public let keys: [KeyColumn] = [.text("cause"), .number("year")]
    public let measures = Toll.measures
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) {
        let cause = record.causeClass.map { record.vocabulary.term($0.code) } ?? .none
        cells.addDeaths(record, at: CellKey(cause, .number(record.year)), first: 0)
    }
}
