import Foundation
import LMDB
import LedgerTesting
import MerkleLog
import Synchronization
import Testing

@testable import EventLog

/// Each step of a commit fails once, by an error or by the end of the process: what the caller sees, what is in the log,
/// what the same request gives when it is repeated, and that the log goes on.
///
/// | fails before | caller | log | repeated with its key |
/// |---|---|---|---|
/// | begin, plan, store, stage, staged, end, commit | error | nothing of it | appended |
/// | acknowledge | error | all of it | the first acknowledgement |
/// | notify, sign | acknowledgement | all of it | the first acknowledgement |
/// | keep, kept | acknowledgement; an error of `settle` | all of it | the first acknowledgement |
@Suite struct FaultTests {
    typealias Step = EventLogOptions.CommitStep

    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    struct Refusal: Error {}

    /// What the table says of a step.
    private func isThere(_ step: Step) -> Bool { step == .acknowledge || isSeen(step) }
    private func isSeen(_ step: Step) -> Bool { [.notify, .sign, .keep, .kept].contains(step) }

    private func request(_ count: Int) -> AppendRequest {
        AppendRequest(
            drafts: (0..<count).map { draft(1, "r\($0 % 50)", "text \($0)") }, idempotencyKey: "faulty")
    }

    /// The same, read while it is appended.
    private func long(_ count: Int) -> LongRequest {
        let drafts = request(count).drafts
        return LongRequest(count: count, idempotencyKey: "faulty") { take in
            for start in stride(from: 0, to: count, by: 999) {
                try take(Array(drafts[start..<min(start + 999, count)]))
            }
        }
    }

    @Test(
        arguments: Step.allCases.filter { ![.keep, .kept].contains($0) }, [(3, false), (5_000, false), (5_000, true)])
    func `a step that fails leaves all of a request or nothing, and the log goes on`(
        _ step: Step, _ size: (count: Int, isLong: Bool)
    ) async throws {
        // Only what is long is staged.
        if [.stage, .staged].contains(step), !size.isLong { return }
        let count = size.count
        let isArmed = Mutex(false)
        var options = EventLogOptions()
        options.stagedCount = 1_500
        options.atStep = { now in
            if now == step,
                isArmed.withLock({ armed in
                    defer { armed = false }
                    return armed
                })
            {
                throw Refusal()
            }
        }
        let log = try EventLog.create(at: directory.path("log"), options: options)
        try await log.append(draft(1, "r1"), key: "before")
        isArmed.withLock { $0 = true }
        let code = await asyncCode {
            if size.isLong { try await log.append(long(count)) } else { try await log.append(request(count)) }
        }
        #expect(code == (isSeen(step) ? nil : .io))
        #expect(try log.position() == (isThere(step) ? UInt64(count) + 1 : 1))
        try await goOn(log, step, count)
    }

    /// Repeats the request and appends another one.
    private func goOn(_ log: EventLog, _ step: Step, _ count: Int) async throws {
        let again = try await log.append(request(count))
        #expect(again.isRepeat == isThere(step))
        #expect(again.positions == 2...UInt64(count) + 1)
        let leaves = try log.allEntries().map { Array($0.bytes) }
        #expect(try await log.append(draft(1, "r1"), key: "before").isRepeat)
        #expect(try await log.append(draft(1, "after")).firstPosition == UInt64(count) + 2)
        #expect(leaves.count == count + 1)
        _ = try checkWhole(log)
        #expect(try log.audit().findings == [])
        log.close()
        let opened = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        #expect(try opened.position() == UInt64(count) + 2)
        #expect(try opened.audit().findings == [])
        opened.close()
    }

