import Foundation
import LedgerTesting
import Testing

/// A real export of the Missing Migrants Project, beside the repository; a fresh clone has none.
struct RealExport: Sendable, CustomTestStringConvertible {
    let asAt: String

    static let all = ["2019-07-09", "2020-01-08", "2020-01-16", "2024-04-10"].map(RealExport.init)
    /// The three of one column scheme, which follow each other.
    static let successive = Array(all.prefix(3))
    static let january8 = all[1]

    static var arePresent: Bool { all.allSatisfy { FileManager.default.fileExists(atPath: $0.file) } }

    var file: String { Self.folder.appending(path: "export-\(asAt).csv").path }
    var testDescription: String { asAt }

    /// What an independent program computed from the file, by region and year.
    func expectedByRegionAndYear() throws -> [RegionYear: Toll] {
        struct File: Decodable {
            var tolls: [String: Toll]
            enum CodingKeys: String, CodingKey { case tolls = "per_region_year" }
        }
        let file = try decode(File.self, "region-year")
        return Dictionary(
            uniqueKeysWithValues: file.tolls.map { key, toll in
                let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                return (RegionYear(region: parts[0], year: parts[1]), toll)
            })
    }

    /// The same by year.
    func expectedByYear() throws -> [String: Toll] {
        struct File: Decodable {
            var tolls: [String: Toll]
            enum CodingKeys: String, CodingKey { case tolls = "per_year" }
        }
        return try decode(File.self, "year").tolls
    }

    private func decode<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
        let url = Self.folder.appending(path: "expected/\(asAt)-\(name).json")
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }

    static let shared = Repository.root.deletingLastPathComponent().appending(path: "shared/data")
    private static let folder = shared.appending(path: "missing-migrants")
}

struct RegionYear: Hashable {
    var region: String
    var year: String
}

struct Toll: Decodable, Hashable {
    var rows: Int
    var dead: Int
    var missing: Int
    var total: Int
    var survivors: Int
}

extension Toll {
    /// From a row of `region-year` or `year`; nil where a cell is no whole number.
    init?(row: [String: String]) {
        // The files' own sums count what nobody reported as nothing.
        let cells = ["deaths_records", "dead", "missing", "dead_and_missing", "survivors"].map { column in
            row[column].flatMap { $0.isEmpty ? 0 : Int($0) }
        }
        guard let rows = cells[0], let dead = cells[1], let missing = cells[2], let total = cells[3],
            let survivors = cells[4]
        else { return nil }
        self.init(rows: rows, dead: dead, missing: missing, total: total, survivors: survivors)
    }
}
