public import Folding
public import Incidents

/// Persons arrested by region and year, all together and by role.
public struct ArrestsRegionYear: View {
    public let name = "arrests-region-year"
    public let version: UInt32 = 3
    public let summary = "Arrests records and persons arrested, by region and year, in all and by role."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.regions, .number("year")]
    public let measures =
        ["arrest_records", "arrests"]
        + OffenderRole.allCases.map { $0.code.split(separator: "-").joined(separator: "_") }
    public let countsOfRecords: Set<String> = ["arrest_records"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.begin(CellKey(try record.regions, .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.arrests, to: 1)
        let role = record.role ?? .unknown
        cells.add(record.arrests, to: 2 + (OffenderRole.allCases.firstIndex(of: role) ?? 0))
    }
}
