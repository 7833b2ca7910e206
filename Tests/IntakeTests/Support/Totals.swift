import Foundation
import Incidents
import LedgerTesting
import Testing

/// Sums by region and year, as the independent program made them.
struct Totals: Equatable {
    struct Cell: Equatable {
        var rows = 0
        var dead: Int64 = 0
        var missing: Int64 = 0
        var total: Int64 = 0
        var survivors: Int64 = 0
    }

    /// By `region|year`.
    var cells: [String: Cell] = [:]

    /// - Parameter year: nil: of all years.
    init(of records: [RecordID: Record], scheme: String, year: Int32? = nil) {
        for case .deaths(let deaths) in records.values {
            let counted = deaths.occurred?.year
            if let year, counted != year { continue }
            let region = deaths.place.regions.first { $0.scheme == scheme }?.code ?? "(blank)"
            var cell = cells["\(region)|\(counted.map { "\($0)" } ?? "?")"] ?? Cell()
            cell.rows += 1
            cell.dead += deaths.dead.low
            cell.missing += deaths.missing.low
            cell.total += deaths.statedTotal.isReported ? deaths.statedTotal.low : deaths.dead.low + deaths.missing.low
            cell.survivors += deaths.survivors.low
            cells["\(region)|\(counted.map { "\($0)" } ?? "?")"] = cell
        }
    }

    private init() {}

    /// What an independent program computed from a file.
    static func expected(_ name: String) throws -> Totals {
        let file = try RealExports.expected("\(name)-region-year")
        var totals = Totals()
        for (key, value) in try #require(file["per_region_year"] as? [String: [String: Int]]) {
            totals.cells[key] = Cell(
                rows: try #require(value["rows"]), dead: Int64(try #require(value["dead"])),
                missing: Int64(try #require(value["missing"])), total: Int64(try #require(value["total"])),
                survivors: Int64(try #require(value["survivors"])))
        }
        return totals
    }
}
