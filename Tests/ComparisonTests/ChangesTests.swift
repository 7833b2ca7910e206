import Folding
import Incidents
import Ledger
import LedgerTesting
import Testing

@testable import Comparison

/// What happened between two moments, and what it came to.
struct ChangesTests {
    private func changes(_ ledger: ComparedLedger, from: UInt64, to: UInt64) throws -> ChangesReport {
        try ledger.open.changes(from: Moment(asOf: .position(from)), to: Moment(asOf: .position(to)))
    }

    @Test func `what happened is told beside what it came to`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.say(toll("stays", .recorded, "2019-01-01", dead: 1))
        try await ledger.say(toll("passes", .recorded, "2019-02-01", dead: 2))
        try await ledger.say(toll("passes", .withdrawn, "2019-02-02"))
        try await ledger.say(toll("returns", .recorded, "2019-03-01", dead: 4))
        try await ledger.say(toll("returns", .withdrawn, "2019-03-02"))
        try await ledger.say(toll("returns", .reinstated, "2019-03-03", dead: 4))
        try await ledger.say(toll("stays", .withdrawn, "2019-04-01"))
        try await ledger.say(toll("stays", .reinstated, "2019-04-02", dead: 1))
        let report = try changes(ledger, from: 1, to: 8)

        #expect(report.happened[.deaths] == [.recorded: 2, .withdrawn: 3, .reinstated: 2])
        #expect(report.changes.map(\.record.id) == ["returns"] && report.changes.first?.kind == .added)
        #expect(report.changes.first?.events.map(\.type) == [.recorded, .withdrawn, .reinstated])
        #expect(report.passing.map(\.record.id) == ["passes", "stays"])
        #expect(report.passing.map { $0.events.map(\.position) } == [[2, 3], [7, 8]])
        #expect(report.effects[EffectKey(region: nil, year: 2018)]?.sums[2].exactValue == 4)
    }

    @Test func `changes of some kinds and fields alone are told, counted and summed up alone`() async throws {
        let ledger = try ComparedLedger()
        let boat = RecordID(kind: .incident, id: "boat")
        try await ledger.say(
            toll("a", .recorded, "2019-01-01", dead: 1, region: "mmp-2021:Europe"),
            toll("b", .recorded, "2019-01-01", dead: 1, region: "mmp-2021:Europe"))
        var moved = try toll("b", .corrected, "2019-02-01", dead: 1, region: "mmp-2021:Mediterranean")
        (moved.actor, moved.importID) = ("registry", "one")
        try await ledger.say(
            toll("a", .corrected, "2019-02-01", dead: 3, region: "mmp-2021:Europe"), moved,
            event(.recorded, boat, "2019-02-01", state: .incident(Incident())),
            toll("c", .recorded, "2019-02-01", dead: 8, region: "mmp-2021:Europe"))
        let (from, to) = (Moment(asOf: .position(2)), Moment(asOf: .position(6)))
        func report(_ kinds: Set<RecordKind>, _ fields: Set<String>) throws -> ChangesReport {
            try ledger.open.changes(from: from, to: to, ChangeSelection(kinds: kinds, fields: fields))
        }
        let world = EffectKey(region: nil, year: 2018)

        let all = try report([], [])
        #expect(all.changes.map(\.record.id) == ["a", "b", "boat", "c"] && all.eventCount == 4 && all.recordCount == 4)
        #expect(all.correctedFields == ["dead": 1, "place.regions": 1])
        #expect(try all.worldEffect().sums[2].exactValue == 10)
        let hand = ChangeSource(actor: "tester", importID: "")
        let imported = ChangeSource(actor: "registry", importID: "one")
        #expect(all.sources[hand]?.events == 3 && all.sources[imported]?.records == 1 && all.sources.count == 2)

        let tolls = try report([.deaths], [])
        #expect(tolls.changes.map(\.record.id) == ["a", "b", "c"] && tolls.happened[.incident] == nil)
        let incidents = try report([.incident], [])
        #expect(
            incidents.changes.map(\.record.id) == ["boat"] && incidents.effects[world]?.sums[2].addsNothing != false)

        let moves = try report([], ["place"])
        #expect(moves.changes.map(\.record.id) == ["b", "c"] && moves.sources[hand]?.events == 1)
        #expect(moves.changes.first?.differences.map(\.field) == ["place.regions"])
        #expect(moves.effects[world]?.sums[2].exactValue == 8)
        let counts = try report([], ["dead"])
        #expect(counts.changes.map(\.record.id) == ["a", "c"] && counts.effects[world]?.sums[2].exactValue == 10)
        #expect(counts.changes.first?.differences.map(\.new) == ["3"])
        #expect(try report([.deaths], ["dea"]).changes.isEmpty)
    }

    @Test func `a confirmation is counted, and is no change`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.say(toll("x", .recorded, "2019-01-01", dataset: "web", dead: 1))
        try await ledger.say(toll("x", .confirmed, "2019-02-01", dataset: "web"))
        let report = try changes(ledger, from: 1, to: 2)
        #expect(report.happened[.deaths] == [.confirmed: 1] && report.changes.isEmpty && report.passing.isEmpty)
    }

    @Test func `rows of an incident that are arranged anew with the same toll are said to be so`() async throws {
        let ledger = try ComparedLedger()
        let region = "mmp-2021:Mediterranean"
        for (incident, end) in [("M", Int64(5)), ("N", 6)] {
            try await ledger.say(
                toll("\(incident)-A", .recorded, "2022-05-01", dead: 2, region: region, incident: incident),
                toll("\(incident)-B", .recorded, "2022-05-01", dead: 3, region: region, incident: incident))
            try await ledger.say(
                toll("\(incident)-A", .withdrawn, "2024-12-01"), toll("\(incident)-B", .withdrawn, "2024-12-01"),
                toll("\(incident)-A,B", .recorded, "2024-12-01", dead: end, region: region, incident: incident))
        }
        let report = try ledger.open.changes(
            from: Moment(knownBy: day("2022-05-01")), to: Moment(knownBy: day("2024-12-01")))
        let rearranged = try #require(report.rearranged.first)
        #expect(report.rearranged.count == 1 && rearranged.incident == "M")
        #expect(rearranged.before.map(\.id) == ["M-A", "M-B"] && rearranged.after.map(\.id) == ["M-A,B"])
        #expect(report.changes.filter { $0.rearrangedWithin == "M" }.count == 3)
        #expect(report.changes.filter { $0.rearrangedWithin == nil }.map(\.record.id.first) == ["N", "N", "N"])
    }

    @Test func `rows that move to another year or region are not merely arranged anew`() async throws {
        for (year, region) in [(Int32(2019), "mmp-2021:Mediterranean"), (2018, "mmp-2021:Europe")] {
            let ledger = try ComparedLedger()
            try await ledger.say(
                toll("A", .recorded, "2022-05-01", dead: 5, region: "mmp-2021:Mediterranean", incident: "M"))
            try await ledger.say(
                toll("A", .withdrawn, "2024-12-01"),
                toll("B", .recorded, "2024-12-01", dead: 5, year: year, region: region, incident: "M"))
            #expect(try changes(ledger, from: 1, to: 3).rearranged.isEmpty)
        }
    }

    @Test func `the regions of each scheme add up to the world, with a row of what has none`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.say(toll("placed", .recorded, "2019-01-01", dead: 1, region: "mmp-2021:Europe"))
        try await ledger.say(
            toll("nowhere", .recorded, "2019-01-01", dead: 2), toll("placed", .corrected, "2019-02-01", dead: 1),
            toll("elsewhere", .recorded, "2019-01-01", dead: 4, region: "m49:015"))
        let effects = try changes(ledger, from: 1, to: 4).effects.mapValues { $0.sums[2].exactValue }
        #expect(
            effects == [
                EffectKey(region: nil, year: 2018): 6,
                EffectKey(region: Region(scheme: "m49", code: "015"), year: 2018): 4,
                EffectKey(region: Region(scheme: "m49", code: ""), year: 2018): 2,
                EffectKey(region: Region(scheme: "mmp-2021", code: "Europe"), year: 2018): -1,
                EffectKey(region: Region(scheme: "mmp-2021", code: ""), year: 2018): 7,
            ])
    }

    @Test func `a dataset that is succeeded leaves the effects, and that is said`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2019-07-09")
        try await ledger.say(
            toll("web-1", .recorded, "2019-07-09", dataset: "web", dead: 10),
            toll("web-2", .recorded, "2019-07-09", dataset: "web", dead: 4, year: 2013))
        let before = try ledger.open.head().position
        try await ledger.export("main", of: "IOM", asAt: "2024-12-17", succeeds: ["web"])
        try await ledger.say(toll("main-1", .recorded, "2024-12-17", dataset: "main", dead: 11))
        let report = try changes(ledger, from: before, to: try ledger.open.head().position)
        #expect(report.effects[EffectKey(region: nil, year: 2018)]?.sums[2].exactValue == 1)
        #expect(report.effects[EffectKey(region: nil, year: 2013)] == nil)
        #expect(report.successions == ["1 records of web are no longer counted: main has succeeded it."])
        let back = try changes(ledger, from: try ledger.open.head().position, to: before)
        #expect(back.effects[EffectKey(region: nil, year: 2018)]?.sums[2].exactValue == -1)
        #expect(back.successions == ["1 records of web are counted, which main had succeeded."])
    }
}
