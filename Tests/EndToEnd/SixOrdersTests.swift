import Foundation
import LedgerTesting
import Testing

/// Three successive exports, imported by the real program in each order in which they can arrive.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct SixOrdersTests {
    @Test func `each of the six orders gives the same answers, byte for byte, by every known-by day and at present`()
        async throws
    {
        let days = ["2019-07-08", "2019-07-09", "2020-01-07", "2020-01-08", "2020-01-15", "2020-01-16"]
        var reference: [String: String] = [:]
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let ledger = try await TestLedger.make(holding: order.map { RealExport.successive[$0] })
            for moment in days.map({ ["--known-by", $0] }) + [[]] {
                let answer = try await ledger.succeed(["view", "region-year", "--format", "csv"] + moment)
                let key = moment.last ?? "present"
                #expect(answer == reference[key, default: answer], "order \(order), \(key)")
                reference[key] = answer
            }
        }
        #expect(CSVReader.rows(of: reference["2019-07-08"] ?? "?").isEmpty)
        #expect(reference["2020-01-07"] == reference["2019-07-09"])
        #expect(reference["2020-01-15"] == reference["2020-01-08"])
        #expect(reference["present"] == reference["2020-01-16"])
        for export in RealExport.successive {
            let rows = CSVReader.rows(of: try #require(reference[export.asAt]))
            let tolls = rows.compactMap { row in
                Toll(row: row).map { (RegionYear(region: row["region"] ?? "", year: row["year"] ?? ""), $0) }
            }
            #expect(try Dictionary(uniqueKeysWithValues: tolls) == export.expectedByRegionAndYear(), "\(export)")
        }
    }
}
