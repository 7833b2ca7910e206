import EventLog
import Foundation
import LMDB
import LedgerTesting
import Testing

/// A log of format 1 or 2 is brought to the current format when it is opened for writing.
@Suite struct UpgradeTests {
    let directory: TemporaryFolder
    let clock = TestClock(1_000)

    init() throws {
        directory = try TemporaryFolder()
    }

    /// A closed log of some entries, of several kinds and times.
    private func makeLog(_ count: Int, at name: String = "log") async throws {
        let log = try EventLog.create(at: directory.path(name), options: clock.options)
        defer { log.close() }
        for start in stride(from: 0, to: count, by: 500) {
            clock.set(clock.now + 10)
            let drafts = (start..<min(start + 500, count)).map { draft(UInt8($0 % 5 + 1), "r\($0 % 700)", "\($0)") }
            try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "k\(start)"))
        }
    }

    /// What can be read of a log.
    private struct Contents: Equatable {
        var logID: LogID
        var head: Head
        var entries: [LogEntry]
        var positions: [[UInt64]]
        var times: [UInt64]
        var counts: [[UInt64]]
    }

    private func contents(_ log: EventLog) throws -> Contents {
        let entries = try checkWhole(log)
        return try log.read { snapshot throws in
            Contents(
                logID: log.logID, head: snapshot.head, entries: entries,
                positions: try (1...6).map { kind throws in try snapshot.positions(ofKind: kind) },
                times: try stride(from: 1_000, to: 1_400, by: 5).map { time throws in
                    try snapshot.lastPosition(recordedAtOrBefore: time)
                },
                counts: try stride(from: 0, to: snapshot.head.position, by: 333).map { position throws in
                    try snapshot.counts(through: position)
                })
        }
    }

    /// Every row of a closed log, by database; nil is the main one, less the others' names.
    private func rows(_ name: String) throws -> [String?: [[UInt8]: [UInt8]]] {
        let environment = try Environment(path: directory.path(name))
        defer { environment.close() }
        return try environment.read { transaction in
            var all: [String?: [[UInt8]: [UInt8]]] = [:]
            for name in ["entries", "streams", "idempotency", "kinds", "tiles", "checkpoints"] {
                var cursor = try transaction.cursor(try transaction.openDatabase(name))
                var rows: [[UInt8]: [UInt8]] = [:]
                while try cursor.next() { rows[cursor.key.bytes] = cursor.value.bytes }
                all[name] = rows
            }
            for name in ["end", "head", "log"] {
                all[nil, default: [:]][Array(name.utf8)] =
                    try transaction.get(environment.main, key: Array(name.utf8))?.bytes
            }
            return all
        }
    }

    @Test(arguments: [1, 2] as [UInt8], [0, 1, 15, 16, 255, 256, 4_095, 4_096, 9_000])
    func `everything is found as before, and every row is what it would be now`(
        _ format: UInt8, _ count: Int
    ) async throws {
        try await makeLog(count)
        let now = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        let expected = try contents(now)
        now.close()
        let expectedRows = try rows("log")
        try OldLog.write(format: format, in: directory.path("log"))
        #expect(try rows("log") != expectedRows)
        let log = try EventLog(openingAt: directory.path("log"), access: .readWrite, options: clock.options)
        #expect(try contents(log) == expected)
        #expect(try log.audit().findings == [])
        log.close()
        #expect(try rows("log") == expectedRows)
    }

    @Test(arguments: [1, 2] as [UInt8])
    func `it goes on, and knows its keys`(_ format: UInt8) async throws {
        try await makeLog(5_000)
        try OldLog.write(format: format, in: directory.path("log"))
        let log = try EventLog(openingAt: directory.path("log"), access: .readWrite, options: clock.options)
        defer { log.close() }
        let again = (0..<500).map { draft(UInt8($0 % 5 + 1), "r\($0 % 700)", "\($0)") }
        #expect(try await log.append(AppendRequest(drafts: again, idempotencyKey: "k0")).isRepeat)
        for start in 0..<10 {
            try await log.append(AppendRequest(drafts: (0..<400).map { draft(2, "new \(start)", "\($0)") }))
        }
        #expect(try checkWhole(log).count == 9_000)
        #expect(try log.audit().findings == [])
    }

    @Test(arguments: [1, 2] as [UInt8])
    func `for reading only it is refused, with what to do, and left as it is`(_ format: UInt8) async throws {
        try await makeLog(600)
        try OldLog.write(format: format, in: directory.path("log"))
        for _ in 0..<2 {
            let error = #expect(throws: EventLogError.self) {
                try EventLog(openingAt: directory.path("log"), access: .readOnly)
            }
            #expect(error?.code == .olderFormat)
            #expect(error?.description.contains("Open it for writing once") == true)
        }
        #expect(code { try EventLog(auditingAt: directory.path("log")) } == .olderFormat)
        #expect(code { try EventLog.create(at: directory.path("log")) } == .alreadyExists)
    }

    @Test(arguments: [1, 2] as [UInt8])
    func `one whose end is not as its head says is damaged, and left as it is`(_ format: UInt8) async throws {
        try await makeLog(600)
        try OldLog.write(format: format, in: directory.path("log"))
        let environment = try Environment(path: directory.path("log"))
        try environment.write { _ = try $0.delete($0.openDatabase("entries"), key: 600) }
        environment.close()
        #expect(code { try EventLog(openingAt: directory.path("log"), access: .readWrite) } == .damaged(position: nil))
        #expect(code { try EventLog(openingAt: directory.path("log"), access: .readOnly) } == .olderFormat)
    }
}

extension RawSpan {
    /// The bytes, copied.
    fileprivate var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
