internal import Dispatch
package import EventLog
internal import Files
internal import Foundation
internal import Synchronization

/// Keeps the finder's store true while the log grows, on a thread of its own, until it is told to stop.
///
/// Of several keepers, in any processes, one works and the others stand by. Whatever goes wrong is said and tried again; a
/// keeper never ends by itself.
package final class FindKeeper: LogKeeper {
    private let directory: String
    private let log: EventLog
    private let notify: @Sendable (_ text: String, _ isProblem: Bool) -> Void
    private let isStopping = Atomic<Bool>(false)
    private let bell = DispatchSemaphore(value: 0)
    private let kept = Mutex<FindStatus?>(nil)

    /// - Parameter notify: is called on the keeper's thread, with a sentence.
    package init(
        directory: String, log: EventLog, notify: @escaping @Sendable (_ text: String, _ isProblem: Bool) -> Void
    ) {
        self.directory = directory
        self.log = log
        self.notify = notify
    }

    /// How the kept store stands; nil while this keeper stands by.
    package func status() -> FindStatus? { kept.withLock { $0 } }

    static func lockPath(in directory: String) -> String { "\(directory)/\(FindStore.name).worker.lock" }

    package func wake() { bell.signal() }

    package func stop() {
        isStopping.store(true, ordering: .releasing)
        wake()
    }

    package func noteFailure(_ error: EventLogError) { notify("\(error) It is tried again.", true) }

    private var isOver: Bool { isStopping.load(ordering: .acquiring) }

    /// Works, or stands by, until ``stop()``; blocks the thread.
    package func run() {
        guard let lock = takeLock() else { return }
        defer { withExtendedLifetime(lock) {} }
        var failures = 0
        while !isOver {
            do {
                try keep()
                failures = 0
            } catch {
                failures += 1
                if (error as? FindError)?.isOfFiles == true { try? FindStore.remove(in: directory) }
                notify("\(error) It is tried again.", true)
                wait(milliseconds: 100 << min(failures - 1, 8))
            }
        }
        kept.withLock { $0 = nil }
    }

    private func takeLock() -> FileLock? {
        let path = Self.lockPath(in: directory)
        var hasSaid = false
        while !isOver {
            do {
                try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
                if let lock = try FileLock(path) { return lock }
                if !hasSaid {
                    notify("Process \(FileLock.holder(of: path) ?? 0) keeps it already; this one stands by.", false)
                    hasSaid = true
                }
            } catch {
                notify("\(error) It is tried again.", true)
            }
            wait(milliseconds: 200)
        }
        return nil
    }

    /// Carries the store on until the keeper is told to stop, or the file is no longer the one that others find.
    private func keep() throws {
        let store = try FindStore(in: directory, log: log)
        defer { store.close() }
        if let reason = store.rebuilt { notify("The store \(reason.explanation); it is built anew.", true) }
        let file = Self.identity(of: store.path)
        while !isOver, Self.identity(of: store.path) == file {
            let end = try store.position() + Self.eventsPerStep
            let taken = try store.catchUp(through: end)
            kept.withLock { status in status = try? store.status() }
            if taken == 0 { wait(milliseconds: 500) }
        }
    }

    private static let eventsPerStep: UInt64 = 8_192

    /// Which file it is that has the name.
    private static func identity(of path: String) -> UInt64? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.systemFileNumber] as? UInt64
    }

    private func wait(milliseconds: Int) {
        _ = bell.wait(timeout: .now() + .milliseconds(milliseconds))
    }
}
