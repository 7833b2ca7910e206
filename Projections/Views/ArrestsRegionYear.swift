public import Folding
public import Incidents

/// Persons arrested by region and year, all together and by role.
public struct ArrestsRegionYear: View {
    public let name = "arrests-region-year"
    public let version: UInt32 = 1
    public let summary = "Arrests records and persons arrested, by region and year, in all and by role."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("scheme"), .text("region"), .number("year")]
    public let measures =
        ["arrest_records", "arrests"]
        + OffenderRole.allCases.map { $0.code.split(separator: "-").joined(separator: "_") }

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let regions = try record.regions
        for region in regions { add(record, region.scheme, region.code, to: &cells) }
        if regions.isEmpty { add(record, .none, .none, to: &cells) }
    }

    private func add(_ record: borrowing Facts, _ scheme: Term, _ region: Term, to cells: inout CellBuffer) {
        cells.begin(CellKey(scheme, region, .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.arrests, to: 1)
        let role = record.role ?? .unknown
        cells.add(record.arrests, to: 2 + (OffenderRole.allCases.firstIndex(of: role) ?? 0))
    }
}
