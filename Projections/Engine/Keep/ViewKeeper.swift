internal import Dispatch
public import EventLog
internal import Files
public import Folding
internal import Foundation
internal import Synchronization

/// Keeps one view true while the log grows, on a thread of its own, until it is told to stop.
///
/// Of several keepers of one view, in any processes, one works and the others stand by: the lock between them falls to
/// the next when its holder ends. Whatever goes wrong is said and tried again; a keeper never ends by itself.
public final class ViewKeeper: LogKeeper {
    /// Something that whoever runs the keeper should read.
    public struct Notice: Hashable, Sendable {
        public var view: String
        public var isProblem: Bool
        /// A sentence.
        public var text: String
    }

    public let view: any View
    let directory: String
    let log: EventLog
    private let notify: @Sendable (Notice) -> Void
    private let isStopping = Atomic<Bool>(false)
    private let isWoken = Atomic<Bool>(false)
    private let bell = DispatchSemaphore(value: 0)
    private let kept = Mutex<Kept?>(nil)

    /// The build that is being kept, and what was measured.
    private struct Kept {
        var store: ViewStore?
        var report: KeeperReport
    }

    /// - Parameters:
    ///   - directory: the ledger's folder of views; is made if it is missing.
    ///   - notify: is called on the keeper's thread.
    public init(
        view: any View, directory: String, log: EventLog, notify: @escaping @Sendable (Notice) -> Void
    ) {
        self.view = view
        self.directory = directory
        self.log = log
        self.notify = notify
    }

    public func wake() {
        if !isWoken.exchange(true, ordering: .acquiringAndReleasing) { bell.signal() }
    }

    public func stop() {
        isStopping.store(true, ordering: .releasing)
        wake()
    }

    /// How the kept view stands, and what was measured; nil while this keeper stands by.
    public func status() -> (status: ViewStatus, report: KeeperReport)? {
        guard let kept = kept.withLock({ $0 }), let status = try? kept.store?.status() else { return nil }
        return (status, kept.report)
    }

    /// Works, or stands by, until ``stop()``; blocks the thread.
    public func run() {
        var failures = 0
        while let lock = takeLock() {
            defer { withExtendedLifetime(lock) {} }
            var last = KeeperReport.read(view, in: directory)
            while !isOver {
                do {
                    try keep(last)
                    failures = 0
                } catch {
                    failures += 1
                    last = noted(error)
                    // A tenth of a second, and twice as long each time, to half a minute.
                    wait(.milliseconds(100 << min(failures - 1, 8)), untilWoken: false)
                }
            }
            break
        }
        kept.withLock { $0 = nil }
    }

    public func noteFailure(_ error: EventLogError) { noted(error) }

    private var isOver: Bool { isStopping.load(ordering: .acquiring) }

    /// Waits for the lock of the view; nil when told to stop.
    private func takeLock() -> FileLock? {
        let path = KeeperReport.lockPath(view.name, in: directory)
        var hasSaid = false
        while !isOver {
            do {
                try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
                if let lock = try FileLock(path) {
                    if hasSaid { say("The other worker has ended; this one keeps the view now.") }
                    return lock
                }
                if !hasSaid {
                    say("Process \(FileLock.holder(of: path) ?? 0) keeps the view already; this one stands by.")
                    hasSaid = true
                }
            } catch {
                noted(error)
            }
            wait(.milliseconds(200), untilWoken: false)
        }
        return nil
    }

    /// Carries the build that answers on, until another one answers, its files are made anew, or the
    /// keeper is told to stop.
    private func keep(_ last: KeeperReport?) throws {
        let generations = ViewGenerations(view, in: directory)
        guard try rebuildIfOutdated(generations) else { return }
        let mark = generations.mark
        let store = try ViewStore(view: view, directory: directory, log: log)
        defer {
            kept.withLock { $0?.store = nil }
            store.close()
        }
        if let reason = store.rebuilt { say("The view \(reason.explanation); it is built anew.", isProblem: true) }
        var report = KeeperReport(
            process: getpid(), eventsPerSecond: 0, lastError: last?.lastError, lastErrorAt: last?.lastErrorAt)
        var meter = RateMeter()
        try publish(store, report)
        while !isOver, generations.mark == mark, store.isInPlace {
            isWoken.store(false, ordering: .releasing)
            let step = try store.catchUp(through: store.position() + Self.eventsPerStep)
            if step.parked > 0 { report = try noteParked(store, report) }
            if meter.add(step.events) {
                report.eventsPerSecond = meter.eventsPerSecond
                try publish(store, report)
            }
            if step.events == 0 { wait(.milliseconds(500), untilWoken: true) }
        }
    }

    private static let eventsPerStep: UInt64 = 16_384

    private func publish(_ store: ViewStore, _ report: KeeperReport) throws {
        kept.withLock { $0 = Kept(store: store, report: report) }
        try report.write(view.name, in: directory)
    }

    private func wait(_ patience: Duration, untilWoken: Bool) {
        let milliseconds = Int(patience / .milliseconds(1))
        let end = DispatchTime.now() + .milliseconds(milliseconds)
        repeat {
            if bell.wait(timeout: end) == .timedOut { return }
            // Rung for a commit that does not matter yet: the next one is to ring again.
            if !untilWoken { isWoken.store(false, ordering: .releasing) }
        } while !untilWoken && !isOver
    }
}

// MARK: What is said

extension ViewKeeper {
    /// Builds the view anew where the build that answers is of an earlier version; false when told to stop.
    private func rebuildIfOutdated(_ generations: ViewGenerations) throws -> Bool {
        let live = try generations.pointer().live
        guard live.version < view.version else { return true }
        guard let rebuild = try ViewRebuild(view: view, directory: directory, log: log) else {
            throw ProjectionError(.refused, "View \(view.name) is being rebuilt by another process.")
        }
        defer { rebuild.close() }
        say("v\(live.version) answers; v\(view.version) is built beside it.")
        guard try rebuild.build(isCancelled: { isOver }) else { return false }
        let found = try rebuild.compare()
        try rebuild.switchOver()
        let difference =
            found.problem.map { "they were not compared: \($0)" }
            ?? "\(found.differenceCount) values differ at position \(found.position ?? 0)"
        say("v\(view.version) answers now, in the place of v\(live.version); \(difference).")
        return true
    }

    private func noteParked(_ store: ViewStore, _ report: KeeperReport) throws -> KeeperReport {
        guard let event = try store.status().parked.last else { return report }
        var report = report
        report.lastError = "parked the event at position \(event.position): \(event.error)"
        report.lastErrorAt = EventLogOptions.systemClock()
        let what = report.lastError ?? ""
        say(
            event.isDeciding
                ? "The view is incomplete: it \(what)." : "The view \(what). A later statement supersedes it.",
            isProblem: true)
        try publish(store, report)
        return report
    }

    /// Says what went wrong, and keeps it for whoever asks how the view stands.
    @discardableResult
    private func noted(_ error: any Error) -> KeeperReport {
        let report = KeeperReport(
            process: getpid(), eventsPerSecond: 0, lastError: String(describing: error),
            lastErrorAt: EventLogOptions.systemClock())
        say("\(error) It is tried again.", isProblem: true)
        kept.withLock { $0 = Kept(store: nil, report: report) }
        // Where the report cannot be written either, the notice must do.
        try? report.write(view.name, in: directory)
        return report
    }

    private func say(_ text: String, isProblem: Bool = false) {
        notify(Notice(view: view.name, isProblem: isProblem, text: text))
    }
}
