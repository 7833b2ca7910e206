import EventLog
import Finding
import Foundation
import GRDB
import Incidents
import LedgerSchema
import LedgerTesting
import SwiftProtobuf
import Testing

/// When the store is trusted, and that it is made again whenever it is not.
@Suite struct StoreTests {
    @Test func `batches of any size make the same store, row by row`() async throws {
        let fixture = try Fixture("batches")
        try await fixture.append(400)
        let store = try fixture.store()
        defer { store.close() }
        while try store.position() < 400 {
            let end = try store.position() + UInt64.random(in: 1...90, using: &fixture.random)
            try store.catchUp(through: end, eventsPerCommit: UInt64.random(in: 1...40, using: &fixture.random))
        }
        let comparison = try store.compared(in: fixture.folder.path("scratch"))
        #expect(comparison.differences == [], "seed \(fixture.random.seed)")
        #expect(comparison.digestLive == comparison.digestReplayed && comparison.position == 400)
    }

    @Test(arguments: [
        "UPDATE record SET dead_low = 99 WHERE row = (SELECT max(row) FROM record)",
        "DELETE FROM mark WHERE row = (SELECT max(row) FROM mark)",
        "DELETE FROM event WHERE position = (SELECT min(position) FROM event)",
        "UPDATE record SET to_position = 7777 WHERE row = 1", "INSERT INTO spot VALUES (7777, 0, 0, 0, 0)",
        "INSERT INTO words (rowid, body) VALUES (1, 'forged')", "UPDATE seen SET events = events + 1",
    ])
    func `a replay names what was changed in the store`(_ change: String) async throws {
        let fixture = try Fixture("changed stores")
        try await fixture.append(40)
        let store = try fixture.store()
        defer { store.close() }
        try store.catchUp()
        try await alter(store.path, change)
        let comparison = try store.compared(in: fixture.folder.path("scratch"))
        #expect(comparison.differenceCount > 0)
        #expect(comparison.digestLive != comparison.digestReplayed)
    }

    @Test func `a store of another log, of a log that was cut back or went another way is built anew`() async throws {
        let (first, second) = (try Fixture("a log"), try Fixture("another log"))
        try await first.append(60)
        try await second.append(30)
        let made = try first.store()
        try made.catchUp()
        made.close()
        let other = try FindStore(in: first.views, log: second.log)
        #expect(other.rebuilt == .anotherLog)
        try other.catchUp()
        #expect(try other.compared(in: first.folder.path("scratch")).differenceCount == 0)
        other.close()

        let copy = first.folder.path("copy")
        try first.log.backup(to: copy)
        try await first.append(20)
        let longer = try first.store()
        #expect(longer.rebuilt == .anotherLog)
        try longer.catchUp()
        longer.close()
        first.log.close()
        first.log = try EventLog(openingAt: copy, access: .readWrite)
        let shorter = try first.store()
        #expect(shorter.rebuilt == .logCutBack)
        shorter.close()
        first.log.close()
        first.log = try EventLog(openingAt: first.folder.path("log"), access: .readWrite)
        let again = try first.store()
        try again.catchUp()
        again.close()
        first.log.close()
        first.log = try EventLog(openingAt: copy, access: .readWrite)
        try await first.append(45)
        let diverged = try first.store()
        #expect(diverged.rebuilt == .anotherHistory)
        diverged.close()
    }

    @Test func `a file that is none, one that is cut off and one of another format are built anew`() async throws {
        let fixture = try Fixture("damaged stores")
        try await fixture.append(200)
        let store = try fixture.store()
        try store.catchUp()
        store.close()
        let whole = try Data(contentsOf: URL(filePath: store.path))
        let text = Data("this is no database, and never was one; it only lies where one should lie".utf8)
        for bytes in [text, whole.prefix(whole.count / 2), whole.prefix(5_000), Data()] {
            try bytes.write(to: URL(filePath: store.path))
            #expect(try isNoticed(fixture) == !bytes.isEmpty, "\(bytes.count) bytes")
            try FindStore.remove(in: fixture.views)
        }
        let anew = try fixture.store()
        try anew.catchUp()
        anew.close()
        try await alter(anew.path, "UPDATE progress SET format = 0")
        let other = try fixture.store()
        #expect(other.rebuilt == .anotherFormat)
        try other.catchUp()
        #expect(try other.compared(in: fixture.folder.path("scratch")).differenceCount == 0)
        other.close()
    }

    @Test func `an event that cannot be read is said, and every other one is found`() async throws {
        let fixture = try Fixture("unreadable events")
        try await fixture.say(deaths(), of: "a")
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, "b", .recorded, 18_000)
        entry.deaths.sourceQuality = 4
        entry.deaths.occurred.precision = .unspecified
        let draft = Draft(callerPart: try entry.serializedBytes(), expected: .any)
        _ = try await fixture.log.append(AppendRequest(drafts: [draft]))
        try await fixture.say(deaths(), of: "c")
        let found = try fixture.answer()
        #expect(found.rows.count == 2)
        #expect(found.parked.map(\.position) == [2])
        #expect(try fixture.answer(asOf: 1).parked.isEmpty)
    }

    @Test func `a store that is open for reading only answers as it stands, and is not made`() async throws {
        let fixture = try Fixture("reading only")
        try await fixture.append(50)
        #expect(throws: FindError.self) { try fixture.store(access: .readOnly) }
        let store = try fixture.store()
        try store.catchUp(through: 30)
        store.close()
        let held = try fixture.store(access: .readOnly)
        defer { held.close() }
        #expect(try held.position() == 30)
        _ = try held.find(FindQuery(kind: .deaths, position: 30), FindSelection(fields: [.id]))
        #expect(throws: FindError.self) {
            try held.find(FindQuery(kind: .deaths, position: 31), FindSelection(fields: [.id]))
        }
    }

    /// Whether a store is built anew, or says that it is damaged when it is read; what is not is true to the log.
    private func isNoticed(_ fixture: Fixture) throws -> Bool {
        let store = try fixture.store()
        defer { store.close() }
        do {
            try store.catchUp()
            let comparison = try store.compared(in: fixture.folder.path("scratch-\(fixture.random.next())"))
            #expect(comparison.differenceCount == 0)
        } catch let error as FindError {
            #expect(error.code == .damaged, "\(error)")
            return true
        }
        return store.rebuilt == .damaged
    }

    private func alter(_ path: String, _ sql: String) async throws {
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }
}
