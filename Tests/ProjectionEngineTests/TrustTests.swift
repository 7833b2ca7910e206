import EventLog
import Folding
import Foundation
import Incidents
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import SwiftProtobuf
import Testing

/// When a view is not trusted, and when it says that it is incomplete.
@Suite struct TrustTests {
    @Test func `a view of another log is dropped and built anew`() async throws {
        let (first, second) = (try Fixture("a view of another log"), try Fixture("the other log"))
        try await first.append(100)
        try await second.append(50)
        let store = try first.store()
        try store.catchUp()
        store.close()
        first.log.close()
        let other = try second.store(in: first.views)
        #expect(other.rebuilt == .anotherLog)
        #expect(try other.position() == 0)
        try other.catchUp()
        #expect(try other.ownedAnswer() == second.fresh())
    }

    @Test func `a view of a log that was cut back or replaced by an older copy is dropped`() async throws {
        let fixture = try Fixture("a log that was cut back")
        try await fixture.append(60)
        let copy = fixture.folder.path + "/copy"
        try fixture.log.backup(to: copy)
        try await fixture.append(40)
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        fixture.log.close()
        fixture.log = try EventLog(openingAt: copy, access: .readWrite)
        let shorter = try fixture.store()
        #expect(shorter.rebuilt == .logCutBack)
        try shorter.catchUp()
        #expect(try shorter.ownedAnswer() == fixture.fresh())
        shorter.close()

        // The copy goes its own way, and is then as long as the log that the view in `other` was made from.
        let other = fixture.folder.path + "/other"
        try FileManager.default.copyItem(atPath: fixture.views, toPath: other)
        fixture.log.close()
        fixture.log = try EventLog(openingAt: fixture.folder.path + "/log", access: .readWrite)
        let longer = try fixture.store(in: other)
        #expect(longer.rebuilt == nil)
        try longer.catchUp()
        longer.close()
        fixture.log.close()
        fixture.log = try EventLog(openingAt: copy, access: .readWrite)
        try await fixture.append(70)
        let diverged = try fixture.store(in: other)
        #expect(diverged.rebuilt == .anotherHistory)
        try diverged.catchUp()
        #expect(try diverged.ownedAnswer() == fixture.fresh())
    }

