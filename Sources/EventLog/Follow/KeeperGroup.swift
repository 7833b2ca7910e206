internal import Synchronization

/// Keeps something that follows from the log, such as a view, true while the log grows.
public protocol LogKeeper: AnyObject, Sendable {
    /// Works until ``stop()``; blocks the thread. Is called once.
    func run()

    /// Says that the log may have grown.
    func wake()

    /// Ends ``run()`` when the batch that it is at is stored.
    func stop()

    /// Is told that there is no room for its thread yet; it is tried again.
    func noteFailure(_ error: EventLogError)
}

/// Runs several keepers on one log, each on a thread of its own: their work waits for disks and locks, which the threads of
/// Swift's concurrency must not. Which of them run may change at any time.
public final class KeeperGroup: Sendable {
    private struct State {
        var wanted: Set<String>
        var running: [String: any LogKeeper] = [:]
        /// Rung where one is to begin or to end.
        var bell: AsyncStream<Void>.Continuation?
    }

    /// Of all that may be kept.
    public let names: [String]
    private let log: EventLog
    private let make: @Sendable (_ name: String) -> any LogKeeper
    private let state: Mutex<State>

    /// - Parameters:
    ///   - names: of what is kept, unless ``keep(only:)`` says otherwise; each once.
    ///   - make: makes the keeper of a name, each time that it is to begin.
    public init(of log: EventLog, keeping names: [String], make: @escaping @Sendable (_ name: String) -> any LogKeeper)
    {
        self.log = log
        self.names = names
        self.make = make
        state = Mutex(State(wanted: Set(names)))
    }

    /// From now on these are kept and no others. One that is not wanted any more stores the batch that it is at.
    public func keep(only wanted: Set<String>) {
        state.withLock { state in
            state.wanted = wanted.intersection(names)
            state.bell?.yield()
        }
    }

    /// The keeper of a name; nil while none runs.
    public func keeper(of name: String) -> (any LogKeeper)? { state.withLock { $0.running[name] } }

    /// Keeps what is wanted until the task is cancelled, or the log is closed; returns when each has stored the batch that it
    /// was at.
    public func run() async {
        let (looks, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.bell = bell }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in self.log.commits() {
                    for keeper in self.runningKeepers { keeper.wake() }
                }
                bell.finish()
            }
            bell.yield()
            for await _ in looks {
                for (name, keeper) in changeOver() {
                    group.addTask {
                        await Self.run(keeper)
                        self.state.withLock { $0.running[name] = nil }
                        // It may be wanted again meanwhile.
                        bell.yield()
                    }
                }
            }
            for keeper in runningKeepers { keeper.stop() }
        }
    }

    private var runningKeepers: [any LogKeeper] { state.withLock { Array($0.running.values) } }

    /// Stops those that are not wanted any more.
    ///
    /// - Returns: those that are to begin.
    private func changeOver() -> [(name: String, keeper: any LogKeeper)] {
        state.withLock { state in
            for (name, keeper) in state.running where !state.wanted.contains(name) { keeper.stop() }
            let new = names.filter { state.wanted.contains($0) && state.running[$0] == nil }.map { ($0, make($0)) }
            for (name, keeper) in new { state.running[name] = keeper }
            return new
        }
    }

    /// Runs a keeper on a thread of its own, as soon as there is room for one.
    private static func run(_ keeper: any LogKeeper) async {
        while !Task.isCancelled {
            let failure = await withCheckedContinuation { (continuation: CheckedContinuation<EventLogError?, Never>) in
                do throws(EventLogError) {
                    try WorkerThread.start("log keeper") {
                        keeper.run()
                        continuation.resume(returning: nil)
                    }
                } catch {
                    continuation.resume(returning: error)
                }
            }
            guard let failure else { return }
            keeper.noteFailure(failure)
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
