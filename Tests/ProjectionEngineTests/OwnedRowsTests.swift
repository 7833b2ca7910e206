import EventLog
import Folding
import Incidents
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import Testing

/// Whose part of a sum is what: datasets, the desk's amendments, the desk's own.
@Suite struct OwnedRowsTests {
    @Test func `what a dataset says, what the desk amends and what the desk says on its own are summed apart`()
        async throws
    {
        let fixture = try Fixture("owners are summed apart")
        try await fixture.say("a", dead: 10, year: 2_018, by: "one")
        try await fixture.say("b", dead: 5, year: 2_019, by: "one")
        try await fixture.say("c", dead: 2, year: 2_019, by: "two")
        try await fixture.say("d", dead: 1, year: 2_019)
        try await fixture.say("a", .corrected, on: 2, dead: 99, year: 2_018)
        let store = try fixture.store()
        try store.catchUp()
        #expect(
            try fixture.rows(store) == [
                "deaths 2018 | one said 2018 | 1 records 10", "deaths 2018 | one amended 2018 | 0 records 89",
                "deaths 2019 | desk | 1 records 1", "deaths 2019 | one said 2019 | 1 records 5",
                "deaths 2019 | two said 2019 | 1 records 2",
            ])
        // All of them together are what the ledger holds.
        #expect(try store.ownedAnswer().added.map(\.sums[1].low) == [99, 8])
        #expect(
            try fixture.rows(store, knownBy: 1) == [
                "deaths 2018 | one said 2018 | 1 records 10", "deaths 2019 | desk | 1 records 1",
                "deaths 2019 | one said 2019 | 1 records 5", "deaths 2019 | two said 2019 | 1 records 2",
            ])
    }

    @Test func `a publisher that repeats itself undoes no correction, and one that changes another field is merged`()
        async throws
    {
        let fixture = try Fixture("a publisher that repeats itself")
        try await fixture.say("a", dead: 10, missing: 1, by: "one")
        try await fixture.say("a", .corrected, on: 12, dead: 99, missing: 1)
        try await fixture.say("a", .corrected, on: 20, dead: 10, missing: 1, by: "one")
        try await fixture.say("a", .corrected, on: 30, dead: 10, missing: 4, by: "one")
        let view = Tally(sumsMissing: true)
        let store = try fixture.store(view)
        try store.catchUp()
        #expect(try fixture.rows(store, knownBy: 11) == ["deaths 2019 | one said 2019 | 1 records 10 1"])
        for day: Int32 in [12, 20] {
            #expect(
                try fixture.rows(store, knownBy: day) == [
                    "deaths 2019 | one said 2019 | 1 records 10 1", "deaths 2019 | one amended 2019 | 0 records 89",
                ])
        }
        #expect(
            try fixture.rows(store) == [
                "deaths 2019 | one said 2019 | 1 records 10 4", "deaths 2019 | one amended 2019 | 0 records 89",
            ])
        #expect(try store.ownedAnswer().added.map { $0.sums.map(\.low) } == [[1, 99, 4]])
    }

    @Test func `a record that the desk withdraws or moves to another year is taken from the dataset's by an amendment`()
        async throws
    {
        let fixture = try Fixture("a record that the desk withdraws or moves")
        try await fixture.say("a", dead: 10, year: 2_018, by: "one")
        try await fixture.say("b", dead: 3, year: 2_018, by: "one")
        try await fixture.say("a", .withdrawn, on: 2)
        try await fixture.say("b", .corrected, on: 3, dead: 3, year: 2_020)
        let store = try fixture.store()
        try store.catchUp()
        #expect(
            try fixture.rows(store) == [
                "deaths 2018 | one said 2018 | 2 records 13", "deaths 2018 | one amended 2018 | -2 records -13",
                "deaths 2020 | one amended 2020 | 1 records 3",
            ])
        #expect(try store.ownedAnswer().added.map(\.key) == [["deaths", "2020"]])
        #expect(
            try fixture.rows(store, knownBy: 2) == [
                "deaths 2018 | one said 2018 | 2 records 13", "deaths 2018 | one amended 2018 | -1 records -10",
            ])
    }

    @Test func `what the desk recorded first is amended from the day on which a dataset speaks of it`() async throws {
        let fixture = try Fixture("what the desk recorded first")
        try await fixture.say("a", on: 1, dead: 4)
        try await fixture.say("a", on: 5, dead: 4, by: "one")
        let store = try fixture.store()
        try store.catchUp()
        #expect(try fixture.rows(store, knownBy: 4) == ["deaths 2019 | desk | 1 records 4"])
        #expect(try fixture.rows(store) == ["deaths 2019 | one said 2019 | 1 records 4"])
        #expect(try fixture.rows(store, asOf: 1) == ["deaths 2019 | desk | 1 records 4"])
    }

    @Test func `what links take away and leave is summed apart, by the datasets beside which they do`() async throws {
        let fixture = try Fixture("what links take away")
        try await fixture.say("a", on: 1, dead: 4, by: "one")
        try await fixture.say("a", .corrected, on: 2, dead: 6)
        try await fixture.say("b", on: 1, dead: 3)
        try await fixture.link("a", .possible, beside: "two", on: 5)
        try await fixture.link("a", .none, beside: "three", on: 7, link: "m")
        try await fixture.link("b", .none, beside: "one", on: 5)
        let store = try fixture.store()
        try store.catchUp()
        let own = [
            "deaths 2019 | desk | 1 records 3", "deaths 2019 | one said 2019 | 1 records 4",
            "deaths 2019 | one amended 2019 | 0 records 2",
        ]
        #expect(try Set(fixture.rows(store, knownBy: 4)) == Set(own))
        #expect(
            try Set(fixture.rows(store, knownBy: 6)).subtracting(own) == [
                "deaths 2019 |  =one left-out 2019 | -1 records -3",
                "deaths 2019 | one ?two left-out 2019 | -1 records -6",
                "deaths 2019 | one ?two possible 2019 | 1 records 0..6",
            ])
        #expect(
            try Set(fixture.rows(store)).subtracting(own) == [
                "deaths 2019 |  =one left-out 2019 | -1 records -3",
                "deaths 2019 | one =three ?two left-out 2019 | -1 records -6",
                "deaths 2019 | one =three ?two possible 2019 | 1 records 0..6",
            ])
        try await fixture.link("a", .whole, beside: "", on: 9)
        try await fixture.link("a", .whole, beside: "", on: 9, link: "m")
        try store.catchUp()
        #expect(
            try Set(fixture.rows(store)).subtracting(own) == ["deaths 2019 |  =one left-out 2019 | -1 records -3"])
    }

    @Test func `an export that comes in late counts for its own days only`() async throws {
        let fixture = try Fixture("an export that comes in late")
        try await fixture.say("a", on: 1, dead: 10, by: "one")
        try await fixture.say("a", .confirmed, on: 30, by: "one")
        try await fixture.say("a", .withdrawn, on: 15, by: "one")
        let store = try fixture.store()
        try store.catchUp()
        #expect(try fixture.rows(store, knownBy: 14) == ["deaths 2019 | one said 2019 | 1 records 10"])
        #expect(try fixture.rows(store, knownBy: 15) == [])
        #expect(try fixture.rows(store, knownBy: 30) == ["deaths 2019 | one said 2019 | 1 records 10"])
    }

    @Test func `an answer is the same at an end of a block, between two, and at the view's own position`() async throws
    {
        let fixture = try Fixture("an answer is the same wherever blocks end")
        try await fixture.append(300)
        for _ in 0..<6 {
            let position = UInt64.random(in: 1...300, using: &fixture.random)
            let stores = try [Blocks(shift: 0, calendarShift: 0), .small, .standard].map {
                try fixture.store(in: fixture.folder.path + "/views-\($0.shift)", blocks: $0)
            }
            for store in stores { try store.catchUp() }
            for day in [nil, Day(number: 18_000), Day(number: 18_150)] {
                let query = ViewQuery(asOf: position, knownBy: day)
                let answers = try stores.map { try $0.ownedAnswer(query) }
                #expect(
                    answers[0] == answers[1] && answers[1] == answers[2],
                    "as of \(position), \(String(describing: day))")
            }
            for store in stores { store.close() }
        }
    }

    @Test func `filters choose rows by their key, whoever they belong to`() async throws {
        let fixture = try Fixture("filters choose rows by their key")
        try await fixture.say("a", dead: 10, year: 2_018, by: "one")
        try await fixture.say("b", dead: 5, year: 2_019, by: "one")
        try await fixture.say("c", dead: 1, year: 2_019)
        let store = try fixture.store()
        try store.catchUp()
        let rows = try store.ownedAnswer(ViewQuery(filters: ["year": ["2019"]])).rows
        #expect(rows.map(\.owner) == [.desk, CellOwner(dataset: "one", voice: .said, year: 2_019)])
    }
}
