import Foundation
import LedgerTesting
import Testing

/// Two agencies with real exports, one by Web ID and one by Main ID, whose records overlap, through the executables: what they
/// come to together is what one ledger that holds both comes to.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct FederationTests {
    private static let web = RealExport(asAt: "2020-01-16")
    private static let earlier = RealExport(asAt: "2020-01-08")
    private static let main = RealExport(asAt: "2024-04-10")

    private static let webID = "missing-migrants-web-id"
    private static let mainID = "missing-migrants-main-id"
    private static let correct = ["correct", "dataset", mainID]

    private struct Pair {
        let camps: TestLedger
        let coast: TestLedger
        let union: TestLedger
        let file: String

        func run(_ arguments: [String]) async throws -> Program.Run {
            try await Program.ledger.run(["federation"] + arguments + ["--federation", file])
        }

        func succeed(
            _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> (output: String, errors: String) {
            let run = try await run(arguments)
            try #require(run.status == 0, "\(arguments): \(run.errors)", sourceLocation: sourceLocation)
            return (run.output, run.errors)
        }
    }

    private func pair() async throws -> Pair {
        let camps = try await TestLedger.make(holding: [Self.earlier, Self.web])
        let coast = try await TestLedger.make(holding: [Self.main])
        let union = try await TestLedger.make(holding: [Self.earlier, Self.web])
        // One ledger takes in no second dataset of the same years before somebody says how the two belong together; two ledgers,
        // neither of which knows of the other's, can.
        try await union.succeed(
            ["import", "missing-migrants", Self.main.file, "--as-at", Self.main.asAt, "--beside", Self.webID])
        try await union.succeed(
            Self.correct + ["--beside", "=", "--reason", "nobody has said so", "--known-at", Self.main.asAt])
        let file = try camps.federation([
            camps.member("camps", [Self.webID, "desk"]), coast.member("coast", [Self.mainID, "desk"]),
        ])
        return Pair(camps: camps, coast: coast, union: union, file: file)
    }

    /// Overlap, and what links do: what an answer must say beside its rows, in the same words.
    private func said(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            ["OVERLAP", "what links change", "ROWS DO NOT"].contains { line.hasPrefix($0) }
                || line.hasSuffix("left out: the same as, or a part of, others that count")
        }
    }

    private func compare(_ pair: Pair, _ views: [String], _ options: [String]) async throws {
        for view in views {
            let asked = ["view", view, "--format", "csv"] + options
            let together = try await pair.succeed(asked)
            let one = try await pair.union.run(asked)
            #expect(together.output == one.output, "\(view) \(options)")
            #expect(said(together.errors) == said(one.errors), "\(view) \(options)")
        }
    }

    @Test func `every view of two agencies with real exports is that of one ledger that holds both, at every moment`()
        async throws
    {
        let pair = try await pair()
        for day in ["", "2020-01-08", "2020-01-16", "2024-04-09"] {
            let together = try await Program.viewChild.run(["views", pair.file, day])
            let one = try await Program.viewChild.run(["views", pair.union.path, day])
            #expect(together.status == 0 && one.status == 0, "\(together.output) \(one.output)")
            #expect(together.output == one.output, "\(day)")
        }
        let views = ["region-year", "year", "cause-year", "month", "dataset-year"]
        for options in [["--as-published"], ["--dataset", "missing-migrants-main-id"]] {
            try await compare(pair, views, options)
        }
        try await compare(pair, ["region-year", "year"], ["--scheme", "mmp-2021"])
        try await compare(pair, ["region-year"], ["--rank", "2014", "--group-by", "macro-region"])
        let table = try await pair.succeed(["view", "year", "--year", "2014"]).output
        #expect(
            table.contains("OVERLAP: missing-migrants-main-id and missing-migrants-web-id are both counted for 2014"))
        #expect(table.contains("of federation sea at camps=") && table.contains("\ncoast: log "))
        let json = try await pair.succeed(["view", "year", "--year", "2014", "--format", "json"]).output
        let answer = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let provenance = try #require(answer["provenance"] as? [String: Any])
        let positions = try #require(provenance["position"] as? [String: Int])
        #expect(positions["camps"] == Int(try await pair.camps.head().position))
        #expect((provenance["overlap"] as? [Any])?.count == 1)
        // The agency that holds it says that its dataset takes the other's place.
        for ledger in [pair.coast, pair.union] {
            try await ledger.succeed(
                Self.correct + [
                    "--succeeds", Self.webID, "--reason", "the publisher says so", "--known-at", "2024-05-01",
                ])
        }
        try await compare(pair, views, [])
        try await compare(pair, ["year"], ["--known-by", "2024-04-30"])
        #expect(try await !pair.succeed(["view", "year"]).output.contains("OVERLAP"))
    }

    @Test func `pairs found between two agencies are those of one ledger, and decisions act as they do in it`()
        async throws
    {
        let pair = try await pair()
        let found = CSVReader.rows(of: try await pair.succeed(["duplicates", "find", "--format", "csv"]).output)
        let own = CSVReader.rows(of: try await pair.union.succeed(["duplicates", "find", "--format", "csv"]))
        func names(_ rows: [[String: String]]) -> Set<Set<String>> {
            Set(
                rows.map { row in
                    Set([row["first_record"], row["second_record"]].map { String(($0 ?? "").prefix { $0 != "@" }) })
                })
        }
        let between = own.filter { $0["first_dataset"] != $0["second_dataset"] }
        #expect(found.count > 100)
        #expect(names(found) == names(between.filter { $0["rules"] != "their-records" }).union(names(incidents(found))))
        let deaths = found.filter { ($0["first_record"] ?? "").hasPrefix("deaths/") }
        for (row, relation) in zip(deaths.prefix(6), ["same", "same", "part-of", "different", "same", "part-of"]) {
            let names = [row["first_record"] ?? "", row["second_record"] ?? ""]
            let reason = ["--reason", "read both", "--known-at", "2024-05-01"]
            let decided = try await pair.camps.run(
                ["federation", "duplicates", "decide"] + names + [relation, "--federation", pair.file] + reason)
            #expect(decided.status == 0, "\(decided.errors)")
            try await pair.union.succeed(
                ["duplicates", "decide"] + names.map { String($0.prefix { $0 != "@" }) } + [relation] + reason)
        }
        try await compare(pair, ["region-year", "year", "cause-year", "month", "origin-year", "grid-year"], [])
        try await compare(pair, ["year"], ["--known-by", "2024-04-30"])
        // In the deciding agency's own sums nothing changed.
        #expect(try await !pair.camps.succeed(["view", "year"]).contains("what links change"))
        let list = try await pair.camps.succeed(["duplicates"])
        #expect(list.contains("of another log") && !list.contains("withdrawn"), "\(list)")
        let names = [deaths[0]["first_record"] ?? "", deaths[0]["second_record"] ?? ""]
        let undone = try await pair.camps.run(
            ["federation", "duplicates", "undecide"] + names + ["--federation", pair.file, "--reason", "two boats"])
        #expect(undone.status == 0, "\(undone.errors)")
        try await pair.union.succeed(
            ["duplicates", "undecide"] + names.map { String($0.prefix { $0 != "@" }) } + ["--reason", "two boats"])
        try await compare(pair, ["year"], [])
    }

    /// Incidents are found where their deaths are.
    private func incidents(_ rows: [[String: String]]) -> [[String: String]] {
        rows.filter { $0["rules"] == "their-records" }
    }

    @Test func `a member that cannot be read is missing in every form, and the exit status says so`() async throws {
        let pair = try await pair()
        try FileManager.default.moveItem(atPath: pair.coast.path, toPath: pair.coast.path + ".gone")
        for format in ["table", "csv", "json"] {
            let run = try await pair.run(["view", "year", "--format", format])
            #expect(run.status == 5)
            #expect((run.output + run.errors).contains("There is no ledger at"), "\(format): \(run.errors)")
            let camps = CSVReader.rows(of: try await pair.camps.succeed(["view", "year", "--format", "csv"]))
            if format == "csv" { #expect(CSVReader.rows(of: run.output) == camps) }
        }
        for command in [["find", "deaths", "--year", "2014"], ["datasets"], ["duplicates", "find"], ["status"]] {
            let run = try await pair.run(command + ["--format", "csv"])
            #expect(run.status == 5 && run.errors.contains("coast"), "\(command): \(run.errors)")
        }
        let status = CSVReader.rows(of: try await pair.run(["status", "--format", "csv"]).output)
        #expect(status.map { $0["problem"]?.isEmpty } == [true, false])
        let nowhere = try await Program.ledger.run(["federation", "view", "year", "--federation", "/nowhere.json"])
        #expect(nowhere.status == 3)
    }
}
