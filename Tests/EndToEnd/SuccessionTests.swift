import Foundation
import LedgerTesting
import Testing

/// Every export by Web ID, imported by the real program in a random order, and then the dataset that took their place.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct SuccessionTests {
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil
    private static let exports = ["2018-01-17", "2019-07-09", "2020-01-08", "2020-01-16", "2021-03-27"]
        .map(RealExport.init)
    private static let successor = RealExport(asAt: "2024-12-17")

    /// `Tools/test --long` takes twelve orders, each with the successor; else the first of two has it.
    @Test(arguments: 0..<(isLong ? 12 : 2))
    func `known by each as-at day every region and year is that export's, in any order and after a successor`(
        round: Int
    ) async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let order = Self.exports.shuffled(using: &random)
        let comment: Comment = "in the order \(order.map(\.asAt)), seed \(seed)"
        print("round \(round): \(comment)")
        let ledger = try await TestLedger.make()
        for export in order { try await ledger.take(export) }
        try await check(ledger, comment)
        let last = try #require(Self.exports.last)
        #expect(try await tolls(ledger) == last.expectedByRegionAndYear(), comment)
        guard round == 0 || Self.isLong else { return }

        try await takeGuideFigures(ledger)
        let before = try await reconciliation(ledger)
        let book = try await workbook(ledger)
        let refused = try await ledger.run(["import", "missing-migrants", book, "--as-at", Self.successor.asAt])
        #expect(refused.status == 1 && refused.errors.contains("--succeeds missing-migrants-web-id"), comment)
        try await ledger.succeed(
            [
                "import", "missing-migrants", book, "--as-at", Self.successor.asAt, "--succeeds",
                "missing-migrants-web-id",
            ])

        try await check(ledger, comment)
        let expected = try Self.successor.expectedByRegionAndYear()
        #expect(try await tolls(ledger, ["--known-by", Self.successor.asAt]) == expected, comment)
        #expect(try await tolls(ledger) == expected, comment)
        #expect(try await yearTolls(ledger) == Self.successor.expectedByYear(), comment)
        try compare(before, try await reconciliation(ledger), comment)
    }

    /// What is known by the as-at day of each export, and by the day before it.
    private func check(_ ledger: TestLedger, _ comment: Comment) async throws {
        var earlier: [RegionYear: Toll] = [:]
        for (export, dayBefore) in zip(
            Self.exports, ["2018-01-16", "2019-07-08", "2020-01-07", "2020-01-15", "2021-03-26"])
        {
            #expect(try await tolls(ledger, ["--known-by", dayBefore]) == earlier, "by \(dayBefore) \(comment)")
            earlier = try export.expectedByRegionAndYear()
            #expect(try await tolls(ledger, ["--known-by", export.asAt]) == earlier, "by \(export) \(comment)")
            let years = try await yearTolls(ledger, ["--known-by", export.asAt])
            #expect(years == (try export.expectedByYear()), "by \(export) \(comment)")
        }
    }

    /// Nothing is asked for but a day: the scheme is the ledger's to choose.
    private func tolls(_ ledger: TestLedger, _ moment: [String] = []) async throws -> [RegionYear: Toll] {
        let rows = try await ledger.view("region-year", moment).compactMap { row in
            Toll(row: row).map { (RegionYear(region: row["region"] ?? "", year: row["year"] ?? ""), $0) }
        }
        return Dictionary(rows) { first, _ in first }
    }

    private func yearTolls(_ ledger: TestLedger, _ moment: [String] = []) async throws -> [String: Toll] {
        let rows = try await ledger.view("year", moment).compactMap { row in
            Toll(row: row).map { (row["year"] ?? "", $0) }
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The successor is a workbook; a program that shares nothing with this project makes a CSV of it.
    private func workbook(_ ledger: TestLedger) async throws -> String {
        let script = Program(url: Repository.root.appending(path: "Tests/Support/workbook-to-csv"))
        let book = RealExport.shared.appending(path: "missing-migrants/export-\(Self.successor.asAt).xlsx").path
        let csv = ledger.scratch.path("successor.csv")
        let run = try await script.run([book, csv])
        try #require(run.status == 0, "\(run.errors)")
        return csv
    }

    // MARK: Published figures

    private func takeGuideFigures(_ ledger: TestLedger) async throws {
        let file = RealExport.shared.appending(path: "guide/figures.json").path
        try await ledger.succeed(
            ["import", "figures", file, "--publisher", "The Commission", "--citation", "E/CN.15/2020"])
    }

    private func reconciliation(_ ledger: TestLedger) async throws -> [[String: String]] {
        CSVReader.rows(of: try await ledger.succeed(["reconcile", "--format", "csv"]))
    }

    private func compare(
        _ before: [[String: String]], _ after: [[String: String]], _ comment: Comment
    ) throws {
        try #require(before.count == 43 && after.count == 43, comment)
        let held = Dictionary(uniqueKeysWithValues: before.map { ($0["figure"] ?? "", $0["held"] ?? "") })
        let worldwide = "from the export of 2019-07-09 to that of 2020-01-16, no longer at that of 2021-03-27"
        let first = "at the export of 2019-07-09, no longer at that of 2020-01-08"
        let last = "at the export of 2020-01-16, no longer at that of 2021-03-27"
        for (figure, wanted) in [
            ("S17", worldwide), ("S18", first), ("S19", first), ("S20", last), ("S22", last),
            ("S21", "from the export of 2018-01-17 to that of 2021-03-27, the last"),
        ] { #expect(held[figure] == wanted, "\(figure) \(comment)") }

        var told = 0
        for (old, new) in zip(before, after) {
            // All but what the ledger holds by now, and the word about the successor.
            let changed = Set(old.keys.filter { old[$0] != new[$0] })
            #expect(changed.isSubset(of: ["ledger_holds", "notices"]), "\(changed) of \(new) \(comment)")
            let isAnswered = old["against"]?.hasPrefix("missing-migrants-web-id") == true
            let notice = "missing-migrants-main-id has succeeded missing-migrants-web-id, from 2024-12-17 on."
            #expect((new["notices"]?.contains(notice) == true) == isAnswered, "\(new) \(comment)")
            told += isAnswered ? 1 : 0
        }
        #expect(told == 7, comment)
    }
}
