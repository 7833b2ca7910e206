internal import LMDB
internal import Synchronization

/// Wakes those who follow the log: at once after a commit of this process, and within the poll interval after one of
/// another process, which a look at the number of the last snapshot tells.
final class Followers: Sendable {
    private struct State {
        var wakers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var lastID: UInt64 = 0
        var isPolling = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let environment: Environment
    private let interval: Duration

    init(_ environment: Environment, interval: Duration) {
        self.environment = environment
        self.interval = interval
    }

    /// A stream that yields when there may be something new, and ends when the log is closed. Wake-ups that nobody has
    /// taken yet are one.
    func signals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (id, mustPoll): (UInt64?, Bool) = state.withLock { state in
            if state.isClosed { return (nil, false) }
            state.lastID += 1
            state.wakers[state.lastID] = continuation
            defer { state.isPolling = true }
            return (state.lastID, !state.isPolling)
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id) }
        if mustPoll { poll() }
        return stream
    }

    func wake() {
        for waker in state.withLock({ Array($0.wakers.values) }) { waker.yield() }
    }

    func close() {
        let wakers = state.withLock { state in
            state.isClosed = true
            defer { state.wakers = [:] }
            return Array(state.wakers.values)
        }
        for waker in wakers { waker.finish() }
    }

    private func remove(_ id: UInt64) {
        state.withLock { _ = $0.wakers.removeValue(forKey: id) }
    }

    /// Looks for other processes' commits as long as anybody follows.
    private func poll() {
        Task.detached { [weak self, interval] in
            var last: Int?
            while true {
                try? await Task.sleep(for: interval)
                guard let self, self.goesOnPolling() else { return }
                // Of a snapshot: the environment's own number runs ahead of what can be read while a commit is under way,
                // and whoever was woken for it would find nothing and not be woken again.
                // Where it cannot be read now, all reader slots taken for one, it is looked at again next time; whoever
                // follows is woken and meets the error itself.
                let now = try? self.environment.read { $0.number }
                if now == nil || now != last { self.wake() }
                last = now
            }
        }
    }

    private func goesOnPolling() -> Bool {
        state.withLock { state in
            state.isPolling = !state.wakers.isEmpty && !state.isClosed
            return state.isPolling
        }
    }
}
