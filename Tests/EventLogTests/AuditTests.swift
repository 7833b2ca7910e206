import LMDB
import LedgerTesting
import MerkleLog
import Testing

@testable import EventLog

/// The audit of a log that nobody tampered with finds nothing, whatever its history.
@Suite struct AuditTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private func append(_ log: EventLog, _ number: Int, _ random: inout SeededGenerator) async throws {
        let drafts = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            draft(UInt8.random(in: 1...5, using: &random), "r\(Int.random(in: 0..<50, using: &random))", "\(number)")
        }
        let key = Bool.random(using: &random) ? "k\(number)" : nil
        _ = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: key))
    }

    @Test func `a random history is whole at every size`() async throws {
        var random = SeededGenerator(for: "a random history is whole at every size")
        let log = try EventLog.create(at: directory.path("log"))
        #expect(try log.audit().findings == [])
        for number in 1...60 {
            try await append(log, number, &random)
            guard number.isMultiple(of: 5) else { continue }
            let (report, head) = (try log.audit(), try log.head())
            #expect(report.findings == [] && report.head == head)
        }
    }

    @Test func `what is appended while the log is audited is no finding`() async throws {
        var random = SeededGenerator(for: "what is appended while the log is audited is no finding")
        let log = try EventLog.create(at: directory.path("log"))
        for number in 1...100 { try await append(log, number, &random) }
        let seed = random
        let writing = Task {
            var random = seed
            for number in 101...400 { try await append(log, number, &random) }
        }
        for _ in 1...15 {
            let findings = try log.audit().findings
            #expect(findings == [])
            await Task.yield()
        }
        try await writing.value
        #expect(try log.audit().findings == [])
    }

    @Test func `of an entry altered and an end cut off, both are found`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append(AppendRequest(drafts: (0..<66_000).map { draft(1, "r\($0)", "text") }))
        let entries = log.storage.entries
        try log.storage.environment.write { transaction in
            guard var entry = try transaction.get(entries, key: 300)?.copied else { return }
            entry[entry.count - 1] ^= 1
            try transaction.put(entries, key: 300, value: entry)
            try transaction.delete(entries, key: 66_000)
        }
        let findings = try log.audit().findings
        #expect(findings.map(\.check) == [.entries, .positions])
        #expect(findings.map(\.position) == [300, 66_000])
        #expect(findings.first?.description.contains("altered") == true)
    }

    @Test func `a log that this process has seen longer, or otherwise, is not appended to`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        for number in 1...3 { try await log.append((0..<300).map { draft(1, "r\($0)", "\(number)") }) }
        let storage = log.storage
        try storage.environment.write { transaction in
            var end = try storage.end(transaction)
            end.size = 600
            end.counts[1] = 600
            end.root = try storage.edge(at: 600, transaction).root
            try transaction.put(storage.main, key: Keys.end, value: end.bytes)
        }
        let code = await asyncCode { try await log.append(draft(1, "r0")) }
        #expect(code == .damaged(position: nil))
    }
}
