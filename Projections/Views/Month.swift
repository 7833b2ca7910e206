public import Folding
public import Incidents

/// Incidents and their toll by month; without a month where only the year is known.
public struct Month: View {
    public let name = "month"
    public let version: UInt32 = 1
    public let summary = "Incidents, deaths records and their toll, by the year and month in which they occurred."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.number("year"), .number("month")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) {
        cells.addToll(record, at: CellKey(.number(record.year), .number(record.month)))
    }
}
