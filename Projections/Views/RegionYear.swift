public import Folding
public import Incidents

/// Incidents and their toll by region and year, in every scheme of regions.
///
/// Schemes do not map onto each other without loss, so rows of different schemes must not be added up. Every record is in
/// the row without scheme and region, which is the total: what of it has no region in a scheme is that total less the
/// scheme's own rows.
public struct RegionYear: View {
    public let name = "region-year"
    public let version: UInt32 = 2
    public let summary = "Incidents, deaths records and their toll, by region and by the year in which they occurred."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.text("scheme"), .text("region"), .number("year")]
    public let measures = Toll.measuresWithIncidents
    public let countsOfRecords: Set<String> = Toll.countsOfRecords

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        cells.addToll(record, at: CellKey(.none, .none, .number(record.year)))
        let regions = try record.regions
        for index in 0..<regions.count where regions.isFirstOfItsScheme(index) {
            cells.alsoAdd(to: CellKey(regions[index].scheme, regions[index].code, .number(record.year)))
        }
    }
}

extension RegionList {
    /// A record counts in one region of a scheme: the first that it names.
    func isFirstOfItsScheme(_ index: Int) -> Bool {
        let region = self[index]
        // Without a scheme, or a code in it, it is no region: the record is in the total alone.
        guard region.scheme != .none, region.code != .none else { return false }
        for earlier in 0..<index where self[earlier].scheme == region.scheme && self[earlier].code != .none {
            return false
        }
        return true
    }
}
