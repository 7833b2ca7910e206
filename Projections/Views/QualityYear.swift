public import Folding
public import Incidents

/// The toll by the quality of its best source, from 1 (one source) to 5 (official or several official sources), and
/// year.
public struct QualityYear: View {
    public let name = "quality-year"
    public let version: UInt32 = 1
    public let summary = "Deaths records and their toll, by the quality of the best source (1 to 5) and year."
    public let kinds: Set<RecordKind> = [.deaths]
    public let keys: [KeyColumn] = [.number("source_quality"), .number("year")]
    public let measures = Toll.measures
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) {
        cells.addDeaths(record, at: CellKey(.number(record.sourceQuality), .number(record.year)), first: 0)
    }
}
