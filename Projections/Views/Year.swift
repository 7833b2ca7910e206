public import Folding
public import Incidents

/// Incidents and their toll by year, over the whole world: each record counts once, in however many schemes it has a
/// region.
public struct Year: View {
    public let name = "year"
    public let version: UInt32 = 1
    public let summary = "Incidents, deaths records and their toll, by the year in which they occurred."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) {
        cells.addToll(record, at: CellKey(.number(record.year)))
    }
}