    @Test(arguments: Step.allCases)
    func `a process that ends at a step leaves all of a request or nothing, and the next one goes on`(
        _ step: Step
    ) async throws {
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append(draft(1, "r1"), key: "before")
        // Else the process would keep the note of this one first, and end there.
        try await sign(log)
        log.close()
        let drafts = 4_200
        // An answer is there only where the table says so; it may be on its way when the process ends.
        let lines = try Child(endingAt: step.rawValue, path: directory.path("log"), drafts: drafts).rest()
        #expect(lines.isEmpty || (isSeen(step) && lines == ["appended"]))
        let opened = try EventLog(openingAt: directory.path("log"), access: .readWrite)
        #expect(try opened.position() == (isThere(step) ? UInt64(drafts) + 1 : 1))
        try await goOn(opened, step, drafts)
    }

    /// The size of the tree that the note outside the log is of.
    private var outside: UInt64? {
        get throws { try Checkpoint(text: try SignedNote(directory.text(of: "log.note")).text).head.size }
    }

    private func sign(_ log: EventLog) async throws {
        let (path, key) = (directory.path("log.note"), try SignerKey(generating: "test"))
        try log.beginSigning(
            CheckpointSigning(
                sign: { try Checkpoint(origin: "test", head: $0).signed(by: key).description },
                keep: { note, _ in try note.write(toFile: path, atomically: true, encoding: .utf8) }))
        try await log.settle()
    }

    @Test(arguments: [Step.sign, .keep, .kept])
    func `a process that ends before its commit is signed leaves no note of what is not there, and the next signs`(
        _ step: Step
    ) async throws {
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append(draft(1, "r1"))
        try await sign(log)
        log.close()
        let lines = try Child(endingAt: step.rawValue, path: directory.path("log"), drafts: 7).rest()
        #expect(lines == ["appended"] || (step == .sign && lines.isEmpty))
        // Only the copy that was made before its transaction could commit is ahead of what is stored, and of no more
        // than the log has.
        #expect(try outside == (step == .kept ? 8 : 1))
        let opened = try EventLog(openingAt: directory.path("log"), access: .readWrite)
        defer { opened.close() }
        #expect(try opened.position() == 8)
        #expect(try opened.read { try $0.lastCheckpoint()?.size } == 1)
        try await sign(opened)
        #expect(try opened.read { try $0.lastCheckpoint()?.size } == 8 && outside == 8)
        #expect(try opened.audit().findings == [])
    }

    @Test(arguments: [Step.keep, .kept])
    func `a note that cannot be stored is said when it is waited for, and stored with the next`(_ step: Step)
        async throws
    {
        let isArmed = Mutex(true)
        var options = EventLogOptions()
        options.atStep = { now in if now == step, isArmed.withLock({ $0 }) { throw Refusal() } }
        let log = try EventLog.create(at: directory.path("log"), options: options)
        await #expect(throws: EventLogError.self) { try await sign(log) }
        #expect(try await log.append(draft(1, "a")).firstPosition == 1)
        #expect(await asyncCode { try await log.settle() } == .io)
        isArmed.withLock { $0 = false }
        try await log.settle()
        #expect(try log.read { try $0.lastCheckpoint()?.size } == 1 && outside == 1)
        log.close()
    }

    @Test func `a commit that is given up in the middle of a block leaves the tail as it was`() async throws {
        let isArmed = Mutex(false)
        var options = EventLogOptions()
        options.atStep = { step in if step == .commit, isArmed.withLock({ $0 }) { throw Refusal() } }
        let log = try EventLog.create(at: directory.path("log"), options: options)
        try await log.append(AppendRequest(drafts: (0..<4_090).map { draft(1, "r\($0 % 7)") }))
        isArmed.withLock { $0 = true }
        for _ in 0..<3 { _ = await asyncCode { try await log.append((0..<10).map { draft(1, "r\($0 % 7)") }) } }
        isArmed.withLock { $0 = false }
        let acknowledgement = try await log.append((0..<10).map { draft(1, "r\($0 % 7)") })
        #expect(acknowledgement.firstPosition == 4_091 && acknowledgement.versions.first == 586)
        #expect(try log.audit().findings == [])
    }
}
