internal import Foundation
internal import LMDB
internal import MerkleLog
internal import Synchronization

/// What waits for the one thread that writes. Callers hand in requests and wait; all that arrive while one commit is being
/// synced go into the next.
final class WriteQueue: @unchecked Sendable {
    // @unchecked: `jobs` and `isClosing` are touched only with the condition's lock held; everything else is constant or
    // atomic.
    typealias Answer = CheckedContinuation<Result<AppendAcknowledgement, EventLogError>, Never>
    typealias LongAnswer = CheckedContinuation<Result<LongAcknowledgement, EventLogError>, Never>
    typealias Completion = CheckedContinuation<Result<Void, EventLogError>, Never>

    /// What is waiting for the thread.
    enum Job {
        case append(PreparedRequest, Answer)
        /// In a commit of its own.
        case appendLong(LongRequest, LongAnswer)
        /// In a commit of its own.
        case copy(CopyWork)
        /// Anything else that needs the write transaction; its own commit.
        case perform((inout WriteTransaction) throws -> Void, Completion)
        /// Sign from now on.
        case beginSigning(CheckpointSigning)
        /// A head may be signed, or why it may not.
        case claimed(TreeHead, (any Error)?)
        /// Sign, store and keep what is not yet.
        case settle(Completion)
    }

    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var isClosing = false
    /// How many jobs wait: changed with the lock held, looked at without.
    private let waitingJobs = Atomic<Int>(0)
    /// How long the thread waits for callers that may come back: a part of what a commit takes.
    private static let patience = Duration.microseconds(100)
    private let finished = DispatchSemaphore(value: 0)

    /// Starts the thread. It ends after ``close()``, when everything handed in before has been answered.
    ///
    /// - Throws: `.io` where there is no room for another thread.
    init(
        _ storage: LogStorage, options: EventLogOptions, committed: @escaping @Sendable () -> Void
    ) throws(EventLogError) {
        try WorkerThread.start("log writer") { [self] in
            var writer = LogWriter(self, storage, options, committed)
            writer.run()
            finished.signal()
        }
    }

    func append(_ request: PreparedRequest) async -> Result<AppendAcknowledgement, EventLogError> {
        await withCheckedContinuation { continuation in
            if !enqueue(.append(request, continuation)) { continuation.resume(returning: .failure(.closed)) }
        }
    }

    func append(_ request: LongRequest) async -> Result<LongAcknowledgement, EventLogError> {
        await withCheckedContinuation { continuation in
            if !enqueue(.appendLong(request, continuation)) { continuation.resume(returning: .failure(.closed)) }
        }
    }

    func copy(_ request: CopyRequest) async -> Result<Head, EventLogError> {
        await withCheckedContinuation { continuation in
            let work = CopyWork(request: request, caller: continuation)
            if !enqueue(.copy(work)) { continuation.resume(returning: .failure(.closed)) }
        }
    }

    func perform(
        _ body: @escaping (inout WriteTransaction) throws -> Void
    ) async -> Result<Void, EventLogError> {
        await withCheckedContinuation { continuation in
            if !enqueue(.perform(body, continuation)) { continuation.resume(returning: .failure(.closed)) }
        }
    }

    func beginSigning(_ signing: CheckpointSigning) throws(EventLogError) {
        guard enqueue(.beginSigning(signing)) else { throw .closed }
    }

    /// Where the thread has ended nobody needs it any more: the next process that signs claims it again.
    func claimed(_ head: TreeHead, _ refusal: (any Error)?) { _ = enqueue(.claimed(head, refusal)) }

    func settle() async -> Result<Void, EventLogError> {
        await withCheckedContinuation { continuation in
            if !enqueue(.settle(continuation)) { continuation.resume(returning: .failure(.closed)) }
        }
    }

    /// Refuses new requests, and returns when those handed in before are answered; so does everybody who closes it.
    func close() {
        condition.lock()
        isClosing = true
        condition.broadcast()
        condition.unlock()
        finished.wait()
        // For the next who waits.
        finished.signal()
    }

    private func enqueue(_ job: Job) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosing else { return false }
        jobs.append(job)
        waitingJobs.store(jobs.count, ordering: .relaxed)
        // The thread sleeps only when there is nothing to do.
        if jobs.count == 1 { condition.signal() }
        return true
    }

    /// How many jobs wait.
    var waitingCount: Int { waitingJobs.load(ordering: .relaxed) }

    /// Everything that waits; sleeps while there is nothing.
    ///
    /// - Parameters:
    ///   - expected: how many jobs there will be if all callers that were just answered come back at once. They are
    ///     worth a short wait: a commit with them costs hardly more, and without them they wait for all of it.
    ///   - pause: how long to sleep at most; nil: until there is something.
    /// - Returns: empty when the pause is over; nil once closed.
    func next(expecting expected: Int, pause: Duration?) -> [Job]? {
        gather(expected)
        condition.lock()
        defer { condition.unlock() }
        if jobs.isEmpty, !isClosing, let pause {
            let end = Date(timeIntervalSinceNow: pause / .seconds(1))
            while jobs.isEmpty, !isClosing, condition.wait(until: end) {}
        } else {
            while jobs.isEmpty, !isClosing { condition.wait() }
        }
        return jobs.isEmpty && isClosing ? nil : take()
    }

    /// Lets others run until as many jobs wait as are expected, or none has come for a while. Without the lock, which
    /// those who come need.
    ///
    /// It yields rather than sleeps: being woken takes longer than most callers need to come back.
    private func gather(_ expected: Int) {
        var known = waitingCount
        var deadline = ContinuousClock.now + Self.patience
        while known < expected {
            sched_yield()
            let now = waitingCount
            if now > known {
                known = now
                deadline = .now + Self.patience
            } else if ContinuousClock.now > deadline {
                return
            }
        }
    }

    private func take() -> [Job] {
        defer {
            jobs.removeAll(keepingCapacity: true)
            waitingJobs.store(0, ordering: .relaxed)
        }
        return jobs
    }
}
