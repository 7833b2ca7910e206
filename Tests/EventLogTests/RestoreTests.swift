import EventLog
import Foundation
import LedgerTesting
import Testing

/// A log is made again from another's entries, and only from entries that a log could have written.
@Suite struct RestoreTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    /// The entries of a log with two requests that carried a key, and one that did not.
    private func entries() async throws -> (logID: LogID, entries: [[UInt8]]) {
        let log = try EventLog.create(at: directory.path("original"))
        defer { log.close() }
        try await log.append(draft(1, "a"), draft(2, "a"), draft(1, "a"), key: "first")
        try await log.append(draft(1, "b"))
        try await log.append(draft(1, "b"), draft(1, "a"), key: "second")
        return (log.logID, try log.allEntries().map(\.bytes))
    }

    @discardableResult
    private func restore(_ entries: [[UInt8]], as logID: LogID, at name: String = "copy") throws -> Head {
        var restoration = try LogRestoration(at: directory.path(name), logID: logID)
        for entry in entries { try restoration.append(entry.span.bytes) }
        return try restoration.finish()
    }

    @Test func `the new log has the id, the root and the acknowledgements of the other, and goes on`() async throws {
        let (logID, entries) = try await entries()
        let head = try restore(entries, as: logID)
        let log = try EventLog(openingAt: directory.path("copy"), access: .readWrite)
        defer { log.close() }
        let original = try EventLog(openingAt: directory.path("original"), access: .readOnly)
        defer { original.close() }
        #expect(log.logID == logID)
        #expect(try head == original.head() && log.head() == head)
        #expect(try log.audit().findings.isEmpty)
        let again = try await log.append(draft(1, "a"), draft(2, "a"), draft(1, "a"), key: "first")
        #expect(again.isRepeat && again.firstPosition == 1)
        #expect(try await log.append(draft(1, "b")).versions == [3])
    }

    @Test func `long entries of few records, whose versions lie in different batches and commits`() async throws {
        var random = SeededGenerator(for: "long entries of few records")
        let log = try EventLog.create(at: directory.path("original"))
        for number in 0..<200 {
            let text = String(repeating: "t", count: Int.random(in: 30_000...65_000, using: &random))
            try await log.append(draft(1, "r\(Int.random(in: 0..<5, using: &random))", text), key: "k\(number)")
        }
        let (logID, head, entries) = (log.logID, try log.head(), try log.allEntries().map(\.bytes))
        log.close()
        #expect(try restore(entries, as: logID) == head)
        let copy = try EventLog(openingAt: directory.path("copy"), access: .readOnly)
        defer { copy.close() }
        #expect(try copy.audit().findings == [])
    }

    @Test func `entries that no log could have written are refused`() async throws {
        let (logID, good) = try await entries()
        var wrong: [String: [[UInt8]]] = [
            "a gap": Array(good.dropFirst()), "an entry twice": good + [good[5]],
            "a request cut short": good.dropLast(),
            "no entry": good + [[1, 2, 3]],
        ]
        // Position, time and version lie at fixed places.
        for (name, index, offset) in [("another version", 3, 19), ("an earlier time", 5, 16), ("another place", 2, 1)] {
            var entries = good
            entries[index][offset] ^= 2
            wrong[name] = entries
        }
        var later = good
        later[0][16] = 0x7F
        wrong["a later time before"] = later
        var again = good
        // Version 1 of a record once more, among the last entries, whose rows are not stored yet.
        again[5][19] = 1
        wrong["a version twice"] = again
        var versionZero = good
        versionZero[0][19] = 0
        wrong["version 0"] = versionZero
        for (name, entries) in wrong {
            let error = #expect(throws: EventLogError.self, "\(name)") { try restore(entries, as: logID, at: name) }
            if case .damaged? = error?.code { continue }
            Issue.record("\(name): \(error as Any)")
        }
    }

    @Test func `a directory that holds a log is left as it is`() async throws {
        let (logID, entries) = try await entries()
        let error = #expect(throws: EventLogError.self) { try restore(entries, as: logID, at: "original") }
        #expect(error?.code == .alreadyExists)
        let log = try EventLog(openingAt: directory.path("original"), access: .readOnly)
        defer { log.close() }
        #expect(try log.audit().findings.isEmpty)
    }

    @Test func `checkpoints are stored as they were, up to the end of the log`() async throws {
        let (logID, entries) = try await entries()
        var restoration = try LogRestoration(at: directory.path("copy"), logID: logID)
        for entry in entries { try restoration.append(entry.span.bytes) }
        try restoration.store(checkpoint: "note of 0\n", size: 0)
        try restoration.store(checkpoint: "note of 6\n", size: 6)
        _ = try restoration.finish()
        let log = try EventLog(openingAt: directory.path("copy"), access: .readOnly)
        defer { log.close() }
        #expect(try log.read { try $0.checkpoint(at: 0) } == "note of 0\n")
        #expect(try log.read { try $0.lastCheckpoint()?.size } == 6)
        var tooMuch = try LogRestoration(at: directory.path("short"), logID: logID)
        try tooMuch.store(checkpoint: "note of 1\n", size: 1)
        do {
            _ = try tooMuch.finish()
            Issue.record("a checkpoint after the end was stored")
        } catch {
            #expect(error.code == .outOfRange)
        }
    }

    @Test(arguments: [1, 2, 3, 7] as [UInt64])
    func `versions and keys are followed in one pass or in several`(_ passCount: UInt64) async throws {
        let (_, good) = try await entries()
        func count(_ entries: [[UInt8]]) throws(AuditFinding) -> (streams: UInt64, keys: UInt64) {
            var (streams, keys): (UInt64, UInt64) = (0, 0)
            for pass in 0..<passCount {
                var audit = VersionAudit(pass: pass, of: passCount)
                for entry in entries { try audit.add(entry.span.bytes) }
                streams += audit.streamCount
                keys += audit.keyCount
            }
            return (streams, keys)
        }
        let (streams, keys) = try count(good)
        #expect(streams == 3 && keys == 2)
        var gap = good
        gap[2][19] = 3
        #expect(throws: AuditFinding.self) { try count(gap) }
        #expect(throws: AuditFinding.self) { try count(good + [good[0]]) }
    }
}
