import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Testing

@testable import Comparison

/// What links do to sums, and what an answer says of them.
struct LinksTests {
    /// Two datasets that hold the same boat, and the desk.
    private func ledger() async throws -> ComparedLedger {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2019-01-01")
        try await ledger.export("guard", of: "A Coast Guard", asAt: "2019-01-01")
        try await ledger.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10, region: "mmp-2021:Europe"),
            toll("guard-1", .recorded, "2019-01-01", dataset: "guard", dead: 8, region: "mmp-2021:Europe"),
            toll("guard-2", .recorded, "2019-01-01", dataset: "guard", dead: 3, year: 2017))
        return ledger
    }

    private let web = RecordID(kind: .deaths, id: "web-1")
    private let guard1 = RecordID(kind: .deaths, id: "guard-1")
    private let guard2 = RecordID(kind: .deaths, id: "guard-2")

    private func statement(_ knownAt: String = "2019-02-01", _ reason: String = "one boat") -> Statement {
        Statement(actor: "tester", knownAt: day(knownAt), reason: reason)
    }

    private func answer(_ ledger: ComparedLedger, _ change: (inout ViewRequest) -> Void = { _ in }) throws -> Answer {
        var request = ViewRequest(name: "year", years: [2018])
        change(&request)
        return try ledger.open.view(request)
    }

    /// The dead of 2018.
    private func dead(_ ledger: ComparedLedger, _ change: (inout ViewRequest) -> Void = { _ in }) throws -> String {
        let answer = try answer(ledger, change)
        let column = answer.columns.firstIndex { $0.name == "dead" } ?? 0
        return answer.rows.first.map { answer.cells(of: $0)[column] } ?? "none"
    }

    private func suspect(_ ledger: ComparedLedger, _ first: RecordID, _ second: RecordID) async throws {
        _ = try await ledger.open.suspect(
            [Suspicion(first: first, second: second, rules: ["large"])], among: ["web", "guard", "desk"], statement())
    }

    @Test func `of a suspicion the smaller one counts from 0 on, in the records column too`() async throws {
        let ledger = try await ledger()
        try await suspect(ledger, web, guard1)
        #expect(try dead(ledger) == "10..18")
        let answer = try answer(ledger)
        #expect(answer.rows.map { answer.cells(of: $0)[2] } == ["1..2"])
        #expect(answer.provenance.links.possible == 1 && answer.provenance.links.leftOut == 0)
        #expect(answer.provenance.links.effect.map { "\($0.measure) \($0.sum)" }.contains("dead -8..0"))
        #expect(try dead(ledger) { $0.regions = ["Europe"] } == "10..18")
    }

    @Test func `of two that are the same the first counts, a part does not count beside the whole`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(guard1, web, .same, statement())
        #expect(try dead(ledger) == "8")
        #expect(try answer(ledger).provenance.links.leftOut == 1)
        _ = try await ledger.open.decide(guard1, web, .partOf, statement())
        #expect(try dead(ledger) == "10")
        _ = try await ledger.open.decide(web, guard1, .different, statement())
        #expect(try dead(ledger) == "18" && answer(ledger).provenance.links.isNone)
    }

    @Test func `a decision is taken back to what rules had found, or to nothing`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        _ = try await ledger.open.undecide(web, guard1, statement())
        #expect(try dead(ledger) == "18" && ledger.open.duplicates().isEmpty)
        try await suspect(ledger, web, guard1)
        _ = try await ledger.open.decide(guard1, web, .same, statement())
        #expect(try dead(ledger) == "8")
        _ = try await ledger.open.undecide(guard1, web, statement())
        #expect(try dead(ledger) == "10..18")
        #expect(try ledger.open.duplicates().map(\.rules) == [["large"]])
        await #expect(throws: LedgerError.self) { try await ledger.open.undecide(web, guard1, statement()) }
    }

    @Test func `what was decided holds from its position and its day on`() async throws {
        let ledger = try await ledger()
        let before = try ledger.open.head().position
        _ = try await ledger.open.decide(web, guard1, .same, statement("2019-03-01"))
        let decided = try ledger.open.head().position
        _ = try await ledger.open.undecide(web, guard1, statement("2019-04-01"))
        #expect(try dead(ledger) { $0.moment = Moment(asOf: .position(before)) } == "18")
        #expect(try dead(ledger) { $0.moment = Moment(asOf: .position(decided)) } == "10")
        #expect(try dead(ledger) { $0.moment = Moment(knownBy: day("2019-02-28")) } == "18")
        #expect(try dead(ledger) { $0.moment = Moment(knownBy: day("2019-03-31")) } == "10")
        #expect(try dead(ledger) { $0.moment = Moment(asOf: .position(decided), knownBy: day("2019-05-01")) } == "10")
        #expect(try dead(ledger) == "18")
        let late = await #expect(throws: LedgerError.self) {
            try await ledger.open.decide(web, guard1, .same, statement("2019-03-15"))
        }
        #expect(late?.description.contains("2019-04-01") == true)
    }

    @Test func `a link acts only where the other record's dataset is counted, and never in what was published`()
        async throws
    {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        #expect(try dead(ledger) { $0.datasets = ["guard"] } == "8")
        #expect(try dead(ledger) { $0.datasets = ["web"] } == "10")
        #expect(try dead(ledger) { $0.datasets = ["web", "guard"] } == "10")
        #expect(try dead(ledger) { $0.isAsPublished = true } == "18")
        #expect(try answer(ledger) { $0.isAsPublished = true }.provenance.links.isNone)
        // Succeeded, it is counted no longer; and what was left out beside it counts again.
        try await ledger.export("newer", of: "IOM", asAt: "2019-06-01", succeeds: ["web"])
        #expect(try dead(ledger) == "8")
    }

    @Test func `who is counted twice because what links two records is not counted is said`() async throws {
        let ledger = try await ledger()
        try await ledger.export("third", of: "A Newspaper", asAt: "2019-01-01")
        try await ledger.say(
            toll("third-1", .recorded, "2019-01-01", dataset: "third", dead: 9),
            toll("own", .recorded, "2019-01-01", dead: 2))
        let third = RecordID(kind: .deaths, id: "third-1")
        let own = RecordID(kind: .deaths, id: "own")
        func twice(_ change: (inout ViewRequest) -> Void = { _ in }) throws -> [String] {
            let provenance = try answer(ledger, change).provenance
            #expect(
                provenance.lines.count { $0.hasPrefix("COUNTED TWICE") } == provenance.links.countedTwice.count)
            return provenance.links.countedTwice.map { "\($0.record.id) \($0.isPart ? "<" : "=") \($0.other.id)" }
        }
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        _ = try await ledger.open.decide(guard1, third, .same, statement())
        // A chain of which the middle is counted: each is left out beside the next.
        #expect(try dead(ledger) == "12" && twice() == [])
        // Without the middle nothing keeps the two from counting both.
        #expect(try dead(ledger) { $0.datasets = ["web", "third"] } == "19")
        #expect(try twice { $0.datasets = ["web", "third"] } == ["web-1 = third-1"])
        #expect(try twice { $0.datasets = ["third"] } == [] && twice { $0.datasets = ["web", "guard"] } == [])
        #expect(
            try twice {
                $0.datasets = ["web", "third"]
                $0.isAsPublished = true
            } == [])
        // A part of the middle one is a part of both ends.
        _ = try await ledger.open.decide(own, guard1, .partOf, statement())
        #expect(try dead(ledger) == "10" && twice() == [])
        #expect(try twice { $0.datasets = ["web", "desk"] } == ["own < web-1"])
        // Decided of the two, it is as it should be.
        _ = try await ledger.open.decide(web, third, .same, statement())
        #expect(try dead(ledger) { $0.datasets = ["web", "third"] } == "10")
        #expect(try twice { $0.datasets = ["web", "third"] } == [])
        // Before it was known nothing is said.
        #expect(try twice { $0.moment = Moment(knownBy: day("2019-01-31")) } == [])
    }

    @Test func `a record that is corrected or amended is left out as it is now`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        try await ledger.say(toll("guard-1", .corrected, "2019-03-01", dataset: "guard", dead: 9))
        try await ledger.say(toll("guard-1", .corrected, "2019-03-02", dead: 7, region: "mmp-2021:Europe"))
        #expect(try dead(ledger) == "10" && dead(ledger) { $0.isAsPublished = true } == "19")
        try await ledger.say(toll("guard-1", .withdrawn, "2019-03-03", dataset: "guard"))
        try await ledger.say(toll("guard-1", .withdrawn, "2019-03-04"))
        #expect(try dead(ledger) == "10" && answer(ledger).provenance.links.isNone)
    }

    @Test func `what stands beside a record that no longer stands is said to be adrift`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        await #expect(throws: LedgerError.self) { try await ledger.open.withdraw(web, statement("2019-03-01")) }
        // As an import withdraws what a file no longer has.
        try await ledger.say(toll("web-1", .withdrawn, "2019-03-01", dataset: "web"))
        let answer = try answer(ledger)
        #expect(answer.rows.isEmpty)
        let adrift = try #require(answer.provenance.links.adrift.first)
        #expect(adrift.record == guard1 && adrift.other == web)
        #expect(
            answer.provenance.lines.contains { $0.hasPrefix("ADRIFT: deaths/guard-1 is left out beside deaths/web-1") })
        #expect(try ledger.open.duplicates().map { $0.link?.isAdrift } == [true])
        #expect(
            try self.answer(ledger) { $0.moment = Moment(knownBy: day("2019-02-28")) }.provenance.links.adrift.isEmpty)
        _ = try await ledger.open.undecide(web, guard1, statement("2019-03-02"))
        #expect(try dead(ledger) == "8" && self.answer(ledger).provenance.links.adrift.isEmpty)
    }

    @Test func `records left out beside each other in a ring are refused`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        _ = try await ledger.open.decide(guard2, web, .same, statement())
        let ring = await #expect(throws: LedgerError.self) {
            try await ledger.open.decide(guard1, guard2, .same, statement())
        }
        #expect(ring?.description.contains("neither would count") == true)
        #expect(try dead(ledger) { $0.years = [] } == "3")
    }

    @Test func `a suspicion turns where the other record has become the smaller one`() async throws {
        let ledger = try await ledger()
        try await suspect(ledger, web, guard1)
        try await ledger.say(
            toll("web-1", .corrected, "2019-01-20", dataset: "web", dead: 5, region: "mmp-2021:Europe"))
        // Wider than need be, and right: 5, 8 or 13.
        #expect(try dead(ledger) == "5..13")
        try await suspect(ledger, web, guard1)
        #expect(try dead(ledger) == "8..13")
        let none = try await ledger.open.suspect([], among: ["web", "guard", "desk"], statement())
        #expect(none.withdrawn == 1)
        #expect(try dead(ledger) == "13")
    }

    @Test func `a search leaves decisions, and suspicions of what it did not compare, as they are`() async throws {
        let ledger = try await ledger()
        try await suspect(ledger, web, guard1)
        let other = try await ledger.open.suspect([], among: ["web", "desk"], statement())
        #expect(other.withdrawn == 0)
        _ = try await ledger.open.decide(web, guard1, .different, statement())
        let again = try await ledger.open.suspect(
            [Suspicion(first: guard1, second: web, rules: ["place"])], among: ["web", "guard"], statement())
        #expect(again.decided == 1 && again.recorded == 0)
        #expect(try dead(ledger) == "18")
    }

    @Test func `datasets overlap until every pair that was found is decided, and again after the next import`()
        async throws
    {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        #expect(try answer(ledger).provenance.overlaps.count == 1)
        try await suspect(ledger, web, guard2)
        #expect(try answer(ledger).provenance.overlaps.count == 1)
        _ = try await ledger.open.decide(web, guard2, .different, statement())
        let decided = try answer(ledger)
        #expect(decided.provenance.overlaps.isEmpty)
        #expect(decided.provenance.settled.map { [$0.suspected, $0.same, $0.different] } == [[0, 1, 1]])
        #expect(try answer(ledger) { $0.isAsPublished = true }.provenance.overlaps.count == 1)
        try await ledger.export("guard", of: "A Coast Guard", asAt: "2019-09-01")
        #expect(try answer(ledger).provenance.overlaps.count == 1)
        _ = try await ledger.open.suspect(
            [Suspicion(first: web, second: guard2, rules: ["place"])], among: ["web", "guard"], statement("2019-09-02"))
        #expect(try answer(ledger).provenance.overlaps.isEmpty)
    }

    @Test func `changes add up to the difference of the views where links were decided`() async throws {
        let ledger = try await ledger()
        let before = try ledger.open.head().position
        try await suspect(ledger, web, guard1)
        let suspected = try ledger.open.head().position
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        for (from, to, effect) in [
            (before, suspected, "-8..0"), (suspected, suspected + 2, "-8..0"), (before, suspected + 2, "-8"),
        ] {
            let report = try ledger.open.changes(
                from: Moment(asOf: .position(from)), to: Moment(asOf: .position(to)))
            let toll = report.effects[EffectKey(region: nil, year: 2018)]
            let sums = toll?.sums[2]
            if from == suspected {
                // From 10..18 to 10.
                #expect(sums.map { [$0.low, $0.high] } == [0, -8])
            } else {
                #expect(sums.map { "\($0)" } == effect)
            }
            #expect(report.changes.contains { $0.record == guard1 && $0.kind == .linked })
        }
    }

    @Test func `a figure that is held against the ledger knows of links, a publisher's own does not`() async throws {
        let ledger = try await ledger()
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        try await ledger.figure("press", "10") { $0.publisher = "A Newspaper" }
        try await ledger.figure("own", "8") { $0.publisher = "A Coast Guard" }
        #expect(try ledger.reconciled("press")?.verdict == .holds)
        let own = try #require(try ledger.reconciled("own"))
        #expect(own.verdict == .holds && own.ledgerHolds?.exactValue == 10)
    }

    @Test
    func `links are decided by their own command only, and of records that stand and can be about the same people`()
        async throws
    {
        let ledger = try await ledger()
        let link = Link(kind: .deaths, record: "web-1", other: "guard-1", relation: .same)
        await #expect(throws: LedgerError.self) { try await ledger.open.record(.link(link), id: nil, statement()) }
        _ = try await ledger.open.decide(web, guard1, .same, statement())
        let made = RecordID(kind: .link, id: Link.id(.deaths, "guard-1", "web-1"))
        #expect(
            try ledger.open.state(of: made).state
                == .link(Link(kind: .deaths, record: "guard-1", other: "web-1", relation: .same)))
        await #expect(throws: LedgerError.self) { try await ledger.open.withdraw(made, statement()) }
        for other in [RecordID(kind: .incident, id: "x"), RecordID(kind: .deaths, id: "nobody"), web] {
            await #expect(throws: LedgerError.self) { try await ledger.open.decide(web, other, .same, statement()) }
        }
        await #expect(throws: LedgerError.self) { try await ledger.open.decide(web, guard1, .same, statement()) }
    }
}
