import EventLog
import Folding
import Incidents
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import SwiftProtobuf
import Testing

/// Events that a view cannot take in: which views park them, and for how long answers lack them.
@Suite struct ParkingTests {
    @Test func `an event that cannot be taken in is parked only in the views that want its kind`() async throws {
        let fixture = try Fixture("parked only where it is wanted")
        try await fixture.say("a", dead: 1)
        try await fixture.appendUnreadable("poison")
        let (deaths, operations) = (
            try fixture.store(Tally(kinds: [.deaths])), try fixture.store(Tally(name: "other", kinds: [.operation]))
        )
        #expect(try deaths.catchUp().parked == 1)
        #expect(try operations.catchUp().parked == 0)
        #expect(try !deaths.status().isComplete && !deaths.ownedAnswer().isComplete)
        #expect(try operations.status().isComplete && operations.ownedAnswer().isComplete)
        #expect(try operations.status().parked.isEmpty)
    }

    @Test func `an event that links a record and does not say how it counts is lacking, whatever is said of it later`()
        async throws
    {
        let fixture = try Fixture("a link that does not say how")
        try await fixture.say("a", on: 1, dead: 4, by: "one")
        let poison = try await fixture.say("a", .linked, on: 2)
        try await fixture.link("a", .possible, beside: "two", on: 3)
        try await fixture.say("a", .corrected, on: 4, dead: 5, by: "one")
        let store = try fixture.store()
        #expect(try store.catchUp().parked == 1)
        #expect(try store.ownedAnswer().parked == [poison])
        #expect(try store.ownedAnswer(ViewQuery(knownBy: Day(number: 18_001))).isComplete)
        #expect(
            try fixture.rows(store).contains("deaths 2019 | one ?two possible 2019 | 1 records 0..5"))
    }

    @Test func `an entry of a kind that no view knows is parked nowhere, and counted`() async throws {
        let fixture = try Fixture("an entry of an unknown kind")
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.UNRECOGNIZED(99), "x", .recorded, 18_000)
        try await fixture.append(entry)
        let store = try fixture.store()
        #expect(try store.catchUp().parked == 0)
        #expect(try store.status().isComplete && store.status().seen[99] == 1)
    }

    /// Blocks have 16 events here: the correction is in the same block, in the next one, or further on.
    @Test(arguments: [0, 20, 70])
    func `an answer lacks a parked event until a later statement of the same speaker supersedes it`(others: Int)
        async throws
    {
        let fixture = try Fixture("an answer lacks a parked event until")
        try await fixture.say("a", on: 1, dead: 10, by: "one")
        let poison = try await fixture.appendUnreadable("a", .corrected, on: 5, by: "one")
        for number in 0..<others { try await fixture.say("other \(number)", on: 1, dead: 0, by: "one") }
        let desk = try await fixture.say("a", .corrected, on: 6, dead: 11)
        let correction = try await fixture.say("a", .corrected, on: 9, dead: 12, by: "one")
        let store = try fixture.store()
        try store.catchUp()
        let complete = { (position: UInt64, day: Int32?) in
            try store.ownedAnswer(ViewQuery(asOf: position, knownBy: day.map { Day(number: 18_000 + $0) }))
        }
        #expect(try complete(poison - 1, nil).isComplete)
        #expect(try complete(poison, nil).parked == [poison])
        // Known by a day before it, nothing is lacking; by a day on which it decides, it is.
        #expect(try complete(poison, 4).isComplete)
        #expect(try !complete(poison, 5).isComplete)
        // Another speaker's statement does not say what this one says.
        #expect(try complete(desk, nil).parked == [poison])
        // What the desk amends rests on what the dataset had said when it spoke: on what could not be taken in.
        #expect(try complete(correction, nil).parked == [poison])
        #expect(try complete(correction, 8).parked == [poison])
        let settled = try await fixture.say("a", .corrected, on: 10, dead: 12)
        try store.catchUp()
        #expect(try complete(settled, nil).isComplete)
        #expect(try !complete(settled, 9).isComplete)
        #expect(try store.status().isComplete)
        #expect(try store.status().parked.map(\.isDeciding) == [false])
        #expect(try store.ownedAnswer().added.map(\.sums[1].low) == [12])
    }

    /// The answer is folded from the few events after its last whole block; one of them cannot be taken in.
    @Test func `an answer as of a position after a parked event in its last block has what was said after it`()
        async throws
    {
        let fixture = try Fixture("a parked event in the tail of an answer")
        try await fixture.say("a", on: 1, dead: 1)
        let poison = try await fixture.appendUnreadable("a", .corrected, on: 2)
        let correction = try await fixture.say("a", .corrected, on: 3, dead: 5)
        try await fixture.say("b", on: 4, dead: 7)
        let store = try fixture.store()
        try store.catchUp()
        func dead(_ query: ViewQuery) throws -> [Int64?] {
            try store.ownedAnswer(query).rows.map { $0.sums[1].low }
        }
        #expect(try dead(ViewQuery(asOf: correction)) == [5])
        #expect(try dead(ViewQuery(asOf: poison)) == [1] && !store.ownedAnswer(ViewQuery(asOf: poison)).isComplete)
        #expect(try store.ownedAnswer(ViewQuery(asOf: correction)).isComplete)
        #expect(try dead(ViewQuery()) == [12])
    }

    @Test func `a correction by the same speaker makes the answer complete at once`() async throws {
        let fixture = try Fixture("a correction makes the answer complete")
        let poison = try await fixture.appendUnreadable("a", on: 5)
        let store = try fixture.store()
        try store.catchUp()
        #expect(
            try store.status().parked == [ParkedEvent(position: poison, error: Fixture.unreadable, isDeciding: true)])
        try await fixture.say("a", .corrected, on: 7, dead: 3)
        try store.catchUp()
        #expect(try store.ownedAnswer().isComplete && store.status().isComplete)
        #expect(
            try store.status().parked == [ParkedEvent(position: poison, error: Fixture.unreadable, isDeciding: false)])
        #expect(try store.ownedAnswer().added.map(\.sums[1].low) == [3])
        // By the days before, it is what holds still.
        #expect(try !store.ownedAnswer(ViewQuery(knownBy: Day(number: 18_006))).isComplete)
    }

    @Test func `a statement that comes in later for an earlier day does not supersede a parked one`() async throws {
        let fixture = try Fixture("an earlier day does not supersede")
        let poison = try await fixture.appendUnreadable("a", on: 5)
        try await fixture.say("a", .corrected, on: 4, dead: 3)
        let store = try fixture.store()
        try store.catchUp()
        #expect(try store.ownedAnswer().parked == [poison])
        #expect(try store.ownedAnswer(ViewQuery(knownBy: Day(number: 18_004))).isComplete)
    }

    @Test func `a confirmation of what could not be taken in is as incomplete as that`() async throws {
        let fixture = try Fixture("a confirmation of what was parked")
        try await fixture.say("a", on: 1, dead: 1, by: "one")
        let poison = try await fixture.appendUnreadable("a", .corrected, on: 5, by: "one")
        try await fixture.say("a", .confirmed, on: 8, by: "one")
        let store = try fixture.store()
        try store.catchUp()
        #expect(try store.ownedAnswer().parked == [poison])
    }

    @Test func `an event that does not say when it was known is superseded by whatever its speaker says next`()
        async throws
    {
        let fixture = try Fixture("an event without a day")
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, "a", .recorded, 2_000_000_000)
        entry.deaths.dead.qualifier = .exact
        let poison = try await fixture.append(entry)
        let store = try fixture.store()
        try store.catchUp()
        #expect(try store.ownedAnswer().parked == [poison])
        #expect(try store.status().parked[0].error == "is known on a day that is not in the calendar")
        try await fixture.say("a", .corrected, on: 1, dead: 2)
        try store.catchUp()
        #expect(try store.ownedAnswer().isComplete)
    }

    @Test func `what a second dataset says of a record is parked with a sentence, until it takes it back`() async throws
    {
        let fixture = try Fixture("what a second dataset says")
        try await fixture.say("a", on: 1, dead: 7, by: "one")
        let foreign = try await fixture.say("a", .corrected, on: 2, dead: 70, by: "two")
        try await fixture.say("a", .corrected, on: 3, dead: 8, by: "one")
        let store = try fixture.store()
        try store.catchUp()
        #expect(
            try store.status().parked == [
                ParkedEvent(
                    position: foreign, error: "is said by dataset two in a record of dataset one", isDeciding: true)
            ])
        #expect(try store.ownedAnswer().parked == [foreign])
        #expect(try store.ownedAnswer().added.map(\.sums[1].low) == [8])
        try await fixture.say("a", .withdrawn, on: 4, by: "two")
        try store.catchUp()
        #expect(try store.ownedAnswer().isComplete)
        #expect(try store.status().parked.map(\.isDeciding) == [false, false])
    }

    @Test func `two states that cannot be put together park the event that would need it`() async throws {
        let fixture = try Fixture("two states that cannot be put together")
        try await fixture.say("a", on: 1, dead: 7, by: "one")
        try await fixture.say("a", .corrected, on: 2, dead: 8)
        // The view takes a record with this cause in; put together with another it is one that it cannot.
        try await fixture.say("a", .corrected, on: 3, dead: 7, missing: 1, by: "one")
        let store = try fixture.store(Tally(kinds: [.deaths], chokesOnDeadWithMissing: 8))
        try store.catchUp()
        #expect(try store.ownedAnswer().parked == [3])
        #expect(
            try fixture.rows(store) == [
                "deaths 2019 | one said 2019 | 1 records 7", "deaths 2019 | one amended 2019 | 0 records 1",
            ])
    }

    @Test func `a replay says which views lack events`() async throws {
        let fixture = try Fixture("a replay says which views lack events")
        try await fixture.say("a", dead: 1)
        try await fixture.appendUnreadable("b", on: 3)
        let store = try fixture.store()
        try store.catchUp()
        let found = try Replay.compare([store], with: fixture.log)[0]
        #expect(found.agrees && found.parked == 1)
        #expect(try Replay.compare([store], with: fixture.log, asOf: 2, knownBy: Day(number: 18_002))[0].parked == 0)
        try await fixture.say("b", .corrected, on: 4, dead: 1)
        try store.catchUp()
        #expect(try Replay.compare([store], with: fixture.log)[0].parked == 0)
    }
}
