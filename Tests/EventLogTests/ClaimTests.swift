import LedgerTesting
import MerkleLog
import Synchronization
import Testing

@testable import EventLog

/// Heads that are claimed elsewhere before they are signed.
@Suite struct ClaimTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    private struct Refusal: Error {}

    /// Answers claims when it is told to.
    private final class Office: Sendable {
        private let waiting = Mutex<[(size: UInt64, answer: @Sendable ((any Error)?) -> Void)]>([])
        let asked = Mutex<[UInt64]>([])
        let signed = Mutex<[UInt64]>([])
        let failures = Atomic<Int>(0)

        var signing: CheckpointSigning {
            CheckpointSigning(
                claim: { [self] head, answer in
                    asked.withLock { $0.append(head.size) }
                    waiting.withLock { $0.append((head.size, answer)) }
                },
                sign: { [self] head in
                    signed.withLock { $0.append(head.size) }
                    return "note of \(head.size)\n"
                },
                keep: { _, _ in }, failed: { [self] _ in failures.add(1, ordering: .relaxed) })
        }

        /// Answers the next claim.
        func answer(_ error: (any Error)? = nil) async throws {
            for _ in 0..<2_000 {
                if let next = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return next.answer(error) }
                try await Task.sleep(for: .milliseconds(5))
            }
            Issue.record("nothing was claimed")
        }
    }

    @Test func `appends are acknowledged while a claim is on its way, and are claimed together after it`() async throws
    {
        let office = Office()
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(office.signing)
        // The empty log is claimed, too.
        try await office.answer()
        for number in 1...5 { try await log.append(draft(1, "\(number)")) }
        #expect(office.signed.withLock { $0 } == [0])
        try await office.answer()
        try await office.answer()
        try await log.settle()
        #expect(office.asked.withLock { $0 } == [0, 1, 5] && office.signed.withLock { $0 } == [0, 1, 5])
        #expect(try log.read { try $0.lastCheckpoint()?.size } == 5)
        log.close()
    }

    @Test func `what is refused is not signed, is told, and is claimed again by itself`() async throws {
        let office = Office()
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(office.signing)
        try await office.answer()
        try await log.append(draft(1, "a"))
        // Whoever settles asks once more, at once.
        let refusing = Task {
            while !Task.isCancelled { try await office.answer(Refusal()) }
        }
        #expect(await asyncCode { try await log.settle() } == .io)
        refusing.cancel()
        _ = await refusing.result
        #expect(office.failures.load(ordering: .relaxed) > 0)
        #expect(office.signed.withLock { $0 } == [0])
        try await log.append(draft(1, "b"))
        // Nobody waits, and nothing is appended: it asks again in its own time, for all that there is.
        try await office.answer()
        // It may have asked for the first before the second was there.
        let granting = Task {
            while !Task.isCancelled { try await office.answer() }
        }
        try await log.settle()
        granting.cancel()
        _ = await granting.result
        #expect(office.signed.withLock { $0.last } == 2)
        log.close()
    }

    @Test func `who closes the log does not wait for a claim, and the next one that signs makes up for it`()
        async throws
    {
        let office = Office()
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(office.signing)
        try await office.answer()
        try await log.append(draft(1, "a"))
        async let settled = asyncCode { try await log.settle() }
        while office.asked.withLock({ $0.count }) < 2 { try await Task.sleep(for: .milliseconds(5)) }
        log.close()
        #expect(await settled == .closed)
        try await office.answer()
        let again = try EventLog(openingAt: directory.path("log"), access: .readWrite)
        #expect(try again.read { try $0.lastCheckpoint()?.size ?? 0 } == 0)
        try again.beginSigning(office.signing)
        try await office.answer()
        try await again.settle()
        #expect(try again.read { try $0.lastCheckpoint()?.size } == 1)
        again.close()
    }
}
