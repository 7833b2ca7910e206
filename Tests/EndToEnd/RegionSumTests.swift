import Foundation
import LedgerTesting
import Testing

/// In every scheme the rows of a view add up to all that is known: what has no region in it has a row.
struct RegionSumTests {
    private static let schemes = ["mmp-2014", "mmp-2021", "mmp-unsd", "m49"]

    /// Real exports, or their cut where they are not there; and what people recorded in other schemes, or in none.
    private func ledger() async throws -> TestLedger {
        let ledger =
            RealExport.arePresent
            ? try await TestLedger.make(holding: RealExport.successive) : try await TestLedger.makeCut()
        for region in [
            [], ["--region", "m49:015"], ["--region", "mmp-2021:Northern Africa"],
            ["--region", "mmp-unsd:Uncategorized"],
        ] {
            let fields = ["--date", "2019", "--source", "IOM"] + region
            try await ledger.succeed(
                ["record", "deaths", "--dead", "7", "--missing", "1", "--survivors", "2"] + fields)
            try await ledger.succeed(["record", "incident", "--incident-kind", "other"] + fields)
            try await ledger.succeed(["record", "arrests", "--count", "5"] + fields)
        }
        try await ledger.succeed(["correct", "deaths", "mmp-48343", "--dead", "50", "--reason", "court file"])
        return ledger
    }

    @Test func `rows add up to the total in every scheme, in every view that has a region`() async throws {
        let ledger = try await ledger()
        for moment in [[], ["--known-by", "2020-01-16"], ["--as-published"]] {
            let total = sums(try await ledger.view("year", moment))
            #expect(!total.isEmpty)
            for scheme in Self.schemes {
                let rows = try await ledger.view("region-year", ["--scheme", scheme] + moment)
                #expect(sums(rows) == total, "region-year \(scheme) \(moment)")
                #expect(Set(rows.map { "\($0["region"] ?? "")|\($0["year"] ?? "")" }).count == rows.count)
                // The years of a scheme are all years.
                #expect(sums(try await ledger.view("year", ["--scheme", scheme] + moment)) == total, "year \(scheme)")
            }
        }
        for scheme in Self.schemes {
            let arrests = try await ledger.view("arrests-region-year", ["--scheme", scheme])
            #expect(sums(arrests)["2019"]?["arrests"] == 20, "\(scheme) \(arrests)")
        }
        // A view that has a region and is not above is wanted here, too.
        let regional = try await TestLedger.views.asyncFilter { view in
            try await ledger.run(["view", view, "--scheme", "mmp-2014", "--format", "csv"]).status == 0
        }
        #expect(Set(regional) == ["region-year", "year", "arrests-region-year"])
    }

    /// Each measure by year, over all rows.
    private func sums(_ rows: [[String: String]]) -> [String: [String: Int]] {
        var sums: [String: [String: Int]] = [:]
        for row in rows {
            for (column, cell) in row where column != "year" && column != "region" {
                sums[row["year"] ?? "", default: [:]][column, default: 0] += Int(cell) ?? 0
            }
        }
        return sums
    }
}

extension [String] {
    fileprivate func asyncFilter(_ isWanted: (String) async throws -> Bool) async rethrows -> [String] {
        var wanted: [String] = []
        for text in self where try await isWanted(text) { wanted.append(text) }
        return wanted
    }
}
