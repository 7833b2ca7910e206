public import EventLog
internal import Incidents
internal import LMDB
internal import Synchronization

/// One view on disk: its cells as of every position and known by every day, true up to a checkpoint.
///
/// What it stores is a function of the log and the checkpoint's position alone, whatever the number of events that were
/// folded at a time. Any number of processes may have it open: one at a time carries it on, all of them read.
public final class ViewStore: Sendable {
    /// Why a view's files were not trusted.
    public enum Rebuild: Hashable, Sendable {
        /// They were made from a log with another id.
        case anotherLog
        /// The log has fewer entries than they were made from.
        case logCutBack
        /// The log has other entries than they were made from.
        case anotherHistory
        /// They are of another format, or cannot be read.
        case unreadable
    }

    public let view: any View
    /// Where its files are: `VIEW.vN` in the directory of views.
    public let path: String
    /// Why the files that were found there were dropped when the view was opened, to be built anew; nil if they were
    /// not, or if there were none.
    public let rebuilt: Rebuild?
    let log: EventLog
    let environment: Environment
    let databases: ViewDatabases
    let isReadOnly: Bool
    let blocks: Blocks
    /// What is carried on in memory, used under `turn` only. Answers do not need it: they read the files.
    private let live: LiveFold
    private let turn = Mutex(())

    /// Opens a view, or makes it: it then stands at position 0 until ``catchUp(through:eventsPerCommit:)``.
    ///
    /// - Parameters:
    ///   - directory: the ledger's folder of views; is made if it is missing.
    ///   - log: the log that the view is of; it stays open as long as the view is used.
    ///   - durable: whether a commit waits for the disk; false only for views that nobody keeps.
    /// - Throws: ``ProjectionError`` `badView`; `refused`, where the view would have to be rebuilt and is open for
    ///   reading only; `LMDBError`, `EventLogError`.
    public convenience init(
        view: any View, directory: String, log: EventLog, readOnly: Bool = false, durable: Bool = true
    ) throws {
        try self.init(
            view: view, directory: directory, log: log, readOnly: readOnly, durable: durable, blocks: .standard)
    }

    package init(
        view: any View, directory: String, log: EventLog, readOnly: Bool = false, durable: Bool = true, blocks: Blocks
    ) throws {
        try Self.check(view)
        self.view = view
        self.log = log
        self.blocks = blocks
        isReadOnly = readOnly
        path = directory + "/" + Self.folder(of: view)
        environment = try Self.open(path, in: directory, readOnly: readOnly, durable: durable)
        live = LiveFold(view, blocks)
        do {
            (databases, rebuilt) = try Self.prepare(view, blocks, environment, log, readOnly: readOnly)
        } catch {
            environment.close()
            throw error
        }
    }

    deinit { environment.close() }

    /// Closes the files; later calls throw. Closing twice does nothing.
    public func close() { environment.close() }

    /// The name of a view's folder.
    public static func folder(of view: any View) -> String { "\(view.name).v\(view.version)" }

    func withFold<Result>(_ body: (LiveFold) throws -> Result) rethrows -> Result {
        try turn.withLock { _ in try body(live) }
    }
}

/// The fold that a store carries on, and whether it is as the files are.
///
/// Unchecked because a store uses its own only while it holds the lock beside it (`withFold`).
final class LiveFold: @unchecked Sendable {
    var fold: Fold
    /// False while it may be ahead of the files: it is then read from them again.
    var isStored = true

    init(_ view: any View, _ blocks: Blocks) {
        fold = Fold(view, vocabulary: Vocabulary(), blocks: blocks)
    }
}
