import Foundation
import LedgerTesting
import Testing

/// Imports from the command line: what a file speaks of, what it may withdraw, what it would do, and how it is undone.
struct ImportTests {
    private static let header =
        "Region of Incident,Reported Date,Reported Year,Number Dead,Minimum Estimated Number of Missing,"
        + "Location Description,Information Source"

    /// A file with Web IDs.
    private func file(_ ledger: TestLedger, _ name: String, dead: [Int: Int], year: Int = 2019) throws -> String {
        let rows = dead.sorted { $0.key < $1.key }.map { id, dead in
            "\(id),Mediterranean,\"January 05, \(year)\",\(year),\(dead),,Off Izmir,IOM Turkey"
        }
        try ledger.scratch.file(name, holding: (["Web ID," + Self.header] + rows).joined(separator: "\n") + "\n")
        return ledger.scratch.path(name)
    }

    /// A file with Main IDs.
    private func mainFile(_ ledger: TestLedger, _ name: String, _ rows: [(main: String, id: String, dead: Int)]) throws
        -> String
    {
        let rows = rows.map {
            "\($0.main),\"\($0.id)\",Mediterranean,\"January 05, 2019\",2019,\($0.dead),,Off Izmir,IOM"
        }
        try ledger.scratch.file(
            name, holding: (["Main ID,Incident ID," + Self.header] + rows).joined(separator: "\n") + "\n")
        return ledger.scratch.path(name)
    }

    private func take(_ file: String, _ asAt: String, _ options: [String] = []) -> [String] {
        ["import", "missing-migrants", file, "--as-at", asAt] + options
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private let ten = Dictionary(uniqueKeysWithValues: (1...10).map { ($0, $0) })

    @Test func `a selection that is taken for the whole is refused with the number, and done with it`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(take(file(ledger, "all.csv", dead: ten), "2020-01-01"))
        let head = try await ledger.head()
        let selection = try file(ledger, "selection.csv", dead: [1: 1, 2: 2])

        let refused = try await ledger.run(take(selection, "2020-02-01"))
        #expect(refused.status == 1)
        #expect(refused.errors.contains("withdraws 16 of the 20 records"), "\(refused.errors)")
        #expect(refused.errors.contains("--confirm-withdrawals 16"), "\(refused.errors)")
        let other = try await ledger.run(take(selection, "2020-02-01", ["--confirm-withdrawals", "15"]))
        #expect(other.status == 1 && other.errors.contains("16 records, and not 15"), "\(other.errors)")
        #expect(try await ledger.head() == head)

        let done = try await ledger.succeed(take(selection, "2020-02-01", ["--confirm-withdrawals", "16"]))
        #expect(done.contains("16 withdrawn"), "\(done)")
    }

    @Test func `a plan is printed and nothing is appended`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(take(file(ledger, "all.csv", dead: ten), "2020-01-01"))
        let head = try await ledger.head()
        let newer = try file(ledger, "newer.csv", dead: ten.filter { $0.key > 2 }.merging([3: 33, 11: 11]) { $1 })

