import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Synchronization
import Testing

/// A request whose drafts are read while they are appended is one request like any other.
@Suite struct LongRequestTests {
    struct Unreadable: Error {}

    let directory: TemporaryFolder
    let log: EventLog

    init() throws {
        directory = try TemporaryFolder()
        log = try EventLog.create(at: directory.path("log"))
    }

    private func drafts(_ count: Int) -> [Draft] {
        (0..<count).map {
            draft(
                UInt8($0 % 6 + 1), "r\($0 / 3)", String(repeating: "x", count: $0 % 700),
                $0 % 7 == 0 ? .exact(UInt32(0)) : .any)
        }
    }

    /// - Parameters:
    ///   - pieces: how many drafts at a time.
    ///   - given: how many it gives; nil: as many as it says.
    private func request(
        _ drafts: [Draft], pieces: Int = 1_000, key: String = "long", given: Int? = nil, counts: [UInt8: UInt64] = [:]
    ) -> LongRequest {
        LongRequest(count: drafts.count, idempotencyKey: key, expectedCounts: counts) { take in
            let given = drafts.prefix(given ?? drafts.count)
            for start in stride(from: 0, to: given.count, by: pieces) {
                try take(Array(given[start..<min(start + pieces, given.count)]))
            }
        }
    }

    @Test(arguments: [1, 333, 4_096, 100_000])
    func `the log of a long request is that of the same request in memory, in whichever pieces`(pieces: Int)
        async throws
    {
        let drafts = drafts(9_000)
        let other = try EventLog.create(at: directory.path("other"))
        for log in [log, other] { try await log.append(draft(1, "before")) }
        let long = try await log.append(request(drafts, pieces: pieces))
        let short = try await other.append(AppendRequest(drafts: drafts, idempotencyKey: "long"))
        #expect(long.positions == short.positions && !long.isRepeat)
        let entries = try checkWhole(log)
        let expected = try other.allEntries()
        // All but the recording times, which are bytes 10 to 17.
        for (left, right) in zip(entries, expected) {
            #expect(Array(left.bytes.prefix(10)) == Array(right.bytes.prefix(10)))
            #expect(Array(left.bytes.dropFirst(18)) == Array(right.bytes.dropFirst(18)))
        }
        #expect(entries.count == expected.count)
        #expect(try log.audit().findings == [])
        other.close()
    }

    @Test func `a long request that is repeated gives the first positions, whichever way it comes`() async throws {
        let drafts = drafts(5_000)
        try await log.append(request(drafts))
        let again = try await log.append(request(drafts, pieces: 77))
        #expect(again.isRepeat && again.positions == 1...5_000)
        let short = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "long"))
        #expect(short.isRepeat && short.positions == 1...5_000)
        #expect(
            await asyncCode { try await log.append(request(drafts + [draft(1, "new")])) } == .keyReused(key: "long"))
        var others = drafts
        others[4_000] = draft(9, "another")
        #expect(await asyncCode { try await log.append(request(others)) } == .keyReused(key: "long"))
        #expect(try log.position() == 5_000)
    }

    @Test func `nothing of a long request is appended where one of its drafts is refused`() async throws {
        try await log.append(draft(1, "r2500"))
        var conflicting = drafts(6_000).map { Draft(callerPart: $0.callerPart, expected: .any) }
        conflicting[5_500] = draft(1, "r2500", "", .absent)
        #expect(
            await asyncCode { try await log.append(request(conflicting)) }
                == .conflict(stream: StreamID(kind: 1, id: "r2500"), expected: .absent, actual: 1))
        var malformed = drafts(6_000)
        malformed[4_711] = Draft(callerPart: [0xFF], expected: .any)
        #expect(await asyncCode { try await log.append(request(malformed)) } == .malformedDraft(draft: 4_711))
        malformed[4_711] = draft(1, "large", String(repeating: "x", count: 70_000))
        guard case .entryTooLarge(draft: 4_711, _) = await asyncCode({ try await log.append(request(malformed)) })
        else {
            Issue.record("the draft that is too large is not named")
            return
        }
        #expect(
            await asyncCode { try await log.append(request(drafts(6_000), counts: [1: 7])) }
                == .countConflict(kind: 1, expected: 7, actual: 1))
        #expect(await asyncCode { try await log.append(request(drafts(6_000), given: 5_999)) } == .malformedRequest)
        #expect(await asyncCode { try await log.append(request([])) } == .malformedRequest)
        #expect(await asyncCode { try await log.append(request(drafts(10), key: "")) } == .malformedRequest)
        let unreadable = LongRequest(count: 9_000, idempotencyKey: "unreadable") { [drafts = drafts(5_000)] take in
            try take(drafts)
            throw Unreadable()
        }
        #expect(await asyncCode { try await log.append(unreadable) } == .io)
        #expect(try checkWhole(log).count == 1)
        // The log goes on.
        #expect(try await log.append(request(drafts(6_000))).positions == 2...6_001)
        _ = try checkWhole(log)
        #expect(try log.audit().findings == [])
    }

    @Test func `short requests that wait beside a long one come before or after it`() async throws {
        try await withThrowingTaskGroup(of: ClosedRange<UInt64>.self) { group in
            for caller in 0..<20 {
                group.addTask { [log] in
                    if caller == 7 { return try await log.append(request(drafts(9_000))).positions }
                    return try await log.append(draft(1, "own-\(caller)")).positions
                }
            }
            var all: [UInt64] = []
            for try await positions in group { all += positions }
            #expect(all.sorted() == Array(1...9_019))
        }
        _ = try checkWhole(log)
    }
}
