import Foundation
import LMDB
import LedgerTesting
import Testing

@testable import EventLog

/// Any byte of a log's file is changed: the audit says so, or nothing of the log is another than it was.
@Suite struct DamagedLogTests {
    let directory: TemporaryFolder
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil

    init() throws { directory = try TemporaryFolder() }

    private func make() async throws -> (file: [UInt8], entries: [LogEntry]) {
        var random = SeededGenerator(for: "a log for damage")
        let log = try EventLog.create(at: directory.path("log"))
        for number in 0..<40 {
            let drafts = (0..<Int.random(in: 1...250, using: &random)).map { _ in
                draft(
                    UInt8.random(in: 1...3, using: &random), "r\(Int.random(in: 0..<500, using: &random))",
                    String(repeating: "t", count: random.chance(2) ? 5_000 : 30))
            }
            try await log.append(AppendRequest(drafts: drafts, idempotencyKey: number % 2 == 0 ? "k\(number)" : nil))
        }
        let entries = try log.allEntries()
        log.close()
        return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: directory.path("log/data.mdb")))), entries)
    }

    private func place(_ bytes: [UInt8]) throws -> String {
        let path = directory.path("damaged")
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/data.mdb"))
        return path
    }

    @Test func `a changed byte is a finding, or changes nothing`() async throws {
        var random = SeededGenerator(for: "a changed byte is a finding")
        let (file, entries) = try await make()
        var found = 0
        let rounds = Self.isLong ? 500 : 60
        for _ in 0..<rounds {
            var bytes = file
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let path = try self.place(bytes)
            do {
                let log = try EventLog(auditingAt: path)
                defer { log.close() }
                if try log.audit().findings.isEmpty {
                    #expect(try log.allEntries() == entries, "byte \(place)")
                } else {
                    found += 1
                    // A copy of it is refused, and leaves nothing, where what is hashed has changed.
                    let code = code { try log.backup(to: directory.path("copy")) }
                    if code == nil {
                        let copy = try EventLog(openingAt: directory.path("copy"), access: .readOnly)
                        #expect(try copy.allEntries() == entries, "byte \(place)")
                        copy.close()
                    }
                    try? FileManager.default.removeItem(atPath: directory.path("copy"))
                }
            } catch let error as EventLogError {
                found += 1
                switch error.code {
                case .damaged, .notALog, .otherFormat: break
                default: Issue.record("byte \(place): \(error)")
                }
            }
        }
        #expect(found > rounds / 3)
    }

    @Test func `a log with a damaged entry is not backed up`() async throws {
        _ = try await make()
        let log = try EventLog(openingAt: directory.path("log"), access: .readWrite)
        let entries = log.storage.entries
        try log.storage.environment.write { transaction in
            guard var entry = try transaction.get(entries, key: 700)?.copied else { return }
            entry[entry.count - 1] ^= 1
            try transaction.put(entries, key: 700, value: entry)
        }
        guard case .damaged(let position)? = code({ try log.backup(to: directory.path("copy")) }) else {
            Issue.record("a damaged log was backed up")
            return
        }
        #expect(position == 700)
        #expect(!FileManager.default.fileExists(atPath: directory.path("copy")))
    }
}
