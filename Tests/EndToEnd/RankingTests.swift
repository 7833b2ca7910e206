import Foundation
import LedgerTesting
import Testing

/// Which region came first, second and so on.
struct RankingTests {
    private static let byMacroRegion = ["--group-by", "macro-region"]

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `who came second in 2019 depends on the day by which it is asked`() async throws {
        let ledger = try await TestLedger.make(holding: [.all[1]])
        let head = try await ledger.head().position
        try await ledger.take(.all[2])

        let january8 = ["1 Mediterranean 1291", "2 Africa 749", "3 Americas 746", "4 Asia 417", "5 Europe 133"]
        let january16 = ["1 Mediterranean 1318", "2 Americas 810", "3 Africa 749", "4 Asia 417", "5 Europe 143"]
        #expect(try await ranks(2019, ["--known-by", "2020-01-08"], in: ledger) == january8)
        #expect(try await ranks(2019, ["--known-by", "2020-01-15"], in: ledger) == january8)
        #expect(try await ranks(2019, ["--known-by", "2020-01-16"], in: ledger) == january16)
        #expect(try await ranks(2019, in: ledger) == january16)
        #expect(try await ranks(2019, ["--as-of", "\(head)"], in: ledger) == january8)
        #expect(try await ranks(2019, ["--known-by", "2020-01-07"], in: ledger).isEmpty)

        // What the columns state besides, in a scheme that the ledger was not mostly recorded in.
        let africa = try #require(
            try await ledger.view("region-year", ["--rank", "2019", "--scheme", "mmp-2014"] + Self.byMacroRegion)
                .first { $0["macro_region"] == "Africa" })
        #expect([africa["dead"], africa["missing"], africa["deaths_records"]] == ["645", "104", "200"])
        let other = try await ledger.view(
            "region-year", ["--rank", "2019", "--scheme", "mmp-unsd"] + Self.byMacroRegion)
        #expect(other.contains { $0["macro_region"] == "Uncategorized" })
        // Of the year's 3,437, 96 are of rows without a region of that scheme: they stand last, without a name and a rank.
        #expect(other.reduce(0) { $0 + (Int($1["dead_and_missing"] ?? "") ?? 0) } == 3437)
        let last = try #require(other.last)
        #expect([last["rank"], last["macro_region"], last["dead_and_missing"]] == ["", "", "96"])
    }

    @Test func `equal sums share a rank, and a region that no scheme has is told but not ranked`() async throws {
        let ledger = try await TestLedger.make()
        try await record(
            ["Mediterranean": "12", "Europe": "10", "Caribbean": "4", "South America": "6", "North Africa": "3"],
            year: 2020, in: ledger)
        let unlisted = BadFile.header + BadFile.row.replacing("1,Europe", with: "1,Atlantis") + "\n"
        let file = try ledger.scratch.file("unlisted.csv", holding: unlisted)
        try await ledger.succeed(["import", "missing-migrants", file, "--as-at", "2020-01-06"])

        #expect(
            try await ranks(2020, in: ledger) == [
                "1 Mediterranean 12", "2 Americas 10", "2 Europe 10", "4 Africa 3", "  1",
            ])
        let regions = try await ledger.view("region-year", ["--rank", "2020"])
        #expect(
            regions.map { "\($0["rank"] ?? "") \($0["region"] ?? "")" } == [
                "1 Mediterranean", "2 Europe", "3 South America", "4 Caribbean", "5 North Africa", "6 Atlantis",
            ])
        let some = try await ledger.view("region-year", ["--rank", "2020", "--group", "Americas"])
        #expect(some.map { $0["region"] } == ["South America", "Caribbean"])
    }

    @Test func `ranges that overlap leave the rank open, and what is approximate stays so`() async throws {
        let ledger = try await TestLedger.make()
        try await record(
            ["Caribbean": "20", "Europe": "5", "Mediterranean": "3..8", "East Asia": "~2", "North Africa": "1.."],
            year: 2021, in: ledger)
        #expect(
            try await ranks(2021, in: ledger) == [
                "1..2 Americas 20", "2..4 Europe 5", "2..4 Mediterranean 3..8", "~4..5 Asia ~2", "1..5 Africa 1..",
            ])
    }

    @Test func `a ranking states where it comes from, in each format`() async throws {
        let ledger = try await TestLedger.make()
        try await record(["Europe": "10", "Caribbean": "4"], year: 2020, in: ledger)
        let question = ["view", "region-year", "--rank", "2020", "--known-by", "9999-01-01"] + Self.byMacroRegion
        let csv = try await ledger.run(question + ["--format", "csv"])
        #expect(csv.output.hasPrefix("rank,macro_region,dead_and_missing,dead,missing,deaths_records\n"))
        let file = try ledger.scratch.file("answer.csv", holding: csv.output)
        let digest = try await Program.shell.run(["-c", "sha256sum '\(file)'"]).output.prefix(64)
        #expect(csv.errors.contains("sha256 \(digest)"))

        struct Answer: Decodable {
            struct Provenance: Decodable { var view, scheme, digest, knownBy: String }
            struct Row: Decodable, Equatable {
                var rank: Int
                var macroRegion: String
                var deadAndMissing: Int
            }
            var provenance: Provenance
            var rows: [Row]
        }
        let json = try await ledger.succeed(question + ["--format", "json"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(json.utf8))
        #expect(answer.rows.map(\.macroRegion) == ["Europe", "Americas"] && answer.rows.map(\.rank) == [1, 2])
        let provenance = answer.provenance
        #expect(
            [provenance.view, provenance.scheme, provenance.digest] == ["region-year", "mmp-2014", String(digest)])
        let table = try await ledger.succeed(question)
        #expect(table.contains("scheme mmp-2014") && table.contains("known by 9999-01-01"))
    }

    @Test(arguments: [
        ["year", "--rank", "2020"], ["region-year", "--group-by", "macro-region"],
        ["region-year", "--rank", "2020", "--year", "2019"],
        ["region-year", "--rank", "2020", "--group-by", "macro-region", "--group", "Americas"],
        ["region-year", "--rank", "2020", "--group-by", "continent"], ["region-year", "--rank", "second"],
    ])
    func `a ranking that cannot be made is not understood`(_ arguments: [String]) async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(["view"] + arguments)
        #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty, "\(run.output) \(run.errors)")
    }

    /// Rank, macro-region, dead and missing, a row a text.
    private func ranks(
        _ year: Int, _ arguments: [String] = [], in ledger: TestLedger
    ) async throws -> [String] {
        try await ledger.view("region-year", ["--rank", "\(year)"] + Self.byMacroRegion + arguments).map { row in
            ["rank", "macro_region", "dead_and_missing"].map { row[$0] ?? "?" }.joined(separator: " ")
        }
    }

    private func record(_ dead: [String: String], year: Int, in ledger: TestLedger) async throws {
        for (region, count) in dead.sorted(by: { $0.key < $1.key }) {
            try await ledger.succeed([
                "record", "deaths", "--region", "mmp-2014:\(region)", "--date", "\(year)", "--dead=\(count)",
            ])
        }
    }
}
