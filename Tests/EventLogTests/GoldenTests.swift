import Crypto
import Foundation
import LMDB
import LedgerTesting
import Testing

@testable import EventLog

/// Every row of a log that never changes, frozen: whoever changes a byte of the format means it, and says so in FORMAT.md
/// and in `Tests/Fixtures/log/rows.txt`.
@Suite struct GoldenTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/log/rows.txt")

    /// 4,200 entries of three kinds, some with a key, at times that are told.
    private func make() async throws -> EventLog {
        let clock = TestClock(1_700_000_000_000_000)
        let id = try #require(LogID(hex: "000102030405060708090a0b0c0d0e0f"))
        try EventLog.makeStorage(id, directory.path("log")).environment.close()
        let log = try EventLog(openingAt: directory.path("log"), access: .readWrite, options: clock.options)
        for round in 0..<42 {
            clock.set(clock.now + 1_000)
            let drafts = (0..<100).map { number in
                draft(UInt8(number % 3 + 1), "record-\(number * 7 % 90)", "round \(round), number \(number)")
            }
            try await log.append(
                AppendRequest(drafts: drafts, idempotencyKey: round % 5 == 0 ? "request \(round)" : nil))
        }
        try await log.storeCheckpoint("a note\n", size: 4_200)
        return log
    }

    /// A line for each database: its rows, and SHA-256 over `length u32be ‖ key ‖ length u32be ‖ value` of all of them.
    private func describe(_ log: EventLog) throws -> String {
        let storage = log.storage
        let databases = [
            ("entries", storage.entries), ("streams", storage.streams), ("idempotency", storage.idempotency),
            ("kinds", storage.kinds), ("tiles", storage.tiles), ("checkpoints", storage.checkpoints),
        ]
        return try storage.environment.read { transaction in
            var lines: [String] = []
            for (name, database) in databases {
                var (hasher, count) = (SHA256(), 0)
                var cursor = try transaction.cursor(database)
                while try cursor.next() {
                    for bytes in [cursor.key.copied, cursor.value.copied] {
                        hasher.update(data: withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Data($0) })
                        hasher.update(data: bytes)
                    }
                    count += 1
                }
                lines.append("\(name) \(count) \(hex(hasher.finalize()))")
            }
            for key in ["log", "end"] {
                let row = try transaction.get(storage.main, key: Array(key.utf8))?.copied ?? []
                lines.append("\(key) \(hex(row))")
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    private func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String(format: "%02x", $0) }.joined()
    }

    @Test func `the rows of a log are those that they always were`() async throws {
        let log = try await make()
        defer { log.close() }
        let frozen = try String(contentsOf: Self.fixture, encoding: .utf8)
        let found = try describe(log)
        #expect(found == frozen, "\(found)")
    }
}
