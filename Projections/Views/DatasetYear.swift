public import Folding
public import Incidents

/// What each dataset, and the desk, holds of each year: incidents, their toll, arrests.
///
/// Whose record it is no view knows: an answer takes it from the owner of the cell, so that it also says what the desk amended
/// in a dataset as part of that.
public struct DatasetYear: View {
    public let name = "dataset-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents, deaths records and their toll, arrests records and persons arrested, by the dataset that states them and year."
    public let kinds: Set<RecordKind> = [.incident, .deaths, .arrests]
    public let keys: [KeyColumn] = [.dataset, .number("year")]
    public let measures = Toll.measuresWithIncidents + ["arrest_records", "arrests"]
    public let countsOfRecords: Set<String> = Toll.countsOfRecords.union(["arrest_records"])
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) {
        let key = CellKey(.none, .number(record.year))
        guard record.kind == .arrests else { return cells.addToll(record, at: key) }
        cells.begin(key)
        cells.add(1, to: Toll.measuresWithIncidents.count)
        cells.add(record.arrests, to: Toll.measuresWithIncidents.count + 1)
    }
}