        let text = try await ledger.succeed(take(newer, "2020-02-01", ["--dry-run"]))
        #expect(text.contains("planned, nothing was appended"), "\(text)")
        #expect(text.contains("refused as it stands: As complete, the file withdraws 4 of the 20"), "\(text)")
        #expect(text.contains("deaths/mmp-3"), "\(text)")
        let json = try object(try await ledger.succeed(take(newer, "2020-02-01", ["--dry-run", "--format", "json"])))
        let counts = [
            "recorded", "corrected", "withdrawn", "reinstated", "confirmed", "unchanged", "rearranged", "disputed",
            "restated",
        ].map { json[$0] as? Int }
        #expect(counts == [2, 1, 4, 0, 0, 15, 0, 0, 0])
        #expect(json["dataset"] as? String == "missing-migrants-web-id")
        let cells = try #require(json["yearsAndRegions"] as? [[String: Any]])
        #expect(cells.count == 1)
        #expect(cells.first?["year"] as? Int == 2019 && cells.first?["region"] as? String == "Mediterranean")
        #expect(cells.first?["deadAndMissingBefore"] as? Int == 6 && cells.first?["deadAndMissingAfter"] as? Int == 44)
        let largest = try #require(json["largest"] as? [[String: Any]])
        #expect(largest.first?["record"] as? String == "deaths/mmp-3")
        let obstacles = try #require(json["obstacles"] as? [[String: Any]])
        #expect(obstacles.map { $0["code"] as? String } == ["withdrawals"])
        #expect(try await ledger.head() == head)
    }

    @Test func `a file speaks of what it is said to be complete for`() async throws {
        let ledger = try await TestLedger.make()
        let both = "2018.csv"
        try await ledger.succeed(
            take(file(ledger, "2019.csv", dead: [1: 1, 2: 2]), "2020-01-01", ["--complete-for", "2019"]))
        try await ledger.succeed(
            take(file(ledger, both, dead: [3: 3], year: 2018), "2020-01-02", ["--complete-for", "2017..2018"]))
        #expect(try await ledger.view("year").compactMap { $0["deaths_records"] } == ["1", "2"])
        let partial = try await ledger.succeed(take(file(ledger, "one.csv", dead: [1: 1]), "2020-01-03", ["--partial"]))
        #expect(partial.contains("2 confirmed"), "\(partial)")
        for (options, word) in [(["--complete-for", "soon"], "soon"), (["--partial", "--complete"], "one of these")] {
            let run = try await ledger.run(take(ledger.scratch.path(both), "2020-01-03", options))
            #expect(run.status == 2 && run.errors.contains(word), "\(run.errors)")
        }
    }

    @Test func `a row that is dated after the as-at day is refused by itself, listed and kept`() async throws {
        let ledger = try await TestLedger.make()
        let path = try file(ledger, "slip.csv", dead: ten)
        let slip = ledger.scratch.text(of: "slip.csv").replacing(
            "7,Mediterranean,\"January 05, 2019\",2019", with: "7,Mediterranean,\"January 05, 2919\",2919")
        try ledger.scratch.file("slip.csv", holding: slip)
        let report = try await ledger.succeed(take(path, "2020-01-01"))
        #expect(
            report.contains("not read: row 7, Reported Date: \"January 05, 2919\": is after the as-at day"), "\(report)"
        )
        #expect(try await ledger.view("year").map { [$0["year"], $0["dead"]] } == [["2019", "48"]])
        let log = CSVReader.rows(of: try await ledger.succeed(["log", "--kind", "import-cells", "--format", "csv"]))
        let cells = try await ledger.succeed([
            "show", "import-cells", try #require(log.first?["id"]), "--format", "json",
        ])
        #expect(log.count == 1 && cells.contains("January 05, 2919"), "\(cells)")
    }

    @Test func `of a column that cannot be read the first cells are shown, and JSON has all`() async throws {
        let ledger = try await TestLedger.make()
        let path = try file(ledger, "words.csv", dead: Dictionary(uniqueKeysWithValues: (1...25).map { ($0, $0) }))
        let text = ledger.scratch.text(of: "words.csv").replacing(",,Off", with: ",some,Off")
        try ledger.scratch.file("words.csv", holding: text)
        let plan = take(path, "2020-01-01", ["--dry-run"])
        let lines = try await ledger.succeed(plan).split(separator: "\n").filter { $0.hasPrefix("not read: ") }
        #expect(lines.count == 4)
        #expect(lines.last?.hasPrefix("not read: 22 more of Minimum Estimated Number of Missing") == true, "\(lines)")
        let cells = try object(try await ledger.succeed(plan + ["--format", "json"]))["refusedCells"] as? [Any]
        #expect(cells?.count == 25)
    }

    @Test func `another dataset of the same years is refused until it is said how the two belong together`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(take(file(ledger, "web.csv", dead: ten), "2020-01-01"))
        let main = try mainFile(ledger, "main.csv", [("M", "A", 2), ("M", "B", 3)])
        let refused = try await ledger.run(take(main, "2021-01-01"))
        #expect(
            refused.status == 1 && refused.errors.contains("--succeeds missing-migrants-web-id"), "\(refused.errors)")
        try await ledger.succeed(take(main, "2021-01-01", ["--succeeds", "missing-migrants-web-id"]))
        let shown = try await ledger.succeed(["show", "dataset", "missing-migrants-main-id"])
        #expect(shown.contains("missing-migrants-web-id"), "\(shown)")

        let later = try mainFile(ledger, "later.csv", [("M", "A,B", 5)])
        let rearranged = try await ledger.succeed(take(later, "2021-02-01"))
        #expect(rearranged.contains("1 incidents re-arranged, their toll unchanged"), "\(rearranged)")
        #expect(rearranged.contains("re-arranged within incident/mmpi-M, toll 5 unchanged: mmpi-A mmpi-B → mmpi-A,B"))
        #expect(rearranged.contains("0 withdrawn"), "\(rearranged)")
        let changes = try await ledger.succeed(["changes", "--from", "2021-01-01", "--to", "2021-02-01"])
        #expect(changes.contains("re-arranged within incident/mmpi-M, toll unchanged: "), "\(changes)")
    }

    @Test func `an import by mistake is undone, and what is known by its day is right again`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(take(file(ledger, "all.csv", dead: ten), "2020-01-01"))
        let right = try await ledger.succeed(["view", "year", "--format", "csv", "--known-by", "2020-02-01"])
        let mistaken = try await ledger.succeed(
            take(file(ledger, "bad.csv", dead: [1: 99]), "2020-02-01", ["--confirm-withdrawals", "18"]))
        let id = try #require(mistaken.split(separator: "\n").first?.split(separator: "/").last.map(String.init))

        let refused = try await ledger.run(["withdraw", "import", id, "--reason", "by mistake"])
        #expect(refused.status == 1 && refused.errors.contains("`import undo \(id)`"), "\(refused.errors)")
        let undone = try await ledger.succeed(["import", "undo", id, "--reason", "by mistake", "--actor", "desk"])
        #expect(undone.contains("import/\(id) undone: 1 statements corrected, 0 withdrawn, 18 reinstated"), "\(undone)")
        #expect(try await ledger.succeed(["view", "year", "--format", "csv", "--known-by", "2020-02-01"]) == right)
        let twice = try await ledger.run(["import", "undo", id, "--reason", "again"])
        #expect(twice.status == 1 && twice.errors.contains("undone already"), "\(twice.errors)")
        let nobody = try await ledger.run(["import", "undo", "nope", "--reason", "again"])
        #expect(nobody.status == 3, "\(nobody.errors)")

        // The good file of the same day, and even the same file again.
        try await ledger.succeed(take(file(ledger, "good.csv", dead: ten.merging([1: 2]) { $1 }), "2020-02-01"))
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
    }

    @Test func `the report names what the publisher changed that the desk had corrected`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(take(file(ledger, "all.csv", dead: ten), "2020-01-01"))
        try await ledger.succeed(
            ["correct", "deaths", "mmp-10", "--dead", "9", "--reason", "court file", "--known-at", "2020-01-12"])
        try await ledger.succeed(take(ledger.scratch.path("all.csv"), "2020-01-20"))
        #expect(try await ledger.view("year").first?["dead"] == "54")
        let report = try await ledger.succeed(
            take(file(ledger, "new.csv", dead: ten.merging([10: 11]) { $1 }), "2020-02-01"))
        #expect(report.contains("disputed: deaths/mmp-10: dead: the desk says 9, the publisher 11"), "\(report)")
        #expect(try await ledger.view("year").first?["dead"] == "54")

        // Another field than the desk's, a record that is no more, and one that the desk had withdrawn.
        for command in [
            ["correct", "deaths", "mmp-7", "--survivors", "3"], ["correct", "deaths", "mmp-8", "--dead", "80"],
            ["withdraw", "deaths", "mmp-9"],
        ] { try await ledger.succeed(command + ["--reason", "court file", "--known-at", "2020-02-12"]) }
        let rows = ten.merging([7: 70, 9: 90, 10: 11]) { $1 }.filter { $0.key != 8 }
        let newest = take(try file(ledger, "newest.csv", dead: rows), "2020-03-01")
        let plan = try object(try await ledger.succeed(newest + ["--dry-run", "--format", "json"]))
        let desk = try #require(plan["desk"] as? [[String: Any]])
        #expect(desk.map { $0["id"] as? String } == ["mmp-7", "mmp-8", "mmp-9"])
        #expect(desk.map { $0["outcome"] as? String } == ["merged", "disputed", "disputed"])
        let cells = try #require(plan["yearsAndRegions"] as? [[String: Any]])
        #expect(plan["disputed"] as? Int == 2 && cells.map { $0["disputed"] as? Int } == [2])
        let lines = try await ledger.succeed(newest).split(separator: "\n")
        #expect(lines[1].hasSuffix("; 2 disputed between desk and publisher"), "\(lines)")
        for line in [
            "changed by the publisher, too: deaths/mmp-7; the desk's corrections stand beside it",
            "disputed: deaths/mmp-8: withdrawn by the publisher; the desk's correction stands",
            "disputed: deaths/mmp-9: changed by the publisher; the desk's withdrawal stands",
        ] { #expect(lines.contains { $0 == line }, "\(lines)") }
        let year = try await ledger.view("year").first
        #expect(year?["dead"] == "180" && year?["survivors"] == "3", "\(year ?? [:])")
    }
}
