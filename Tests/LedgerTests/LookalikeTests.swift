import Foundation
import Incidents
import Ledger
import LedgerTesting
import Testing

/// What a record looks like that is being recorded, however far the finder's store has come.
@Suite struct LookalikeTests {
    /// What was recorded: states that differ in nothing but days, counts, role and region, as a list that is gone through from its beginning.
    private struct Known {
        var record: RecordID
        var state: Record
        var stands = true
    }

    private static func state(_ random: inout SeededGenerator) throws -> Record {
        let occurred = try Period(random.pick(["2019-03-04", "2019-03-05", "2019-03", "2018"]))
        let place = Place(regions: [try Region(random.pick(["mmp-2014:Europe", "mmp-2014:Mediterranean"]))])
        if random.chance(50) {
            var deaths = Deaths()
            (deaths.occurred, deaths.place) = (occurred, place)
            deaths.dead = .exactly(Int64.random(in: 1...3, using: &random))
            deaths.missing = random.pick([.notReported, .exactly(2), Count(low: 2, qualifier: .atLeast)])
            return .deaths(deaths)
        }
        var arrests = Arrests()
        (arrests.occurred, arrests.place) = (occurred, place)
        arrests.count = .exactly(Int64.random(in: 1...3, using: &random))
        arrests.role = random.pick([nil, .organizer])
        return .arrests(arrests)
    }

    @Test func `the first that stands and says the same is named, whoever has kept the store how far`() async throws {
        var random = SeededGenerator(for: "lookalikes")
        let folder = try TemporaryFolder()
        let ledger = try Ledger.create(at: folder.path("random"))
        defer { ledger.close() }
        var known: [Known] = []
        var found = 0
        for number in 0..<250 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: _ = try ledger.find(FindRequest(.deaths))
            case 1: try ledger.rebuildFinder()
            case 2:
                // As somebody does who clears the views away.
                try? FileManager.default.removeItem(atPath: folder.path("random/views"))
            case 3...5:
                guard let index = known.indices.filter({ known[$0].stands }).randomElement(using: &random) else {
                    break
                }
                _ = try await ledger.withdraw(known[index].record, Statement(actor: "desk", reason: "An error"))
                known[index].stands = false
            case 6...7:
                guard let index = known.indices.filter({ known[$0].stands }).randomElement(using: &random) else {
                    break
                }
                let state = try Self.state(&random)
                guard state.kind == known[index].record.kind, state != known[index].state else { break }
                _ = try await ledger.correct(
                    known[index].record, to: state, Statement(actor: "desk", reason: "A second report"))
                known[index].state = state
            default: break
            }
            let state = try Self.state(&random)
            let made = try await ledger.record(state, id: "generated-\(number)", Statement(actor: "desk"))
            let expected = known.filter { $0.stands && $0.state == state }.map(\.record)
            let flag = made.flags.first { $0.code == "looks-like" }?.detail
            let named = flag.map { String($0.prefix { $0 != " " }) }
            #expect((named == nil) == expected.isEmpty, "\(number): \(named ?? "nothing"), and it is as \(expected)")
            if let named {
                #expect(expected.map(\.description).contains(named), "\(number): \(named), and it is as \(expected)")
                found += 1
            }
            known.append(Known(record: made.record, state: state))
        }
        #expect(found > 50, "the states are alike often enough for this to say something")
    }

    /// More than anybody reads to remember it.
    @Test func `a twin is found behind a long log that nobody has kept the store of`() async throws {
        let folder = try TemporaryFolder()
        let statement = Statement(actor: "desk")
        var toll = Deaths()
        (toll.occurred, toll.dead) = (try Period("2019-03-04"), .exactly(3))
        toll.place.country = "IT"
        do {
            let ledger = try Ledger.create(at: folder.path("long"))
            defer { ledger.close() }
            _ = try await ledger.record(.deaths(toll), id: "first", statement)
            for batch in 0..<85 {
                let operations = (0..<200).map { number in
                    var operation = Incidents.Operation()
                    operation.name = "generated \(batch)-\(number)"
                    return NewRecord(id: "generated-\(batch)-\(number)", state: .operation(operation))
                }
                _ = try await ledger.record(operations, statement)
            }
        }
        let ledger = try Ledger(openingAt: folder.path("long"))
        defer { ledger.close() }
        func flags(_ id: String) async throws -> [String] {
            try await ledger.record(.deaths(toll), id: id, statement).flags.filter { $0.code == "looks-like" }
                .map(\.detail)
        }
        let expected = ["deaths/first has the same days, place and counts"]
        #expect(try await flags("second") == expected)
        _ = try ledger.find(FindRequest(.deaths))
        #expect(try await flags("third") == expected)
        toll.dead = .exactly(4)
        #expect(try await flags("fourth") == [])
        #expect(try await flags("fifth") == ["deaths/fourth has the same days, place and counts"])
    }
}
