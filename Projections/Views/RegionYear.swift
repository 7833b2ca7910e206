public import Folding
public import Incidents

/// Incidents and their toll by region and year, in every scheme of regions.
///
/// Schemes do not map onto each other without loss, so rows of different schemes must not be added up: a record is in one
/// cell, with its regions of all schemes, and an answer is in one of these.
public struct RegionYear: View {
    public let name = "region-year"
    public let version: UInt32 = 3
    public let summary = "Incidents, deaths records and their toll, by region and by the year in which they occurred."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.regions, .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.addToll(record, at: CellKey(try record.regions, .number(record.year)))
    }
}
