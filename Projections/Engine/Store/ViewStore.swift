package import EventLog
public import Folding
internal import LMDB
internal import MerkleLog
internal import Synchronization

/// One view on disk: its cells as of every position and known by every day, true up to where it stands.
///
/// What it stores is a function of the log and that position alone, whatever the number of events that were
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
    /// Where its files are: a folder in the directory of views.
    public let path: String
    /// Why the files that were found there were dropped when the view was opened, to be built anew; nil if they were
    /// not, or if there were none.
    public let rebuilt: Rebuild?
    let log: EventLog
    private let files: OpenEnvironment
    var environment: Environment { files.environment }
    let databases: ViewDatabases
    let isReadOnly: Bool
    let blocks: Blocks
    /// Nil where the view is open for reading only.
    let attempts: AttemptFile?
    /// What is carried on in memory, used under `turn` only. Answers do not need it: they read the files.
    private let live: LiveFold
    private let turn = Mutex(())

    /// Opens one build of a view, or makes it: it then stands at position 0 until ``catchUp(through:eventsPerCommit:)``.
    ///
    /// - Parameters:
    ///   - folder: the build's; that of the view's version before any rebuild if nil.
    ///   - setAside: events to park without trying them, and why.
    package convenience init(
        view: any View, directory: String, log: EventLog, readOnly: Bool = false, durable: Bool = true, blocks: Blocks,
        setAside: [UInt64: String] = [:]
    ) throws {
        try self.init(
            view: view, directory: directory, log: log, readOnly: readOnly, durable: durable, blocks: blocks,
            folder: ViewFolder(view.name, version: view.version), setAside: setAside)
    }

    init(
        view: any View, directory: String, log: EventLog, readOnly: Bool, durable: Bool, blocks: Blocks,
        folder: ViewFolder, setAside: [UInt64: String] = [:]
    ) throws {
        try Self.check(view)
        self.view = view
        self.log = log
        self.blocks = blocks
        isReadOnly = readOnly
        path = directory + "/" + folder.name
        let wasDamaged: Bool
        (files, wasDamaged) = try Self.open(path, in: directory, readOnly: readOnly, durable: durable)
        live = LiveFold(view, blocks)
        live.fold.setAside = setAside
        do {
            let found: Rebuild?
            (databases, found) = try Self.prepare(view, blocks, files.environment, log, readOnly: readOnly)
            rebuilt = wasDamaged ? .unreadable : found
            attempts = readOnly ? nil : try AttemptFile(in: path)
            if rebuilt != nil { attempts?.clear() }
        } catch {
            files.close()
            throw error
        }
    }

    deinit { files.close() }

    /// Whether the next who opens the view finds the same files.
    var isInPlace: Bool { files.isInPlace }

    /// Closes the files, where nobody else in this process uses them: it is not used afterwards. Closing twice does nothing.
    public func close() { files.close() }

    /// What it was told to park without trying.
    var setAside: [UInt64: String] { withFold { $0.fold.setAside } }

    func withFold<Result>(_ body: (LiveFold) throws -> Result) rethrows -> Result {
        try turn.withLock { _ in try body(live) }
    }
}

/// The fold that a store carries on, and whether it is as the files are.
///
/// Unchecked because a store uses its own only while it holds the lock beside it (`withFold`).
final class LiveFold: @unchecked Sendable {
    private let kept: KeptFold
    let threads: FoldThreads
    var fold: Fold {
        _read { yield kept.fold }
        _modify { yield &kept.fold }
    }

    /// False while it may be ahead of the files: it is then read from them again.
    var isStored = true
    /// The log's tree where the fold stood last, once entries were held against it: the log keeps no hashes of its newest
    /// entries, and would read them all again.
    var tree: TreeFrontier?

    init(_ view: any View, _ blocks: Blocks) {
        kept = KeptFold(Fold(view, blocks: blocks))
        threads = FoldThreads([kept])
    }
}
