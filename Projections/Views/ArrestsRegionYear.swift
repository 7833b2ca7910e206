public import Folding
public import Incidents

/// Persons arrested by region and year, all together and by role; in the row without scheme and region, as in
/// ``RegionYear``, every record.
public struct ArrestsRegionYear: View {
    public let name = "arrests-region-year"
    public let version: UInt32 = 2
    public let summary = "Arrests records and persons arrested, by region and year, in all and by role."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("scheme"), .text("region"), .number("year")]
    public let measures =
        ["arrest_records", "arrests"]
        + OffenderRole.allCases.map { $0.code.split(separator: "-").joined(separator: "_") }
    public let countsOfRecords: Set<String> = ["arrest_records"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.begin(CellKey(.none, .none, .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.arrests, to: 1)
        let role = record.role ?? .unknown
        cells.add(record.arrests, to: 2 + (OffenderRole.allCases.firstIndex(of: role) ?? 0))
        let regions = try record.regions
        for index in 0..<regions.count where regions.isFirstOfItsScheme(index) {
            cells.alsoAdd(to: CellKey(regions[index].scheme, regions[index].code, .number(record.year)))
        }
    }
}
