public import Folding
public import Incidents

/// Incidents and their toll by country of origin, one row a country.
///
/// A record that names several countries is in the row of each, and nobody knows how many of its people came from which:
/// there its persons count from 0 to all of them, which is true of every one of the countries.
public struct CountryOfOriginYear: View {
    public let name = "country-of-origin-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents, deaths records and their toll, by country of origin and year; persons of a record that names several "
        + "countries count from 0 to all of them in the row of each."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.text("country_of_origin"), .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let countries = try record.countriesOfOrigin
        if countries.isEmpty { return cells.addToll(record, at: CellKey(.none, .number(record.year))) }
        for country in countries {
            cells.addToll(record, at: CellKey(country, .number(record.year)), isShared: countries.count > 1)
        }
    }
}
