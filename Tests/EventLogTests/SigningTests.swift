import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Synchronization
import Testing

/// What becomes of the note of a commit when nothing goes as it should.
@Suite struct SigningTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    struct Refusal: Error {}

    /// Where notes are kept, and whether it can be written to.
    private final class Keeper: Sendable {
        let kept = Mutex<[UInt64]>([])
        let attempts = Atomic<Int>(0)
        let isBroken = Atomic<Bool>(false)
        let failures = Atomic<Int>(0)

        var signing: CheckpointSigning {
            CheckpointSigning(
                sign: { "note of \($0.size)\n" },
                keep: { [self] _, size in
                    attempts.add(1, ordering: .relaxed)
                    if isBroken.load(ordering: .relaxed) { throw Refusal() }
                    kept.withLock { $0.append(size) }
                }, failed: { [self] _ in failures.add(1, ordering: .relaxed) })
        }
    }

    @Test func `a note that waits while a request is refused is stored and kept when the log is closed`() async throws {
        let keeper = Keeper()
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(keeper.signing)
        try await log.append(draft(1, "a"))
        #expect(await asyncCode { try await log.append(draft(1, "a", "", .absent)) } != nil)
        log.close()
        #expect(keeper.kept.withLock { $0.last } == 1)
        let again = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        defer { again.close() }
        #expect(try again.read { try $0.checkpoint(at: 1) } == "note of 1\n")
    }

    @Test func `a note that cannot be kept is tried again ever more rarely, and kept once it can be`() async throws {
        let keeper = Keeper()
        keeper.isBroken.store(true, ordering: .relaxed)
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(keeper.signing)
        // Before the first attempt, and until after the last that is counted: however late this task gets its turn, there can
        // be no more attempts than in that time.
        let start = ContinuousClock.now
        try await log.append(draft(1, "a"))
        try await Task.sleep(for: .seconds(2))
        // At once, then after one second, two, four: each attempt takes the lock that other processes need to write.
        let attempts = keeper.attempts.load(ordering: .relaxed)
        #expect(attempts <= 2 + Int((ContinuousClock.now - start) / .seconds(1)))
        #expect(await asyncCode { try await log.settle() } == .io)
        #expect(try await log.append(draft(1, "b")).firstPosition == 2)
        keeper.isBroken.store(false, ordering: .relaxed)
        try await log.settle()
        #expect(keeper.kept.withLock { $0 } == [2])
        log.close()
    }

    @Test func `that a note could not be kept is told also where nobody waits for it`() async throws {
        let keeper = Keeper()
        keeper.isBroken.store(true, ordering: .relaxed)
        let log = try EventLog.create(at: directory.path("log"))
        try log.beginSigning(keeper.signing)
        try await log.append(draft(1, "a"))
        log.close()
        #expect(keeper.failures.load(ordering: .relaxed) > 0)
    }

    @Test func `everybody who closes a log waits for what was handed in before`() async throws {
        for _ in 0..<20 {
            let log = try EventLog.create(at: directory.path(UUID().uuidString))
            async let outcomes = withTaskGroup(of: EventLogError.Code?.self) { group in
                for number in 0..<30 {
                    group.addTask { await asyncCode { try await log.append(draft(1, "r\(number)")) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { log.close() } }
            }
            #expect(await outcomes.allSatisfy { $0 == nil || $0 == .closed })
        }
    }
}
