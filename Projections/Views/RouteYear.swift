public import Folding
public import Incidents

/// Incidents and their toll by migration route, as published, and year.
public struct RouteYear: View {
    public let name = "route-year"
    public let version: UInt32 = 1
    public let summary = "Incidents, deaths records and their toll, by migration route and year."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.published("route"), .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.addToll(record, at: CellKey(try record.route, .number(record.year)))
    }
}
