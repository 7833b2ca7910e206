import Foundation
import LMDB
import LedgerTesting
import MerkleLog
import Synchronization
import Testing

@testable import EventLog

/// What is long is committed in pieces beyond the end. Until the last commit takes them in nobody reads them, whoever
/// looks, and what comes to nothing goes again.
@Suite struct StagedTests {
    typealias Step = EventLogOptions.CommitStep

    struct Refusal: Error {}

    /// Processes that the log's thread starts.
    final class Children: @unchecked Sendable {
        // @unchecked: the test looks only once the append that starts them has ended.
        var all: [Child] = []
    }

    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    /// Streams that are there before and that are new, of three kinds, each met again in later pieces.
    private func drafts(_ count: Int) -> [Draft] {
        (0..<count).map { draft(UInt8($0 % 3 + 1), "r\($0 * $0 % 1_201)", String(repeating: "x", count: $0 % 90)) }
    }

    private func long(_ drafts: [Draft], failingAfter failing: Int = .max) -> LongRequest {
        LongRequest(count: drafts.count, idempotencyKey: "long") { take in
            for start in stride(from: 0, to: drafts.count, by: 500) {
                guard start < failing else { throw Refusal() }
                try take(Array(drafts[start..<min(start + 500, drafts.count)]))
            }
        }
    }

    private func log(
        _ name: String, before count: Int, stagedCount: Int,
        _ atStep: @escaping @Sendable (Step) throws -> Void = { _ in }
    ) async throws -> EventLog {
        var options = EventLogOptions(clock: { 1_700_000_000_000_000 })
        options.stagedCount = stagedCount
        options.atStep = atStep
        let log = try EventLog.create(at: directory.path(name), options: options)
        if count > 0 { try await log.append(AppendRequest(drafts: drafts(count))) }
        return log
    }

    /// Everything that can be asked of a log, in words.
    private func answers(_ log: EventLog) throws -> [String] {
        try log.read { snapshot throws in
            var answers = [
                "\(snapshot.head.position) \(snapshot.head.root) \(snapshot.head.counts.sorted { $0.key < $1.key })"
            ]
            for kind in 1...3 as ClosedRange<UInt8> {
                let ids = try snapshot.streams(ofKind: kind)
                answers.append("\(kind): \(ids)")
                answers.append("\(try snapshot.positions(ofKind: kind))")
                answers.append("\(try snapshot.positions(ofKind: kind, backward: true, limit: 9))")
                for id in ids + ["none"] {
                    let stream = StreamID(kind: kind, id: id)
                    let (positions, version) = (try snapshot.positions(of: stream), try snapshot.version(of: stream))
                    answers.append("\(positions) \(version)")
                    for version in 1...version + 1 {
                        answers.append("\(try snapshot.position(of: stream, version: version) ?? 0)")
                    }
                }
            }
            for position in stride(from: 1, through: snapshot.head.position, by: 700) {
                answers.append("\(try snapshot.counts(through: position))")
                answers.append("\(try snapshot.root(at: position))")
                for level in 0...2 { answers.append("\(try snapshot.tile(level: level, index: position / 256))") }
                try snapshot.checkEntry(at: position)
            }
            answers.append("\(try snapshot.acknowledgement(forKey: "long") == nil)")
            return answers
        }
    }

    /// All rows of the log, but those of checkpoints.
    private func rows(_ log: EventLog) throws -> [String: [[UInt8]: [UInt8]]] {
        let storage = log.storage
        let databases = [
            "entries": storage.entries, "streams": storage.streams, "kinds": storage.kinds, "tiles": storage.tiles,
            "keys": storage.idempotency,
        ]
        return try storage.environment.read { transaction throws in
            var rows: [String: [[UInt8]: [UInt8]]] = [:]
            for (name, database) in databases {
                var cursor = try transaction.cursor(database)
                while try cursor.next() { rows[name, default: [:]][cursor.key.copied] = cursor.value.copied }
            }
            for key in [Keys.end, Keys.staged] {
                rows["main", default: [:]][key] = try transaction.get(storage.main, key: key)?.copied
            }
            return rows
        }
    }

    @Test(arguments: [0, 1, 255, 4_095, 4_096, 5_000])
    func `what was staged ends as the same rows as one commit's`(before: Int) async throws {
        let drafts = drafts(14_000)
        let stages = Mutex(0)
        let staged = try await log("staged", before: before, stagedCount: 1_000) { step in
            if step == .stage { stages.withLock { $0 += 1 } }
        }
        let whole = try await log("whole", before: before, stagedCount: .max)
        let acknowledgements = [try await staged.append(long(drafts)), try await whole.append(long(drafts))]
        #expect(acknowledgements[0] == acknowledgements[1])
        #expect(stages.withLock { $0 } == 14)
        #expect(try rows(staged) == rows(whole))
        #expect(try answers(staged) == answers(whole))
        for log in [staged, whole] {
            #expect(try log.audit().findings == [])
            log.close()
        }
    }

