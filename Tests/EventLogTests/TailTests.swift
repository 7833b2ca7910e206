import Foundation
import LMDB
import LedgerTesting
import MerkleLog
import Testing

@testable import EventLog

/// The indexes go on by blocks of 4,096 positions; what lies after their end is found all the same.
@Suite struct TailTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private func rowCount(_ log: EventLog) throws -> Int {
        try log.storage.environment.read { try $0.count(log.storage.streams) }
    }

    /// Appends to a few streams of two kinds, so that most are met again before the index has them.
    private func draft(_ position: UInt64) -> (stream: StreamID, draft: Draft) {
        let stream = StreamID(kind: UInt8(position % 2 + 1), id: "r\(position * position % 23)")
        return (stream, EventLogTests.draft(stream.kind, stream.id, "\(position)", .any))
    }

    @Test func `streams read alike before, at and after the end of a block, and in a log that was opened anew`()
        async throws
    {
        var log = try EventLog.create(at: directory.path("log"))
        var model: [StreamID: [UInt64]] = [:]
        var position: UInt64 = 0
        func append(_ count: UInt64) async throws {
            var drafts: [Draft] = []
            for _ in 0..<count {
                position += 1
                let (stream, draft) = draft(position)
                model[stream, default: []].append(position)
                drafts.append(draft)
            }
            try await log.append(AppendRequest(drafts: drafts))
        }
        for (round, count) in [5, 4_085, 3, 2, 1, 1, 1, 4_090, 3, 4].enumerated() {
            try await append(UInt64(count))
            #expect(try rowCount(log) == Int(position - position % 4_096))
            if round % 3 == 0 {
                log.close()
                log = try EventLog(openingAt: directory.path("log"), access: .readWrite)
            }
            try compare(log, model)
            let report = try log.audit()
            #expect(report.findings == [] && report.streamCount == UInt64(model.count))
        }
    }

    @Test func `a snapshot that is older than what the process has seen has its own tail`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        let stream = StreamID(kind: 1, id: "a")
        for _ in 1...3 { try await log.append(EventLogTests.draft(1, "a")) }
        for more in [2, 5_000] {
            let before = try log.read { old throws in
                let held = old.head.position
                let done = DispatchSemaphore(value: 0)
                Task.detached {
                    try await log.append(
                        AppendRequest(drafts: (0..<more).map { EventLogTests.draft(1, $0 % 2 == 0 ? "a" : "b") }))
                    // Carries on what the process remembers.
                    _ = try log.read { try $0.version(of: stream) }
                    done.signal()
                }
                done.wait()
                let positions = try old.positions(of: stream)
                #expect(positions.allSatisfy { $0 <= held } && old.head.position == held)
                #expect(try old.version(of: stream) == UInt32(positions.count))
                #expect(try old.positions(ofKind: 1).count == Int(held))
                #expect(try old.counts(through: held - 1)[1] == held - 1)
                return positions.count
            }
            #expect(try log.read { try $0.version(of: stream) } == UInt32(before + more / 2))
        }
    }

    private func compare(_ log: EventLog, _ model: [StreamID: [UInt64]]) throws {
        try log.read { snapshot throws in
            for (stream, positions) in model {
                #expect(try snapshot.positions(of: stream) == positions)
                for last in [0, 1, 3, 4_090, 4_095, 4_096, 4_097, 4_100, 8_191, 8_192, 9_000] as [UInt64] {
                    #expect(try snapshot.positions(of: stream, through: last) == positions.filter { $0 <= last })
                }
                #expect(try snapshot.version(of: stream) == UInt32(positions.count))
                for (index, position) in positions.enumerated() {
                    #expect(try snapshot.position(of: stream, version: UInt32(index + 1)) == position)
                }
                #expect(try snapshot.position(of: stream, version: UInt32(positions.count + 1)) == nil)
            }
            for kind in 1...3 as ClosedRange<UInt8> {
                let ids = model.keys.filter { $0.kind == kind }.map(\.id).sorted()
                #expect(try snapshot.streams(ofKind: kind) == ids)
                var first: [String] = []
                try snapshot.forEachStream(ofKind: kind) {
                    first.append($0)
                    return first.count < 3
                }
                #expect(first == Array(ids.prefix(3)))
            }
        }
    }

    @Test func `the same entries make the same rows, however many are appended at a time`() async throws {
        var random = SeededGenerator(for: "the same entries make the same rows, however many are appended at a time")
        let drafts = (1...9_000 as ClosedRange<UInt64>).map { draft($0).draft }
        var all: [[[UInt8]]] = []
        for largest in [40, 999, 9_000] {
            let options = TestClock(1_000).options
            let log = try EventLog.create(at: directory.path("log \(largest)"), options: options)
            defer { log.close() }
            var start = 0
            while start < drafts.count {
                let count = largest == 9_000 ? 9_000 : Int.random(in: 1...largest, using: &random)
                let end = min(start + count, drafts.count)
                try await log.append(AppendRequest(drafts: Array(drafts[start..<end])))
                start = end
            }
            all.append(try rows(log))
            #expect(try log.audit().findings == [])
        }
        #expect(all[0] == all[1] && all[1] == all[2] && all[0].count == 2 * 8_192)
    }

    private func rows(_ log: EventLog) throws -> [[UInt8]] {
        try log.storage.environment.read { transaction in
            var cursor = try transaction.cursor(log.storage.streams)
            var rows: [[UInt8]] = []
            while try cursor.next() { rows += [cursor.key.copied, cursor.value.copied] }
            return rows
        }
    }

    @Test func `a row after the end of the index is a finding`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        for position in 1...20 as ClosedRange<UInt64> { try await log.append(draft(position).draft) }
        let storage = log.storage
        var key = Keys.streamPrefix(draft(18).stream)
        Keys.appendVersion(9, to: &key)
        try storage.environment.write { [key] transaction in
            try transaction.put(storage.streams, key: key, value: [0, 0, 0, 0, 0, 0, 0, 18])
        }
        let findings = try log.audit().findings
        #expect(findings.map(\.check) == [.streams] && findings.map(\.position) == [18])
    }

    @Test(arguments: [18, 20] as [UInt64])
    func `an entry after the end of the index that is not the next version is a finding`(
        _ position: UInt64
    ) async throws {
        let log = try EventLog.create(at: directory.path("log"))
        for position in 1...20 as ClosedRange<UInt64> { try await log.append(draft(position).draft) }
        let storage = log.storage
        // As a writer with an error would have written it: tree and head are those of this entry.
        try storage.environment.write { transaction in
            guard var entry = try transaction.get(storage.entries, key: position)?.copied else { return }
            entry[19] += 1
            try transaction.put(storage.entries, key: position, value: entry)
            var end = try storage.end(transaction)
            end.root = try storage.edge(at: 20, transaction).root
            try transaction.put(storage.main, key: Keys.end, value: end.bytes)
        }
        let findings = try log.audit().findings
        #expect(findings.map(\.check) == [.streams] && findings.map(\.position) == [position])
    }
}
