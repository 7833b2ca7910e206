internal import Foundation
internal import LMDB
internal import Synchronization

/// The files of a view, as one of those who have them open in this process.
///
/// LMDB allows no process to open them twice. Whoever keeps a view and whoever asks it share what the first of them has
/// opened, until the last one closes it; they use it as different processes would.
final class OpenEnvironment: Sendable {
    let environment: Environment
    private let inode: UInt64?
    private let isOpen = Atomic<Bool>(true)

    /// - Parameters:
    ///   - readOnly: nothing is made that is missing, and files that may not be written are read.
    ///   - durable: whether a commit waits for the disk: the same for all who have a path open.
    /// - Throws: as `Environment.init` does.
    init(_ path: String, readOnly: Bool, durable: Bool) throws(LMDBError) {
        environment = try Self.enter(path, readOnly: readOnly, durable: durable)
        inode = Self.inode(at: environment.path)
    }

    /// Whether its files are still those that the next who opens the path will find: another process, or this one, may have
    /// removed them because they could not be trusted.
    var isInPlace: Bool { Self.inode(at: environment.path) == inode }

    private static func inode(at path: String) -> UInt64? {
        var status = stat()
        // Unsafe: Swift lends the string's bytes to the call; the status is a local.
        return unsafe stat(path + "/data.mdb", &status) == 0 ? UInt64(status.st_ino) : nil
    }

    deinit { close() }

    /// Gives it back; the last one closes the files. Closing twice does nothing.
    func close() {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
        Self.held.withLock { held in
            guard let index = held.firstIndex(where: { $0.environment === environment }) else { return }
            held[index].users -= 1
            if held[index].users == 0 { held.remove(at: index).environment.close() }
        }
    }

    /// Removes files that cannot be trusted. Those who have them open go on with what was removed; the next who opens the
    /// path finds nothing there.
    static func remove(at path: String) {
        held.withLock { held in
            for index in held.indices where held[index].path == path { held[index].path = nil }
            Environment.remove(at: path)
        }
    }

    private struct Held {
        /// Nil once its files were removed.
        var path: String?
        var environment: Environment
        var users: Int
    }

    private static let held = Mutex<[Held]>([])

    private static func enter(_ path: String, readOnly: Bool, durable: Bool) throws(LMDBError) -> Environment {
        try held.withLock { held throws(LMDBError) in
            if let index = held.firstIndex(where: { $0.path == path }) {
                held[index].users += 1
                return held[index].environment
            }
            let environment = try open(path, readOnly: readOnly, durable: durable)
            held.append(Held(path: path, environment: environment, users: 1))
            return environment
        }
    }

    /// Who only reads opens the files for writing all the same, where that is allowed: another may want to write to them
    /// while they are open.
    private static func open(_ path: String, readOnly: Bool, durable: Bool) throws(LMDBError) -> Environment {
        var options = EnvironmentOptions(synchronization: durable ? .full : .none)
        options.creates = !readOnly
        do throws(LMDBError) {
            return try Environment(path: path, databases: ViewDatabases.names, options: options)
        } catch {
            guard readOnly, [.permissionDenied, .readOnly, .diskFull].contains(error.code) else { throw error }
            options.readOnly = true
            return try Environment(path: path, databases: ViewDatabases.names, options: options)
        }
    }
}
