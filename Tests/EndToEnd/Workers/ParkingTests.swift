import Foundation
import Ledger
import LedgerTesting
import Testing

/// Events that a view cannot take in.
struct ParkingTests {
    @Test func `a poison event is parked, said in every answer, and decided about`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        let position = try await poison(ledger)
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "4"])
        let worker = try ledger.startWorker(["year"])
        defer { worker.kill() }
        try await ledger.wait("the worker to fold all") { try await $0.positions()["year"] == 3 }
        var state = try #require(try await ledger.states()["year"])
        #expect(state.parked == 1 && state.lacking == 1 && state.dropped == 0 && !state.complete)
        try await ledger.wait("the worker to say so") { _ in worker.errors.contains("parked the event at position 2") }
        #expect(try await ledger.states()["year"]?.lastError?.contains("position \(position)") == true)
        #expect(state.events == [.init(kind: "deaths", seen: 3, logged: 3)])
        let answer = try await ledger.run(["view", "year"])
        #expect(answer.output.contains("INCOMPLETE") && answer.output.contains(" 7 "), "\(answer)")

        let parked = CSVReader.rows(of: try await ledger.succeed(["views", "parked", "--format", "csv"]))
        let row = try #require(parked.first { $0["view"] == "year" })
        #expect(row["position"] == "\(position)" && row["error"]?.isEmpty == false && row["dropped_because"] == "")
        #expect(row["lacking"] == "yes")

        #expect(try await ledger.run(["views", "drop", "year", "\(position)"]).status == 2)
        #expect(try await ledger.run(["views", "drop", "year", "1", "--reason", "none"]).status == 1)
        try await ledger.succeed(["views", "drop", "year", "\(position)", "--reason", "a test sent it"])
        state = try #require(try await ledger.states()["year"])
        #expect(state.parked == 0 && state.lacking == 1 && state.dropped == 1 && !state.complete)
        #expect(try await ledger.run(["view", "year"]).output.contains("INCOMPLETE"))
        let file = try String(contentsOfFile: ledger.path + "/view-decisions.jsonl", encoding: .utf8)
        #expect(file.contains("a test sent it") && file.hasSuffix("}\n"))

        // Another try finds the same, and undoes the decision.
        #expect(try await ledger.succeed(["views", "retry", "year"]).contains("1 parked event"))
        state = try #require(try await ledger.states()["year"])
        #expect(state.parked == 1 && state.dropped == 0 && state.folder == "year.v1.g1")
        // The finder's store cannot take it in either, and is decided about the same way.
        #expect(try await ledger.run(["find", "deaths"]).output.contains("INCOMPLETE"))
        try await ledger.succeed(["views", "drop", "find", "\(position)", "--reason", "a test sent it"])
        #expect(try await ledger.states()["find"]?.dropped == 1)
        #expect(try await ledger.succeed(["views", "retry", "find"]).contains("1 parked event"))
        #expect(try await ledger.states()["find"]?.parked == 1)
        let back = try await ledger.run(["views", "rollback", "find"])
        #expect(back.status == 1 && back.errors.contains("views rebuild find"), "\(back.errors)")
        worker.terminate()
        #expect(await worker.finished().status == 0)
        #expect(try await Program.replay.run([ledger.path]).status == 1)
    }

    @Test
    func `one record that cannot be taken in leaves views of other kinds whole, until it is corrected in the others`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3", "--known-at", "2019-05-01"])
        let position = try await huge(ledger)
        let others = Set(TestLedger.views.filter { $0.hasPrefix("arrests-") } + Self.ofNoDeaths)
        let wanting = TestLedger.views.filter { !others.contains($0) }
        for name in TestLedger.views {
            let answer = try await ledger.run(["view", name])
            #expect(answer.output.contains("INCOMPLETE") == wanting.contains(name), "\(name): \(answer.output)")
        }
        let states = try await ledger.states()
        #expect(wanting.allSatisfy { states[$0]?.lacking == 1 && states[$0]?.complete == false })
        #expect(others.allSatisfy { states[$0]?.parked == 0 && states[$0]?.complete == true })

        let replay = try await Program.replay.run([ledger.path])
        let sentence = "View year is INCOMPLETE: it could not take in 1 event(s), and its figures lack them."
        #expect(replay.status == 1 && replay.output.contains("All \(TestLedger.views.count) views agree"), "\(replay)")
        #expect(
            replay.output.contains(sentence) && !replay.output.contains("View operations is INCOMPLETE"), "\(replay)")
        let audit = try await Program.replay.run(["audit", ledger.path, "--format", "json"])
        #expect(audit.status == 1 && audit.output.contains(sentence), "\(audit)")
        #expect(audit.output.contains("\"isSound\": false"))
        // Before the day on which it is known nothing is lacking.
        let before = ["--known-by", "2019-05-31"]
        #expect(try await !ledger.run(["view", "year"] + before).output.contains("INCOMPLETE"))
        #expect(try await Program.replay.run(["audit", ledger.path] + before).status == 0)

        try await ledger.succeed([
            "correct", "deaths", "huge", "--dead", "4", "--reason", "a slip", "--known-at", "2019-07-01",
        ])
        for name in wanting { #expect(try await !ledger.run(["view", name]).output.contains("INCOMPLETE"), "\(name)") }
        #expect(try await ledger.run(["view", "year"]).output.contains(" 7 "))
        #expect(try await Program.replay.run([ledger.path]).status == 0)
        #expect(try await Program.replay.run(["audit", ledger.path]).status == 0)
        let year = try #require(try await ledger.states()["year"])
        #expect(year.complete && year.lacking == 0 && year.parked == 1)
        let parked = CSVReader.rows(of: try await ledger.succeed(["views", "parked", "--format", "csv"]))
        #expect(parked.count == wanting.count)
        #expect(parked.allSatisfy { $0["position"] == "\(position)" && $0["lacking"] == "no" }, "\(parked)")
        // As it was known before the correction the answer goes on lacking it.
        #expect(try await ledger.run(["view", "year", "--known-by", "2019-06-30"]).output.contains("INCOMPLETE"))
    }

    @Test func `an event at which the worker crashes is parked at the third time, and the rest goes on`() async throws {
        let ledger = try await TestLedger.make()
        for id in ["a", "bad", "b"] {
            try await ledger.succeed(["record", "deaths", "--id", id, "--date", "2019", "--dead", "3"])
        }
        let keep = { try Program.viewChild.start(["keep", ledger.path, "1", "bad"]) }
        for attempt in 1...3 {
            let run = await (try keep()).finished()
            #expect(run.status == -1 && !run.output.contains("parked"), "attempt \(attempt): \(run)")
        }
        let worker = try keep()
        defer { worker.kill() }
        try await ledger.wait("the event to be parked") { _ in worker.output.contains("parked the event at position 2")
        }
        #expect(worker.output.contains("the program ended while it processed the event, 3 times"), "\(worker.output)")
        try await ledger.wait("the rest") {
            try await $0.tally("answer", "1", crashingAt: "bad").hasPrefix("v1 at 3 parked 1")
        }
        worker.terminate()
        #expect(await worker.finished().output.hasSuffix("ended\n"))

        // A build that is made alone ends the same way, and says the same.
        for _ in 1...3 {
            #expect(try await Program.viewChild.run(["fresh", ledger.path, "1", "bad"]).status == -1)
        }
        let answer = try await ledger.tally("answer", "1", crashingAt: "bad")
        #expect(try await ledger.tally("fresh", "1", crashingAt: "bad") == answer)
        // The next version does not crash: it takes in everything.
        #expect(try await ledger.tally("answer", "2").hasPrefix("v2 at 3 parked 0"))
        #expect(try await ledger.tally("answer", "2") == (try await ledger.tally("fresh", "2")))
    }

    @Test func `an event at which the program crashes while several blocks are folded is found and parked`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let fill = { try await Program.viewChild.run(["append", ledger.path, "11", "5000"]) }
        #expect(try await fill().status == 0)
        try await ledger.succeed(["record", "deaths", "--id", "bad", "--date", "2019", "--dead", "3"])
        #expect(try await fill().status == 0)
        // Nobody can tell at which event the first one ended; the next three end at this one alone.
        for attempt in 1...4 {
            let run = try await Program.viewChild.run(["fresh", ledger.path, "1", "bad"])
            #expect(run.status == -1, "attempt \(attempt): \(run)")
        }
        let answer = try await ledger.tally("fresh", "1", crashingAt: "bad")
        #expect(answer.hasPrefix("v1 at 10001 parked 1 "), "\(answer)")
    }

    /// A deaths record of 2019 with more dead than a view can sum, known on 2019-06-01.
    /// Views that want no deaths records, beside those of arrests.
    private static let ofNoDeaths = [
        "cases-jurisdiction-year", "laws-article-country", "enforcement-funnel", "operations", "operations-year",
        "corridor-year", "mode-year", "people", "crime-year", "article-year",
        "exemption-year", "document-fraud-year", "fee",
    ]

    private func huge(_ ledger: TestLedger) async throws -> UInt64 {
        let run = try await Program.viewChild.run(["huge-deaths", ledger.path])
        return try #require(UInt64(run.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(run)")
    }

    private func poison(_ ledger: TestLedger) async throws -> UInt64 {
        let run = try await Program.viewChild.run(["poison", ledger.path])
        return try #require(UInt64(run.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(run)")
    }
}
