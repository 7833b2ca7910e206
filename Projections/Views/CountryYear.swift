public import Folding
public import Incidents

/// Incidents and their toll by the country in which they occurred and year: where it is known, and not where those came from
/// whom it befell.
public struct CountryYear: View {
    public let name = "country-year"
    public let version: UInt32 = 1
    public let summary = "Incidents, deaths records and their toll, by the country in which they occurred and year."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.text("country"), .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.addToll(record, at: CellKey(try record.country, .number(record.year)))
    }
}
