package import EventLog
internal import Files
internal import Foundation
internal import GRDB
internal import MerkleLog
internal import Synchronization

/// The records of one log where they can be found: an SQLite file beside the views, true up to where it stands, and made
/// from the log again whenever it is missing, damaged or another log's.
///
/// Any number of processes may have it open: one at a time carries it on, all of them read.
public final class FindStore: Sendable {
    /// Why a store that was found was built anew.
    public enum Rebuild: Hashable, Sendable {
        case anotherLog, logCutBack, anotherHistory, anotherFormat, damaged, failed

        /// Completes the sentence "The finder's store …".
        public var explanation: String {
            switch self {
            case .anotherLog: "was made from another log"
            case .logCutBack: "was made from a longer log"
            case .anotherHistory: "was made from a log with other entries"
            case .anotherFormat: "was made by another version of this program"
            case .damaged: "was damaged"
            case .failed: "could not be synced"
            }
        }
    }

    /// How it is opened.
    public enum Access: Sendable {
        /// Made where it is missing.
        case readWrite
        /// As it stands.
        case readOnly
        /// Of one process, and gone when the machine is.
        case scratch
    }

    /// Its name among people and in status reports.
    public static let name = "find"

    static func path(in directory: String) -> String { "\(directory)/\(name).sqlite" }

    public let path: String
    /// Why what was found was dropped; nil where it was not, or where there was none.
    public let rebuilt: Rebuild?
    let log: EventLog
    let queue: DatabaseQueue
    private let access: Access
    private let state = Mutex(State.open)

    private enum State {
        case open, failed, closed
    }

    /// Opens the store in a ledger's folder of views.
    ///
    /// - Throws: ``FindError``: `unusable` where it cannot be written, or with `readOnly` is missing or another log's;
    ///   `EventLogError`.
    package init(in directory: String, log: EventLog, access: Access = .readWrite) throws {
        self.log = log
        self.access = access
        path = Self.path(in: directory)
        if access == .readOnly {
            rebuilt = nil
            queue = try Self.openedAsItStands(path, log)
            return
        }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        // One at a time: nobody removes what another has just made.
        let lock = try FileLock(waitingFor: path + ".lock")
        defer { withExtendedLifetime(lock) {} }
        do {
            (queue, rebuilt) = try Self.prepared(path, log, access)
        } catch let error as FindError where error.isOfFiles {
            Self.removeFiles(path)
            queue = try Self.prepared(path, log, access).queue
            rebuilt = error.code == .damaged ? .damaged : .failed
        }
    }

    /// Closes the file. What is asked afterwards fails.
    ///
    /// What lies beside the file goes into it before: SQLite would do that when it closes, and tell nobody where a sync fails.
    /// Where one does, the store is removed, and made from the log again.
    public func close() {
        let was = state.withLock { state in
            defer { state = .closed }
            return state
        }
        guard was != .closed else { return }
        if was == .failed || !isWrittenOut, let lock = try? FileLock(waitingFor: path + ".lock") {
            withExtendedLifetime(lock) { Self.removeFiles(path) }
        }
        try? queue.close()
    }

    /// The system failed to sync something: the files are removed as soon as they are closed.
    func fail() { state.withLock { if $0 == .open { $0 = .failed } } }

    private var isWrittenOut: Bool {
        guard access == .readWrite else { return true }
        do {
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(.passive) }
            return true
        } catch {
            // Anything else says that somebody is at it: then it is their turn.
            return (error as? DatabaseError)?.isOfSync != true
        }
    }

    deinit { close() }

    /// Whether there is a store in a folder of views.
    package static func exists(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: path(in: directory))
    }

    /// Which file the store of a folder of views is: another one where it was built anew. Nil where there is none.
    package static func file(in directory: String) -> UInt64? {
        var status = stat()
        return stat(path(in: directory), &status) == 0 ? UInt64(status.st_ino) : nil
    }

    /// Removes the store of a folder of views, so that it is built anew; another process that has it open goes on with what
    /// it has.
    package static func remove(in directory: String) throws {
        guard FileManager.default.fileExists(atPath: directory) else { return }
        let lock = try FileLock(waitingFor: path(in: directory) + ".lock")
        defer { withExtendedLifetime(lock) {} }
        removeFiles(path(in: directory))
    }

    private static func removeFiles(_ path: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    // MARK: Opening

    private static func prepared(
        _ path: String, _ log: EventLog, _ access: Access
    ) throws -> (queue: DatabaseQueue, rebuilt: Rebuild?) {
        try FindError.translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration(access))
            let found = try queue.writeWithoutTransaction { db in
                var found: Rebuild?
                try db.inTransaction(.immediate) {
                    // The log is read inside the store's transaction: before it, another process may carry the store on
                    // beyond what was read, and the log would seem to be cut back.
                    try log.read { snapshot in
                        let progress = try FindProgress.read(db)
                        let isNew = try !progress.isStated && db.tableExists("record") == false
                        found = isNew ? nil : try progress.disagreement(with: snapshot)
                        guard isNew || found != nil else { return }
                        try FindSchema.removeAll(db)
                        try db.execute(sql: FindSchema.tables)
                        try FindProgress.store(position: 0, root: .empty, log: snapshot.logID, db)
                    }
                    return .commit
                }
                return found
            }
            return (queue, found)
        }
    }

    /// Where the folder cannot be written, a store that nobody has open has no log of its own, and is read as it lies.
    private static func openedAsItStands(_ path: String, _ log: EventLog) throws -> DatabaseQueue {
        try FindError.translating(path) {
            guard FileManager.default.fileExists(atPath: path) else {
                throw FindError(.unusable, "There is no store \(path) yet.")
            }
            let isOpen = FileManager.default.fileExists(atPath: path + "-wal")
            let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
            let queue = try DatabaseQueue(
                path: isOpen ? path : "file:\(encoded)?immutable=1", configuration: configuration(.readOnly))
            let found = try queue.read { db in
                try log.read { try FindProgress.read(db).disagreement(with: $0) }
            }
            if let found { throw FindError(.unusable, "The finder's store \(path) \(found.explanation).") }
            return queue
        }
    }

    private static func configuration(_ access: Access) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.readonly = access == .readOnly
        configuration.journalMode = access == .readWrite ? .wal : .default
        configuration.label = name
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
            switch access {
            // What a power cut takes is what was committed last: the progress goes with it.
            case .readWrite: try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384")
            case .scratch: try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
            case .readOnly: break
            }
            db.add(function: GreatCircle.function)
        }
        return configuration
    }
}