    @Test(arguments: [true, false])
    func `an entry that was changed and can still be read is damage where a view takes it in with the newest`(
        _ isNew: Bool
    ) async throws {
        let fixture = try Fixture("an entry that was changed and can still be read")
        for number in 1...300 { try await fixture.appendDeaths("r\(number)", dead: 1) }
        let store = try fixture.store()
        if !isNew { try store.catchUp(through: 5) }
        store.close()
        fixture.log.close()
        // One dead becomes another number of dead: the last byte but one field's.
        try alter(fixture.folder.path + "/log", "entries", [0, 0, 0, 0, 0, 0, 0, 7]) { entry in
            let dead = entry.lastIndex(of: 2) ?? 0
            entry[dead] = 4
        }
        fixture.log = try EventLog(openingAt: fixture.folder.path + "/log", access: .readWrite)
        let opened = try fixture.store()
        defer { opened.close() }
        #expect { try opened.catchUp() } throws: { ($0 as? EventLogError)?.code == .damaged(position: 7) }
        #expect(try opened.position() == (isNew ? 0 : 5))
        // Where so many are taken in that they are not hashed, that is said, and a replay finds it.
        let fold = try fixture.store(in: fixture.folder.path + "/at-once")
        defer { fold.close() }
        try fold.catchUp(checkingLast: 100)
        // Calendar blocks have 64 events here: the last one begins within the last hundred.
        #expect(try fold.status().checkedAfter == 256)
        #expect(throws: ProjectionError.self) {
            try Replay.compare([fold], with: fixture.log, directory: fixture.folder.path)
        }
        try await fixture.appendDeaths("after")
        try fold.catchUp(checkingLast: 100)
        #expect(try fold.status().checkedAfter == 256 && fold.position() == 301)
    }

    @Test func `for reading only a view is never built, and never trusted blindly`() async throws {
        let fixture = try Fixture("for reading only")
        try await fixture.append(30)
        #expect { try ViewStore(view: Tally(), directory: fixture.views, log: fixture.log, readOnly: true) } throws: {
            ($0 as? ProjectionError)?.code == .refused
        }
        let store = try ViewStore(view: Tally(), directory: fixture.views, log: fixture.log)
        try store.catchUp()
        let answer = try store.ownedAnswer()
        store.close()
        let reader = try ViewStore(view: Tally(), directory: fixture.views, log: fixture.log, readOnly: true)
        #expect(try reader.ownedAnswer() == answer)
        reader.close()
        let other = try Fixture("the log of nobody")
        #expect { try ViewStore(view: Tally(), directory: fixture.views, log: other.log, readOnly: true) } throws: {
            ($0 as? ProjectionError)?.code == .refused
        }
    }

    @Test func `files that are not a view's are dropped, and another version has files of its own`() async throws {
        let fixture = try Fixture("files that are not a view's")
        try await fixture.append(30)
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        try alter(store.path, "meta", Array("progress".utf8)) { $0 = [0, 0, 0, 99] }
        let again = try fixture.store()
        #expect(again.rebuilt == .unreadable)
        let next = try fixture.store(Tally(version: 2))
        #expect(next.path != again.path)
        #expect(next.rebuilt == nil)
    }

    @Test func `an event that a view cannot process is parked, and the answers say so`() async throws {
        let fixture = try Fixture("an event that a view cannot process")
        try await fixture.appendDeaths("a", dead: 1)
        let poison = try await fixture.appendDeaths("poison", dead: 100)
        try await fixture.appendDeaths("b", dead: 10)
        let store = try fixture.store(Tally(chokesOn: ["poison"]))
        #expect(try store.catchUp().parked == 1)
        let answer = try store.ownedAnswer()
        #expect(answer.added.map(\.sums[1].low) == [11])
        #expect(answer.parked.count == 1)
        #expect(!answer.isComplete)
        #expect(
            try store.status().parked == [
                ParkedEvent(position: poison, error: "cannot process this one", isDeciding: true)
            ])
        #expect(try store.ownedAnswer(ViewQuery(asOf: 1)).isComplete)
        // The same with the parked events read from the files, and by way of the history.
        store.close()
        let again = try fixture.store(Tally(chokesOn: ["poison"]))
        try await fixture.appendDeaths("a", dead: 2, type: .corrected)
        try again.catchUp()
        #expect(try again.ownedAnswer().added.map(\.sums[1].low) == [12])
        #expect(try again.ownedAnswer(ViewQuery(asOf: 3)).added.map(\.sums[1].low) == [11])
        #expect(
            try again.ownedAnswer(ViewQuery(asOf: 3, knownBy: Day(number: 18_000))).added.map(\.sums[1].low) == [11])
    }

    /// Blocks have 16 events here: the later one is in the same block, in the next one, or further on.
    @Test(arguments: [0, 20, 50])
    func `what cannot be read is parked, and later events of its stream count as if it were not there`(
        others: Int
    ) async throws {
        let fixture = try Fixture("what cannot be read is parked")
        try await fixture.appendDeaths("a", dead: 1)
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, "a", .corrected, 18_001)
        entry.deaths.dead.qualifier = .between
        let bytes: [UInt8] = try entry.serializedBytes()
        _ = try await fixture.log.append(AppendRequest(drafts: [Draft(callerPart: bytes, expected: .present)]))
        for number in 0..<others { try await fixture.appendDeaths("other \(number)") }
        try await fixture.appendDeaths("a", dead: 5, type: .corrected)
        let store = try fixture.store()
        #expect(try store.catchUp().parked == 1)
        let answer = try store.ownedAnswer()
        #expect(answer.added.map(\.sums[1].low) == [5 + Int64(others)])
        #expect(answer.parked.count == 1)
        #expect(try store.status().isCounted)
    }

    @Test func `a view that has seen another number of events than the log says that it is incomplete`() async throws {
        let fixture = try Fixture("a view that has seen another number of events")
        try await fixture.append(40)
        let store = try fixture.store()
        try store.catchUp()
        #expect(try store.ownedAnswer().isComplete)
        store.close()
        try alter(store.path, "meta", Array("progress".utf8)) { $0[$0.count - 1] &+= 1 }
        let again = try fixture.store()
        #expect(try !again.ownedAnswer().isComplete)
        try await fixture.append(10)
        #expect(try !again.ownedAnswer().isComplete)
    }

    @Test func `a question that a view cannot answer is refused in words`() async throws {
        let fixture = try Fixture("a question that a view cannot answer")
        try await fixture.append(10)
        let store = try fixture.store()
        #expect { try store.ownedAnswer(ViewQuery(asOf: 5)) } throws: { ($0 as? ProjectionError)?.code == .notCaughtUp }
        #expect { try store.ownedAnswer(ViewQuery(filters: ["colour": ["red"]])) } throws: {
            ($0 as? ProjectionError)?.code == .unknownColumn
        }
        #expect { try fixture.store(Tally(name: "No Name")) } throws: { ($0 as? ProjectionError)?.code == .badView }
    }
}
