import Folding
import Forms
import Foundation
import Incidents
import LMDB
import LedgerTesting
import ProjectionEngine
import Testing

/// The auditor's replay.
@Suite struct ReplayTests {
    @Test func `views that are as the log says agree with their replay, also while they lag`() async throws {
        let fixture = try Fixture("views agree with their replay")
        try await fixture.append(500)
        let stores = try [fixture.store(), fixture.store(Tally(name: "other")), fixture.store(Tally(name: "lagging"))]
        try stores[0].catchUp(eventsPerCommit: 13)
        try stores[1].catchUp()
        try stores[2].catchUp(through: 123)
        let found = try Replay.compare(stores, with: fixture.log, directory: fixture.folder.path)
        #expect(found.map(\.agrees) == [true, true, true])
        #expect(found.map(\.position) == [500, 500, 123])
        #expect(try found[0].liveDigest == stores[0].ownedAnswer().digest)
        #expect(found[2].replayedDigest == (try fixture.fresh(through: 123).digest))
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(!left.contains { $0.hasPrefix("replay-") })
    }

    @Test func `an altered cell is named with view, cell and both values`() async throws {
        let fixture = try Fixture("an altered cell is named")
        for number in 0..<40 { try await fixture.appendDeaths("d\(number)", dead: 3) }
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        // The last three bytes of the only cell are its sum of dead, 120, written as 240 with two bytes, and how many of its
        // records do not report it: 0.
        try alter(store.path, "cells", [0, 0, 0, 0]) { $0[$0.count - 3] ^= 2 }
        let altered = try fixture.store()
        let found = try Replay.compare([altered], with: fixture.log)[0]
        #expect(!found.agrees)
        #expect(found.liveDigest != found.replayedDigest)
        #expect(
            found.differences.map(\.description) == [
                "tally, kind=deaths,year=2019: dead is 121, but the log says 120"
            ])
    }

    @Test func `an altered sum of the past is found, also where the present is as it should be`() async throws {
        let fixture = try Fixture("an altered sum of the past")
        for number in 0..<40 { try await fixture.appendDeaths("d\(number)", dead: 1) }
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        // Cell 0, all days, the second block of 16: 32 dead, written as 64 with one byte.
        try alter(store.path, "history", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) { $0[$0.count - 2] -= 2 }
        let altered = try fixture.store()
        let found = try Replay.compare([altered], with: fixture.log)[0]
        #expect(found.liveDigest == found.replayedDigest)
        #expect(!found.agrees)
        #expect(
            found.differences.map(\.description) == [
                "tally, kind=deaths,year=2019 as of position 32: dead is 31, but the log says 32"
            ])
    }

    @Test func `as of an earlier position the rows of the answers are compared, and nothing that came later`()
        async throws
    {
        let fixture = try Fixture("as of an earlier position")
        for number in 0..<40 { try await fixture.appendDeaths("d\(number)", dead: 1) }
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        // As above: the sum as of position 32, one less.
        try alter(store.path, "history", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) { $0[$0.count - 2] -= 2 }
        let altered = try fixture.store()
        let found = try Replay.compare([altered], with: fixture.log, asOf: 34)[0]
        #expect(found.position == 34 && found.liveDigest != found.replayedDigest)
        #expect(
            found.differences.map(\.description) == [
                "tally, kind=deaths,year=2019 as of position 34: dead is 33, but the log says 34"
            ])
        #expect(try Replay.compare([altered], with: fixture.log, asOf: 31)[0].agrees)
        #expect(try Replay.compare([altered], with: fixture.log, asOf: 0)[0].agrees)
    }

    @Test func `an answer from the log alone is that of the view, at every position and by every day`() async throws {
        let fixture = try Fixture("an answer from the log alone")
        try await fixture.append(300)
        let store = try fixture.store()
        try store.catchUp()
        for _ in 0..<20 {
            let position = UInt64.random(in: 0...300, using: &fixture.random)
            let days: [Day?] =
                [nil] + (0..<3).map { _ in Day(number: Int32.random(in: 17_000...20_000, using: &fixture.random)) }
            for day in days {
                let query = ViewQuery(asOf: position, knownBy: day)
                let alone = try Replay.ownedAnswer(
                    query, of: Tally(), from: fixture.log, directory: fixture.folder.path)
                #expect(try alone == store.ownedAnswer(query), "position \(position), day \(String(describing: day))")
                let found = try Replay.compare([store], with: fixture.log, asOf: position, knownBy: day)[0]
                #expect(found.agrees && found.replayedDigest == alone.digest)
            }
        }
        #expect(
            try Replay.ownedAnswer(ViewQuery(), of: Tally(), from: fixture.log).digest == store.ownedAnswer().digest)
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(!left.contains { $0.hasPrefix("replay-") })
    }

    @Test func `a stored sum that is another owner's, or of another number of reports, is named`() async throws {
        let fixture = try Fixture("a stored sum that is another owner's")
        for number in 0..<20 { try await fixture.say("d\(number)", dead: 1, by: "one") }
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        // The owner's dataset, between the voice and the year.
        try alter(store.path, "cells", [0, 0, 0, 0]) { row in
            let place = row.indices.first { row[$0..<min($0 + 3, row.count)].elementsEqual("one".utf8) }!
            row[place + 2] = UInt8(ascii: "o")
        }
        // In the history as of position 16 all 16 records report the dead; here one does not.
        try alter(store.path, "history", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) { $0[$0.count - 1] += 2 }
        let altered = try fixture.store()
        let found = try Replay.compare([altered], with: fixture.log)[0]
        #expect(
            found.differences.map(\.description) == [
                "tally, kind=deaths,year=2019 (said by one of 2019): key is "
                    + "kind=deaths,year=2019 (said by ono of 2019), but the log says "
                    + "kind=deaths,year=2019 (said by one of 2019)",
                "tally, kind=deaths,year=2019 (said by one of 2019) as of position 16: dead is "
                    + "16..16, 15 reported, 0 without an upper bound, 0 approximate, but the log says "
                    + "16..16, 16 reported, 0 without an upper bound, 0 approximate",
            ])
        // The rows of an answer as of a position are compared by owner, too: the sums of all of them are as they should be.
        let past = try Replay.compare([altered], with: fixture.log, asOf: 16)[0]
        #expect(!past.agrees && past.liveDigest != past.replayedDigest)
        #expect(past.differences.contains { $0.cell == "kind=deaths,year=2019 (said by ono of 2019)" })
    }

    @Test func `a row that was removed or made up is named`() async throws {
        let fixture = try Fixture("a row that was removed or made up")
        try await fixture.append(200)
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        let environment = try Environment(path: store.path, databases: ["cells", "parked"])
        try environment.write { transaction in
            try transaction.delete(try environment.database("cells"), key: [0, 0, 0, 3])
            try transaction.put(try environment.database("parked"), key: 7 as UInt64, value: Array("made up".utf8))
        }
        environment.close()
        let found = try Replay.compare([fixture.store()], with: fixture.log)[0]
        #expect(found.differences.contains { $0.live == "no row" })
        #expect(
            found.differences.contains {
                $0.description == "tally, event at position 7: parking error is made up, but the log says nothing"
            })
    }

    @Test func `the digest of an answer is of its rows alone, and always the same`() async throws {
        let fixture = try Fixture("the digest of an answer")
        try await fixture.appendDeaths("a", dead: 3)
        try await fixture.appendDeaths("b", dead: 4)
        let store = try fixture.store()
        try store.catchUp()
        let answer = try store.ownedAnswer()
        // printf '%s\n%s\n' owner_dataset,owner_voice,owner_year,kind,year,additions,records,dead \
        //     ',desk,,deaths,2019,2,2 2 2 0 0,7 7 2 0 0' | sha256sum
        #expect(answer.digest == "9e1687e68a33960ccf1181f84f6c959512a20cc687d6f1a6d549360c3c9319b1")
        #expect(CanonicalCSV.text(columns: ["a"], rows: [["x,\"y\""], ["1\n2"]]) == "a\n\"x,\"\"y\"\"\"\n\"1\n2\"\n")
    }
}
