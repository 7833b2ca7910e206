public import Folding
public import Incidents

/// The toll by where those who died came from, as published, and year.
public struct OriginYear: View {
    public let name = "origin-year"
    public let version: UInt32 = 1
    public let summary = "Deaths records and their toll, by region and country of origin as published, and year."
    public let kinds: Set<RecordKind> = [.deaths]
    public let keys: [KeyColumn] = [.published("region_of_origin"), .published("country_of_origin"), .number("year")]
    public let measures = Toll.measures
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let key = CellKey(try record.regionOfOrigin, try record.countryOfOrigin, .number(record.year))
        cells.addDeaths(record, at: key, first: 0)
    }
}
