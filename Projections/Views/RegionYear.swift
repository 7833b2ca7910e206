public import Folding
public import Incidents

/// Incidents and their toll by region and year, in every scheme of regions.
///
/// Schemes do not map onto each other without loss, so rows of different schemes must not be added up. A record
/// without any region is in the region without a name of the scheme without a name.
public struct RegionYear: View {
    public let name = "region-year"
    public let version: UInt32 = 1
    public let summary = "Incidents, deaths records and their toll, by region and by the year in which they occurred."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.text("scheme"), .text("region"), .number("year")]
    public let measures = Toll.measuresWithIncidents

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let regions = try record.regions
        guard !regions.isEmpty else {
            return cells.addToll(record, at: CellKey(.none, .none, .number(record.year)))
        }
        for index in 0..<regions.count {
            let key = CellKey(regions[index].scheme, regions[index].code, .number(record.year))
            if index == 0 { cells.addToll(record, at: key) } else { cells.alsoAdd(to: key) }
        }
    }
}
