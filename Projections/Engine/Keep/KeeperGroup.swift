public import EventLog
public import Folding
internal import Foundation

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
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            keeper.run()
                            continuation.resume()
                        }
                    }
                }
            }
            for await _ in log.commits() {
                for keeper in keepers { keeper.wake() }
            }
            for keeper in keepers { keeper.stop() }
        }
    }
}
