public import EventLog
internal import Files
public import Folding
internal import Foundation
internal import LMDB

/// Builds a view anew beside the build that answers, and puts it in that one's place.
///
/// What is built stays on disk when this ends, wherever it ends: the next one goes on from there. One process at a time
/// may be at it.
public final class ViewRebuild: Sendable {
    /// How far it has come.
    public struct Progress: Hashable, Sendable {
        public var position: UInt64
        public var head: UInt64
    }

    public let view: any View
    let directory: String
    let log: EventLog
    let generations: ViewGenerations
    let pointer: ViewPointer
    let building: ViewFolder
    let new: ViewStore
    /// The build that answers; nil where it cannot be read.
    let live: ViewStore?
    /// Why the build that answers cannot be read.
    let liveProblem: String?
    private let lock: FileLock

    /// Begins, or goes on where another one ended; nil while another process is at it.
    ///
    /// - Parameters:
    ///   - directory: the ledger's folder of views.
    ///   - retries: also tries the events at which the program ended when it made the build that answers.
    /// - Throws: ``ProjectionError``, `LMDBError`, `EventLogError`.
    public init?(view: any View, directory: String, log: EventLog, retries: Bool = false) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        generations = ViewGenerations(view, in: directory)
        guard let lock = try FileLock(generations.rebuildLock) else { return nil }
        self.lock = lock
        self.view = view
        self.directory = directory
        self.log = log
        pointer = try generations.pointer()
        building = try generations.building()
        do {
            (live, liveProblem) = (try Self.open(pointer.live, for: view, directory, log), nil)
        } catch {
            (live, liveProblem) = (nil, String(describing: error))
        }
        do {
            // What another version's function did says nothing of this one's.
            let isSame = pointer.live.version == view.version
            let crashes = isSame && !retries ? try live?.status().parked.crashes : nil
            new = try ViewStore(
                view: view, directory: directory, log: log, readOnly: false, durable: true, blocks: .standard,
                folder: building, setAside: crashes ?? [:])
        } catch {
            live?.close()
            throw error
        }
    }

    deinit { close() }

    /// Closes the files. What was built stays.
    public func close() {
        new.close()
        live?.close()
    }

    /// The folder that is built.
    public var folder: String { new.path }

    private static func open(
        _ folder: ViewFolder, for view: any View, _ directory: String, _ log: EventLog
    ) throws -> ViewStore? {
        guard Environment.exists(at: directory + "/" + folder.name) else { return nil }
        if folder.version == view.version {
            return try ViewStore(
                view: view, directory: directory, log: log, readOnly: false, durable: true, blocks: .standard,
                folder: folder)
        }
        guard let stored = StoredView(folder, in: directory) else { return nil }
        return try ViewStore(
            view: stored, directory: directory, log: log, readOnly: true, durable: true, blocks: .standard,
            folder: folder)
    }

    /// Folds the log as far as it goes now.
    ///
    /// - Parameters:
    ///   - progress: is called after each commit.
    ///   - isCancelled: is asked after each commit.
    /// - Returns: false where it was cancelled.
    /// - Throws: ``ProjectionError``, `LMDBError`, `EventLogError`.
    public func build(
        progress: ((Progress) -> Void)? = nil, isCancelled: () -> Bool = { false }
    ) throws -> Bool {
        let head = try log.position()
        // As the live build was carried on first, there is a position at which both can be compared.
        _ = try? live?.catchUp()
        let target = min(head, (try? live?.position()) ?? head)
        while true {
            let position = try new.position()
            progress?(Progress(position: position, head: head))
            if isCancelled() { return false }
            if position >= target { return true }
            try new.catchUp(through: min(target, position + Self.eventsPerStep))
        }
    }

    private static let eventsPerStep: UInt64 = 8_192

    /// Puts the new build in the place of the live one, which stays, to be returned to; removes older ones.
    ///
    /// - Throws: ``ProjectionError``, `LMDBError`, `EventLogError`; what the file system refuses.
    public func switchOver() throws {
        let hadNone = live == nil && liveProblem == nil
        let next = ViewPointer(live: building, previous: hadNone ? nil : pointer.live)
        try Self.put(new, inPlaceOf: live) { try next.write(in: directory) }
        try generations.removeOthers(than: next)
    }

    /// Carries a build on and makes it the one that answers, so that no reader sees the view go backwards.
    private static func put(_ new: ViewStore, inPlaceOf live: ViewStore?, _ write: () throws -> Void) throws {
        try new.catchUp()
        guard let live, !live.isReadOnly else { return try write() }
        // Nobody can carry the other build on while this transaction is open.
        try live.environment.write { transaction in
            try new.catchUp(through: try live.progress(transaction).position)
            try write()
        }
    }
}

extension ViewRebuild {
    /// Removes what an unfinished rebuild has built.
    ///
    /// - Returns: whether there was any.
    /// - Throws: ``ProjectionError`` `refused` while a process is at it; what the file system refuses.
    public static func abandon(view: any View, directory: String) throws -> Bool {
        let generations = ViewGenerations(view, in: directory)
        let lock = try lock(generations)
        defer { withExtendedLifetime(lock) {} }
        let path = generations.path(of: try generations.building())
        guard FileManager.default.fileExists(atPath: path) else { return false }
        try FileManager.default.removeItem(atPath: path)
        return true
    }

    /// Puts the build that answered before in the place of the one that answers, once it has caught up.
    ///
    /// - Returns: the names of the folders: that which answers now, and that which did.
    /// - Throws: ``ProjectionError`` `refused` where there is none, where it is of another version than the program's, or
    ///   while a process rebuilds the view; `LMDBError`, `EventLogError`; what the file system refuses.
    public static func rollback(
        view: any View, directory: String, log: EventLog
    ) throws -> (live: String, previous: String) {
        let generations = ViewGenerations(view, in: directory)
        let lock = try lock(generations)
        defer { withExtendedLifetime(lock) {} }
        let pointer = try generations.pointer()
        guard let previous = pointer.previous, generations.folders().contains(previous) else {
            throw ProjectionError(.refused, "View \(view.name) has no build before \(pointer.live.name) to return to.")
        }
        guard previous.version == view.version, let build = try open(previous, for: view, directory, log) else {
            throw ProjectionError(
                .refused,
                "View \(view.name) would return to v\(previous.version), and this program has v\(view.version): "
                    + "use the program of that time.")
        }
        defer { build.close() }
        // One that cannot be read is what people return from.
        let live = try? open(pointer.live, for: view, directory, log)
        defer { live?.close() }
        try put(build, inPlaceOf: live) {
            try ViewPointer(live: previous, previous: pointer.live).write(in: directory)
        }
        return (previous.name, pointer.live.name)
    }

    private static func lock(_ generations: ViewGenerations) throws -> FileLock {
        let path = generations.rebuildLock
        guard FileManager.default.fileExists(atPath: generations.directory), let lock = try FileLock(path) else {
            throw ProjectionError(
                .refused,
                "View \(generations.view.name) is being rebuilt by process \(FileLock.holder(of: path) ?? 0), or was never built."
            )
        }
        return lock
    }
}
