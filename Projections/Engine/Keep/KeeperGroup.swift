public import EventLog
public import Folding

/// Keeps several views of one log true, each on a thread of its own: their work waits for disks and locks, which the
/// threads of Swift's concurrency must not.
public final class KeeperGroup: Sendable {
    public let keepers: [ViewKeeper]
    private let log: EventLog

    /// - Parameters:
    ///   - directory: the ledger's folder of views.
    ///   - notify: is called on the keepers' threads.
    public init(
        views: [any View], directory: String, log: EventLog, notify: @escaping @Sendable (ViewKeeper.Notice) -> Void
    ) {
        self.log = log
        keepers = views.map { ViewKeeper(view: $0, directory: directory, log: log, notify: notify) }
    }

    /// Keeps the views until the task is cancelled, or the log is closed; returns when each has stored the batch that it
    /// was at.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            for keeper in keepers {
                group.addTask { await Self.run(keeper) }
            }
            for await _ in log.commits() {
                for keeper in keepers { keeper.wake() }
            }
            for keeper in keepers { keeper.stop() }
        }
    }

    /// Runs a keeper on a thread of its own, as soon as there is room for one.
    private static func run(_ keeper: ViewKeeper) async {
        while !Task.isCancelled {
            let failure = await withCheckedContinuation { (continuation: CheckedContinuation<EventLogError?, Never>) in
                do throws(EventLogError) {
                    try WorkerThread.start("view keeper") {
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