    /// At each step a copy of the file is what a crash would leave.
    @Test(arguments: [0, 1, 255, 4_095, 4_096, 5_000])
    func `a crash leaves what was staged where nobody sees it, and the next who appends takes it away`(before: Int)
        async throws
    {
        let images = Mutex<[String]>([])
        let directory = directory
        let isArmed = Mutex(false)
        let log = try await log("log", before: before, stagedCount: 4_000) { step in
            guard isArmed.withLock({ $0 }), [.stage, .end, .commit].contains(step) else { return }
            let image = directory.path("image-\(images.withLock { $0.count })")
            try FileManager.default.createDirectory(atPath: image, withIntermediateDirectories: false)
            try FileManager.default.copyItem(atPath: directory.path("log") + "/data.mdb", toPath: image + "/data.mdb")
            images.withLock { $0.append(image) }
        }
        let (seen, stored) = (try answers(log), try rows(log))
        isArmed.withLock { $0 = true }
        try await log.append(long(drafts(14_000)))
        log.close()
        let all = images.withLock { $0 }
        #expect(all.count == 5)
        for (number, image) in all.enumerated() {
            let reader = try EventLog(openingAt: image, access: .readOnly)
            #expect(try answers(reader) == seen)
            #expect(try reader.audit().findings == [])
            // What nobody sees is there.
            let count = try reader.storage.environment.read { try $0.count(reader.storage.entries) }
            #expect(count == before + min(number, 3) * 4_000)
            try reader.backup(to: image + ".copy")
            reader.close()
            for path in [image, image + ".copy"] {
                let writer = try EventLog(openingAt: path, access: .readWrite)
                let refused = draft(1, "none", "", .exact(7))
                _ = await asyncCode { try await writer.append(refused) }
                #expect(try rows(writer) == stored)
                #expect(try answers(writer) == seen)
                try await writer.append(long(drafts(5_000)))
                #expect(try writer.audit().findings == [])
                #expect(try checkWhole(writer).count == before + 5_000)
                writer.close()
            }
        }
    }

    @Test(arguments: [1, 4_500, 9_999], [0, 4_100])
    func `a long request that comes to nothing after it was staged leaves nothing`(failing: Int, before: Int)
        async throws
    {
        let log = try await log("log", before: before, stagedCount: 1_000)
        let (seen, stored) = (try answers(log), try rows(log))
        #expect(await asyncCode { try await log.append(long(drafts(12_000), failingAfter: failing)) } == .io)
        #expect(try rows(log) == stored)
        #expect(try answers(log) == seen)
        var conflicting = drafts(12_000)
        conflicting[11_000] = draft(1, "conflict", "", .exact(5))
        #expect(
            await asyncCode { try await log.append(long(conflicting)) }
                == .conflict(stream: StreamID(kind: 1, id: "conflict"), expected: .exact(5), actual: 0))
        #expect(try rows(log) == stored)
        #expect(try await log.append(long(drafts(12_000))).positions.upperBound == UInt64(before) + 12_000)
        #expect(try log.audit().findings == [])
        log.close()
    }

    @Test func `other processes that append wait until what is staged is in the log`() async throws {
        let path = directory.path("log")
        let children = Children()
        let isArmed = Mutex(false)
        let log = try await log("log", before: 10, stagedCount: 500) { step in
            guard step == .staged, isArmed.withLock({ $0 }) else { return }
            // Each finds the row of what is staged in the pauses between pieces.
            if children.all.count < 3 {
                children.all.append(
                    try Child(appendingTo: path, seed: UInt64(children.all.count), requests: 20, callers: 2))
                #expect(children.all.last?.line() == "open")
            }
            usleep(20_000)
        }
        isArmed.withLock { $0 = true }
        let acknowledgement = try await log.append(long(drafts(6_000)))
        #expect(acknowledgement.positions.count == 6_000)
        var promised = 0
        for child in children.all {
            let lines = child.rest()
            #expect(lines.last == "done")
            for promise in lines.compactMap(Child.Promise.init) {
                promised += Int(promise.count)
                // Before it or after it: nothing stands in its middle.
                #expect(!acknowledgement.positions.contains(promise.first))
            }
        }
        #expect(promised > 0)
        #expect(try checkWhole(log).count == 6_010 + promised)
        #expect(try log.audit().findings == [])
        log.close()
    }

    @Test func `what says falsely that it is staged is damage`() async throws {
        let log = try await log("log", before: 300, stagedCount: .max)
        try await log.storeCheckpoint("a note", size: 300)
        let storage = log.storage
        let end = try storage.environment.read { try storage.end($0) }
        for row in [[], [1, 2], [UInt8](repeating: 0, count: 8), [0, 0, 0, 0, 0, 0, 1, 44]] as [[UInt8]] {
            try storage.environment.write { try $0.put(storage.main, key: Keys.staged, value: row) }
            #expect(await asyncCode { try await log.append(draft(1, "a")) } == .damaged(position: nil))
            #expect(code { try log.audit() } == .damaged(position: nil))
        }
        // More than there is.
        try storage.environment.write { try storage.putStaged(301, &$0) }
        #expect(try log.audit().findings.isEmpty == false)
        // The end was set back, and a checkpoint says so: nothing is taken away.
        try storage.environment.write { transaction in
            var earlier = EndRow()
            earlier.size = 255
            earlier.counts[1] = 255
            try transaction.put(storage.main, key: Keys.end, value: earlier.bytes)
            try storage.putStaged(300, &transaction)
        }
        #expect(await asyncCode { try await log.append(draft(1, "a")) } == .damaged(position: nil))
        try storage.environment.write { transaction in
            try transaction.put(storage.main, key: Keys.end, value: end.bytes)
            try storage.putStaged(nil, &transaction)
        }
        #expect(try log.audit().findings.map(\.check) == [.checkpoints])
        #expect(try checkWhole(log).count == 300)
        log.close()
    }
}
