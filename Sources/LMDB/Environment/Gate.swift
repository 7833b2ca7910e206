/// Lets transactions in, and keeps them out while the map is moved.
///
/// Moving the map invalidates what open transactions have read, so it needs that none is open in this process.
/// A move waits for those that are; new ones wait for the move, except on a thread that has one open (the move
/// waits for that thread, so the thread must not wait for the move).
final class Gate: @unchecked Sendable {
    // @unchecked: every variable below is touched only with the monitor's lock held.
    enum Refusal: Error {
        case closed
        /// The thread that asks holds a transaction itself.
        case heldByCaller
        /// The write lock is held by the thread that asks for it.
        case writingAlready
        /// Transactions stayed open for longer than the patience.
        case impatient
    }

    private let monitor = Monitor()
    private var open = 0
    /// Open transactions by the thread that began them.
    private var openByThread: [ThreadIdentity: Int] = [:]
    /// Of these, the ones that cannot leave their thread: the closures and the writer.
    private var boundByThread: [ThreadIdentity: Int] = [:]
    private var writer: ThreadIdentity?
    private var waitingMoves = 0
    private var moving = false
    private var closing = false
    private var closer: (() -> Void)?

    /// Lets a transaction in. `bound` says that it ends on the thread that begins it.
    func enter(_ thread: ThreadIdentity, bound: Bool, writing: Bool = false) throws(Refusal) {
        monitor.lock()
        defer { monitor.unlock() }
        if writing && writer == thread { throw .writingAlready }
        while moving || (waitingMoves > 0 && openByThread[thread] == nil) { monitor.wait() }
        if closing { throw .closed }
        open += 1
        openByThread[thread, default: 0] += 1
        if bound { boundByThread[thread, default: 0] += 1 }
    }

    /// Says that the thread now has the write lock.
    func startWriting(_ thread: ThreadIdentity) {
        monitor.lock()
        writer = thread
        monitor.unlock()
    }

    /// Lets a transaction out: with the values that it came in with.
    func leave(_ thread: ThreadIdentity, bound: Bool, writing: Bool = false) {
        monitor.lock()
        open -= 1
        Self.decrement(&openByThread, thread)
        if bound { Self.decrement(&boundByThread, thread) }
        if writing && writer == thread { writer = nil }
        let last = closeIfIdle()
        if open == 0 { monitor.wakeAll() }
        monitor.unlock()
        last?()
    }

    /// Runs `body` while no transaction is open.
    func move<Failure: Error>(
        patience: Duration, _ body: () throws(Failure) -> Void, refused: (Refusal) -> Failure
    ) throws(Failure) {
        let thread = ThreadIdentity.current
        let deadline = Monitor.deadline(after: patience)
        monitor.lock()
        waitingMoves += 1
        while open > 0 || moving {
            if boundByThread[thread] != nil {
                endWaiting()
                throw refused(.heldByCaller)
            }
            if !monitor.wait(until: deadline) && (open > 0 || moving) {
                endWaiting()
                throw refused(.impatient)
            }
        }
        if closing {
            endWaiting()
            throw refused(.closed)
        }
        moving = true
        monitor.unlock()
        defer {
            monitor.lock()
            moving = false
            endWaiting()
        }
        try body()
    }

    /// Runs `body` if no transaction is open now; otherwise does nothing.
    func moveIfIdle<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        monitor.lock()
        guard open == 0 && !moving && !closing else { return monitor.unlock() }
        waitingMoves += 1
        moving = true
        monitor.unlock()
        defer {
            monitor.lock()
            moving = false
            endWaiting()
        }
        try body()
    }

    /// Refuses new transactions; runs `closer` when none is open any more, now or as the last one leaves.
    func close(_ closer: @escaping () -> Void) {
        monitor.lock()
        guard !closing else { return monitor.unlock() }
        while moving { monitor.wait() }
        closing = true
        self.closer = closer
        let last = closeIfIdle()
        monitor.wakeAll()
        monitor.unlock()
        last?()
    }

    private func endWaiting() {
        waitingMoves -= 1
        monitor.wakeAll()
        monitor.unlock()
    }

    private func closeIfIdle() -> (() -> Void)? {
        guard closing && open == 0 else { return nil }
        defer { closer = nil }
        return closer
    }

    private static func decrement(_ counts: inout [ThreadIdentity: Int], _ thread: ThreadIdentity) {
        guard let count = counts[thread] else { return }
        counts[thread] = count == 1 ? nil : count - 1
    }
}
