import EventLog
import Foundation
import LedgerTesting
import Testing

@Suite struct IdempotencyTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    @Test func `the same key and content give the first acknowledgement, also after the log was opened again`()
        async throws
    {
        var log = try EventLog.create(at: directory.path("log"))
        let drafts = [draft(1, "a", "x", .absent), draft(1, "b", "y", .absent), draft(1, "a", "z", .exact(1))]
        try await log.append(draft(3, "before"))
        let first = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "k"))
        try await log.append(draft(1, "a", "later"), draft(4, "later"))
        for _ in 0..<2 {
            let again = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "k"))
            #expect(again.isRepeat)
            #expect(again.positions == first.positions && again.versions == first.versions)
            #expect(again.leafHashes == first.leafHashes && again.recordedAt == first.recordedAt)
            #expect(again.treeSize == first.treeSize)
            #expect(try log.read { try $0.acknowledgement(forKey: "k") } == again)
            log.close()
            log = try EventLog(openingAt: directory.path("log"), access: .readWrite)
        }
        #expect(try checkWhole(log).count == 6)
        #expect(try log.read { try $0.acknowledgement(forKey: "other") } == nil)
    }

    @Test func `the same key with other content is refused, and expectations are no content`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append(draft(1, "a", "x"), draft(1, "b"), key: "k")
        #expect(
            await asyncCode { try await log.append(draft(1, "a", "y"), draft(1, "b"), key: "k") }
                == .keyReused(key: "k"))
        #expect(await asyncCode { try await log.append(draft(1, "a", "x"), key: "k") } == .keyReused(key: "k"))
        #expect(
            await asyncCode { try await log.append(draft(1, "b"), draft(1, "a", "x"), key: "k") }
                == .keyReused(key: "k"))
        #expect(try await log.append(draft(1, "a", "x", .absent), draft(1, "b"), key: "k").isRepeat)
        #expect(try log.head().position == 2)
    }

    @Test func `drafts are told apart by where one ends`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        // The same bytes over all, cut at another place: field 9 of the first draft moves to the second.
        let (a, b, note) = (part(1, "a"), part(1, "b"), field(9, [0x78]))
        let first = [a + note, b].map { Draft(callerPart: $0, expected: .any) }
        let second = [a, note + b].map { Draft(callerPart: $0, expected: .any) }
        try await log.append(AppendRequest(drafts: first, idempotencyKey: "k"))
        let error = await asyncCode { try await log.append(AppendRequest(drafts: second, idempotencyKey: "k")) }
        #expect(error == .keyReused(key: "k"))
    }

    @Test func `a key that failed is free`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        _ = await asyncCode { try await log.append(draft(1, "a", "", .present), key: "k") }
        #expect(try await !log.append(draft(1, "b"), key: "k").isRepeat)
    }

    @Test func `of many callers with one key one appends and all get its acknowledgement`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        for round in 0..<10 {
            let acknowledgements = await withTaskGroup(of: AppendAcknowledgement?.self) { group in
                for _ in 0..<16 {
                    group.addTask { try? await log.append(draft(1, "r\(round)", "", .absent), key: "k\(round)") }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(
                acknowledgements.compactMap { $0?.firstPosition } == [UInt64](repeating: UInt64(round + 1), count: 16))
            #expect(acknowledgements.count { $0?.isRepeat == false } == 1)
        }
        #expect(try checkWhole(log).count == 10)
    }

    @Test func `the first entry of a request carries its key and size`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append(draft(1, "a"), draft(1, "b"), key: "key")
        let entries = try log.allEntries()
        #expect(Array(entries[0].bytes.dropFirst(23)) == part(1, "a") + field(11, Array("key".utf8)) + [0x60, 2])
        #expect(Array(entries[1].bytes.dropFirst(23)) == part(1, "b"))
    }
}
