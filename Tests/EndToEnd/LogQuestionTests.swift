import Foundation
import LedgerTesting
import Testing

/// The log as people ask it: who recorded what, when and why, in one command.
struct LogQuestionTests {
    private func rows(_ ledger: TestLedger, _ arguments: [String]) async throws -> [[String: String]] {
        CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"] + arguments))
    }

    private func positions(_ ledger: TestLedger, _ arguments: [String]) async throws -> [String] {
        try await rows(ledger, arguments).compactMap { $0["position"] }
    }

    /// Five events of five days of a clock of our own.
    private func spring() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let deaths = ["record", "deaths", "--date", "2019", "--dead", "1", "--id"]
        for (instant, command) in [
            ("2020-02-27T10:00:00Z", deaths + ["a", "--actor", "registry"]),
            ("2020-03-02T00:00:00Z", deaths + ["b", "--actor", "desk"]),
            (
                "2020-03-08T23:59:59Z",
                ["withdraw", "deaths", "a", "--reason", "Río: counted twice", "--actor", "registry"]
            ),
            ("2020-03-31T23:59:59Z", ["withdraw", "deaths", "b", "--reason", "a doublet", "--actor", "desk"]),
            ("2020-04-01T00:00:00Z", ["reinstate", "deaths", "b", "--reason", "no doublet", "--actor", "registry"]),
        ] {
            let run = try await ledger.run(command, at: instant)
            try #require(run.status == 0, "\(command): \(run.errors)")
        }
        return ledger
    }

    @Test(.enabled(if: FakeClock.isPresent, "libfaketime is not installed; Tools/test gets it"))
    func `who recorded what in a week, and all withdrawals of a month with reasons, are one command each`() async throws
    {
        let ledger = try await spring()
        let week = try await rows(ledger, ["--since", "2020-03-02", "--until", "2020-03-08"])
        #expect(week.map { $0["actor"] } == ["desk", "registry"] && week.map { $0["id"] } == ["b", "a"])
        let march = ["--since", "2020-03-01", "--until", "2020-03-31"]
        let withdrawals = try await rows(ledger, ["--type", "withdrawn"] + march)
        #expect(withdrawals.map { $0["reason"] } == ["Río: counted twice", "a doublet"])

        #expect(try await positions(ledger, ["--since", "2", "--until", "2020-03-31T23:59:58Z"]) == ["2", "3"])
        #expect(try await positions(ledger, ["--since", "2020-04-01T00:00:00Z"]) == ["5"])
        #expect(try await positions(ledger, ["--actor", "registry"]) == ["1", "3", "5"])
        #expect(try await positions(ledger, ["--actor", "registry", "--actor", "desk", "--limit", "2"]) == ["1", "2"])
        #expect(
            try await positions(ledger, ["--type", "withdrawn", "--type", "reinstated", "--reverse"]) == [
                "5", "4", "3",
            ])
        #expect(try await positions(ledger, ["--reason-like", "RIO"]) == ["3"])
        #expect(
            try await positions(ledger, ["--reason-like", "doublet", "--kind", "deaths", "--actor", "desk"]) == ["4"])
        #expect(try await ledger.run(["log", "--since", "2020-04-01", "--until", "2020-03-01"]).status == 2)
        let unread = try await ledger.run(["log", "--since", "March"])
        #expect(unread.status == 2 && unread.errors.contains("2026-01-31"), "\(unread.errors)")
    }

    @Test(.enabled(if: FakeClock.isPresent, "libfaketime is not installed; Tools/test gets it"))
    func
        `where no event is so it is said when events were recorded, since a day may be meant as one of what was known`()
        async throws
    {
        let ledger = try await spring()
        let run = try await ledger.run(["log", "--since", "2030-01-01"])
        #expect(run.status == 0 && run.errors.contains("from 2020-02-27T10:00:00"), "\(run.errors)")
        #expect(run.errors.contains("to 2020-04-01T00:00:00"), "\(run.errors)")
        // The same of an answer that is asked for before there was anything: what was known is another question.
        let before = try await ledger.run(["view", "year", "--as-of", "2020-01-08"])
        #expect(before.status == 1 && before.errors.contains("--known-by"), "\(before.errors)")
    }

    @Test func `in JSON each event has the state that it carries`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--id", "a", "--date", "2019-05-06", "--dead", "7", "--actor", "desk",
        ])
        try await ledger.succeed(["withdraw", "deaths", "a", "--reason", "a doublet", "--actor", "desk"])
        struct Event: Decodable {
            struct State: Decodable {
                struct Count: Decodable { var low: Int }
                var dead: Count
            }
            var position: Int
            var actor, reason, type: String
            var state: State?
        }
        let json = try await ledger.succeed(["log", "--format", "json"])
        let events = try JSONDecoder().decode([Event].self, from: Data(json.utf8))
        #expect(events.map(\.position) == [1, 2] && events.map { $0.state?.dead.low } == [7, nil])
        #expect(events.last?.reason == "a doublet" && events.last?.actor == "desk")
    }

    @Test func `what an import appended is told from all else, and its actor is named beside it`() async throws {
        let ledger = try await TestLedger.makeCut()
        try await ledger.succeed([
            "record", "deaths", "--id", "own", "--date", "2019", "--dead", "1", "--actor", "desk",
        ])
        let all = try await rows(ledger, [])
        let imports = try await rows(ledger, ["--kind", "import"]).compactMap { $0["id"] }
        #expect(imports.count == 2)
        for id in imports {
            let own = all.filter { $0["import"] == id }
            #expect(own.count > 1 && own.allSatisfy { $0["actor"]?.isEmpty == false })
            #expect(try await rows(ledger, ["--import", id]) == own)
        }
        let none = try await ledger.run(["log", "--import", "none"])
        #expect(none.status == 3 && none.errors.contains("`log --kind import` lists them"), "\(none.errors)")
        let record = try #require(all.first { $0["kind"] == "deaths" && $0["import"] == imports[0] })
        let name = ["deaths", record["id"] ?? ""]
        for command in ["show", "history"] {
            let text = try await ledger.succeed([command] + name)
            #expect(text.contains(imports[0]) && text.contains(record["actor"] ?? "–"), "\(text)")
        }
    }
}
