import Foundation
import LedgerTesting
import Testing

/// What was known when: three successive exports in one ledger.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct MomentTests {
    @Test func `published figures hold on the days on which they were true`() async throws {
        let ledger = try await TestLedger.make(holding: RealExport.successive)
        let heads = try await TestLedger.heads(holding: RealExport.successive)
        for (export, head) in zip(RealExport.successive, heads) {
            let expected = try export.expectedByYear()
            let known = try await ledger.view("year", ["--known-by", export.asAt])
            #expect(tolls(known) == expected, "known by \(export)")
            let held = try await ledger.view("year", ["--as-of", "\(head)"])
            #expect(tolls(held) == expected, "as of \(head)")
        }
        let figures = try await totals(of: ledger)
        #expect(figures["2017"] == [6280, 6279, 6279])
        #expect(figures["2018"] == [4737, 4937, 4937])
        #expect(figures["2019"] == [1397, 3336, 3437])

        // Before the first export nothing was known; between two, what the earlier said; and both axes at once.
        #expect(try await ledger.view("year", ["--known-by", "2019-07-08"]).isEmpty)
        let between = try await ledger.view("year", ["--known-by", "2020-01-15"])
        #expect(tolls(between) == (try RealExport.january8.expectedByYear()))
        let both = try await ledger.view("year", ["--known-by", "2020-01-16", "--as-of", "\(heads[0])"])
        #expect(tolls(both) == (try RealExport.all[0].expectedByYear()))

        // The toll of a record that the third export no longer had.
        let shown = try await ledger.succeed(["show", "deaths", "mmp-49253", "--known-by", "2020-01-15"])
        #expect(!shown.contains("withdrawn at"))
        let now = try await ledger.succeed(["show", "deaths", "mmp-49253"])
        #expect(now.contains("withdrawn"))
        let history = try await ledger.succeed(["history", "deaths", "mmp-49253", "--format", "csv"])
        #expect(CSVReader.rows(of: history).last?["known_at"] == "2020-01-16")
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `the order in which exports arrive does not change what is known by any day`() async throws {
        let reference = try await TestLedger.make(holding: RealExport.successive)
        let order = [RealExport.all[0], RealExport.all[2], RealExport.all[1]]
        let ledger = try await TestLedger.make(holding: order)
        for day in ["2019-07-09", "2020-01-08", "2020-01-16"] {
            for view in ["region-year", "cause-year", "quality-year"] {
                #expect(
                    try await ledger.view(view, ["--known-by", day])
                        == (try await reference.view(view, ["--known-by", day])), "\(view) known by \(day)")
            }
        }
        #expect(try await ledger.everyView() == (try await reference.everyView()))
    }

    private func totals(of ledger: TestLedger) async throws -> [String: [Int]] {
        var totals: [String: [Int]] = [:]
        for export in RealExport.successive {
            for row in try await ledger.view("year", ["--known-by", export.asAt]) {
                totals[row["year"] ?? "", default: []].append(Int(row["dead_and_missing"] ?? "") ?? -1)
            }
        }
        return totals
    }

    private func tolls(_ rows: [[String: String]]) -> [String: Toll] {
        Dictionary(
            rows.compactMap { row in Toll(row: row).map { (row["year"] ?? "", $0) } }, uniquingKeysWith: { $1 })
    }
}
