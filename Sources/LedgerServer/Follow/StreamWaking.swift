import EventLog
import Ledger
import ServiceLifecycle
import Synchronization

/// Wakes those who follow: when something may have been appended, by any process, and every fifteen seconds, so that each can
/// say that it is still there.
///
/// One task looks at the log for all of them, and one timer beats for all of them, a part of them each second: ten thousand
/// streams that have nothing to say are ten thousand tasks that wait, and no timers.
final class StreamWaking: Service {
    /// Seconds between two signs of life of a stream.
    static let beat = 15

    /// One stream's place among those that are woken.
    struct Waiter: Sendable {
        /// What nobody has taken yet is one. Ends when the service does, or ``end()`` is called.
        let wakes: AsyncStream<Void>
        fileprivate let continuation: AsyncStream<Void>.Continuation

        /// The one who listens has left.
        func end() { continuation.finish() }
    }

    private struct State {
        var waiters: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var lastID: UInt64 = 0
        var isEnding = false
    }

    private let state = Mutex(State())
    private let known = Atomic<UInt64>(0)
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    /// A position that the log has reached: whoever has read to it need not ask the log.
    var position: UInt64 { known.load(ordering: .acquiring) }

    func begin() -> Waiter {
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id: UInt64? = state.withLock { state in
            guard !state.isEnding else { return nil }
            state.lastID += 1
            state.waiters[state.lastID] = continuation
            return state.lastID
        }
        if let id {
            continuation.onTermination = { [weak self] _ in self?.remove(id) }
        } else {
            continuation.finish()
        }
        return Waiter(wakes: wakes, continuation: continuation)
    }

    private func remove(_ id: UInt64) {
        state.withLock { _ = $0.waiters.removeValue(forKey: id) }
    }

    /// Wakes until the service is asked to end; then all streams end.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await self.followLog() }
                tasks.addTask { await self.keepTime() }
            }
        }
        let waiters = state.withLock { state in
            state.isEnding = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.finish() }
    }

    private func followLog() async {
        let commits = ledger.log.commits()
        wakeAll()
        for await _ in commits { wakeAll() }
    }

    private func wakeAll() {
        // Where it cannot be read, those who are woken meet the error themselves.
        known.store((try? ledger.log.position()) ?? .max, ordering: .releasing)
        for waiter in state.withLock({ Array($0.waiters.values) }) { waiter.yield() }
    }

    private func keepTime() async {
        for second in 0... {
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
            let turn = UInt64(second % Self.beat)
            let due = state.withLock { state in
                state.waiters.filter { $0.key % UInt64(Self.beat) == turn }.map(\.value)
            }
            for waiter in due { waiter.yield() }
        }
    }
}
