public import Folding
public import Incidents

/// Incidents and their toll by where on earth and in which year they occurred: what a map shows.
///
/// A cell is one degree wide and high, which is no finer than what sources know: most publish more digits than anybody
/// measured. What lies nowhere as precisely has a cell without a corner, so that rows add up to the whole.
public struct GridYear: View {
    public let name = "grid-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents, deaths records and their toll, by year and by the cell of one degree, named by its south-west corner."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.number("south"), .number("west"), .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let cell = try record.cell
        cells.addToll(record, at: CellKey(.number(cell?.south), .number(cell?.west), .number(record.year)))
    }
}
