import Foundation
import LMDB
import LedgerTesting
import MerkleLog
import Testing

@testable import EventLog

/// Nothing that the log can be asked to do changes or removes what it holds.
@Suite struct HistoryCannotChangeTests {
    let directory: TemporaryFolder
    let log: EventLog

    init() throws {
        directory = try TemporaryFolder()
        log = try EventLog.create(at: directory.path("log"))
    }

    /// Every row of some databases, as stored.
    private func rows(_ databases: [Database]) throws -> [[[UInt8]]: [UInt8]] {
        try log.storage.environment.read { transaction in
            var rows: [[[UInt8]]: [UInt8]] = [:]
            for (number, database) in databases.enumerated() {
                var cursor = try transaction.cursor(database)
                while try cursor.next() { rows[[[UInt8(number)], cursor.key.copied]] = cursor.value.copied }
            }
            return rows
        }
    }

    @Test func `rows once written stay as they are, whatever is appended or refused after them`() async throws {
        var random = SeededGenerator(
            for: "rows once written stay as they are, whatever is appended or refused after them")
        let storage = log.storage
        let kept = [storage.entries, storage.streams, storage.idempotency, storage.kinds, storage.checkpoints]
        var before = try rows(kept)
        var tiles = try rows([storage.tiles])
        for round in 0..<60 {
            let drafts = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                draft(
                    1, "r\(Int.random(in: 0..<20, using: &random))", "\(round)",
                    Bool.random(using: &random) ? .any : .present)
            }
            _ = await asyncCode {
                try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "k\(round % 40)"))
            }
            _ = await asyncCode { try await log.storeCheckpoint("\(round)", size: UInt64(round / 2)) }
            let after = try rows(kept)
            for (key, value) in before { #expect(after[key] == value) }
            before = after
            // An unfinished tile grows on the right; nothing in it changes.
            let laterTiles = try rows([storage.tiles])
            for (key, value) in tiles { #expect(laterTiles[key]?.starts(with: value) == true) }
            tiles = laterTiles
        }
        _ = try checkWhole(log)
    }

    @Test(arguments: [true, false])
    func `an entry is put only after the last one: an end that points back makes the append fail`(
        _ isOpenedAgain: Bool
    ) async throws {
        for number in 1...32 { try await log.append(draft(1, "r\(number)")) }
        let entries = try log.allEntries()
        // Behind the log's back the end says 31 entries, with the right root, as a writer with an error might think.
        try log.storage.environment.write { [storage = log.storage] transaction in
            var end = try storage.end(transaction)
            end.size = 31
            end.counts[1] = 31
            end.root = try storage.edge(at: 31, transaction).root
            try transaction.put(storage.main, key: Keys.end, value: end.bytes)
        }
        var log = log
        if isOpenedAgain {
            // A process that has not seen the 32nd entry, and does not look at the end when it opens the log.
            log.close()
            log = try EventLog(
                openingAt: directory.path("log"), access: .readWrite, options: EventLogOptions(), checksEnd: false)
        }
        #expect(await asyncCode { try await log.append(draft(1, "d")) } == .damaged(position: nil))
        let storage = log.storage
        try storage.environment.read { transaction throws in
            #expect(try transaction.count(storage.entries) == 32)
            for entry in entries {
                guard let stored = try transaction.get(storage.entries, key: entry.position)?.copied else {
                    throw Unreadable(position: entry.position)
                }
                #expect(stored == entry.bytes)
            }
        }
        log.close()
    }

    @Test func `a row of the streams is never written over`() async throws {
        try await log.append(draft(1, "a"))
        let storage = log.storage
        // A row that no entry stands behind, as rows of what is staged have none: the log passes over it, and leaves it alone.
        var key = Keys.streamPrefix(StreamID(kind: 1, id: "b"))
        Keys.appendVersion(1, to: &key)
        try storage.environment.write { [key] transaction in
            try transaction.put(storage.streams, key: key, value: [0, 0, 0, 0, 0, 0, 0, 1])
        }
        #expect(try await log.append(draft(1, "b", "", .any)).versions == [1])
        #expect(try log.audit().findings.count == 1)
        #expect(try rows([storage.streams])[[[0], key]] == [0, 0, 0, 0, 0, 0, 0, 1])
        // The row of an entry that has none yet: the commit that would write it fails.
        try await log.append(AppendRequest(drafts: (3...4_095).map { draft(1, "r\($0)") }))
        key = Keys.streamPrefix(StreamID(kind: 1, id: "r9"))
        Keys.appendVersion(1, to: &key)
        try storage.environment.write { [key] transaction in
            try transaction.put(storage.streams, key: key, value: [0, 0, 0, 0, 0, 0, 0, 2])
        }
        #expect(await asyncCode { try await log.append(draft(1, "c")) } == .damaged(position: nil))
        #expect(try rows([storage.streams])[[[0], key]] == [0, 0, 0, 0, 0, 0, 0, 2])
        #expect(try log.position() == 4_095)
    }
}
