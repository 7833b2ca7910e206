internal import CLMDB
internal import Glibc
internal import Synchronization

/// An LMDB environment: a directory with a memory-mapped file of named, ordered databases of keys and values.
///
/// Any number of read transactions, in any number of processes, each see one unchanging snapshot; one write
/// transaction at a time, over all processes, makes the next. Readers never wait for the writer, nor it for them.
///
/// The named databases are declared when the environment is opened. Its address space is reserved then, too, and is
/// never moved: see ``EnvironmentOptions/mapSize``.
@safe
public final class Environment: Sendable {
    /// The environment's directory, symbolic links resolved.
    public let path: String
    /// The options that it was opened with.
    public let options: EnvironmentOptions

    /// The C library's environment. Used only between ``enter(_:)`` and the `leave` that follows, so never after it was
    /// closed. Unsafe: a pointer, but one that the C library lets all threads use.
    nonisolated(unsafe) let native: OpaquePointer
    /// Tells this environment's database handles from those of others.
    let identity: UInt64
    /// The declared databases that are there, by name.
    private let databases: [String: Database]
    private let users = Mutex(Users())
    /// Whether it is read without a lock, because this user may not write to the lock file.
    let isUnlocked: Bool
    /// When all pages were checked last.
    private let checkedAt: Atomic<Int>
    /// When the slots of dead readers were cleared last, in seconds since 1970.
    private let clearedAt = Atomic<Int>(Int(time(nil)))
    /// Whether this process has committed anything.
    private let hasWritten = Atomic<Bool>(false)

    private static let lastIdentity = Atomic<UInt64>(0)

    /// Opens the environment in the directory at `path`, or creates it.
    ///
    /// Slots of readers in dead processes are cleared.
    ///
    /// - Parameter databases: the names of those that will be used. Others may be there, and are left alone.
    /// - Throws: `.alreadyOpen` if this process has it open; `.noSuchPath`, `.invalidFile`, `.versionMismatch`,
    ///   `.corrupted`, `.permissionDenied`, `.readOnly`, `.diskFull` and what else the system refuses.
    public init(
        path: String, databases names: [String] = [], options: EnvironmentOptions = EnvironmentOptions()
    ) throws(LMDBError) {
        let resolved = try Self.prepareDirectory(path, options)
        let identity = Self.lastIdentity.add(1, ordering: .relaxed).newValue
        guard OpenPaths.claim(resolved, identity) else {
            throw LMDBError(.alreadyOpen, path: resolved, operation: Self.opening)
        }
        let isNew: Bool
        do throws(LMDBError) {
            let opened = try Opening(resolved, options, databaseCount: names.count)
            checkedAt = Atomic(opened.checkedAt)
            isUnlocked = opened.isUnlocked
            (databases, isNew) = try opened.databases(names, identity)
            // Unsafe: this object's own from here on.
            unsafe native = opened.release()
        } catch {
            OpenPaths.release(resolved, identity)
            throw error
        }
        self.path = resolved
        self.options = options
        self.identity = identity
        if isNew { hasWritten.store(true, ordering: .relaxed) }
    }

    deinit { close() }

    /// The database of a name.
    ///
    /// - Throws: `.notFound` where it was not declared, or was not there and has not been made.
    public func database(_ name: String) throws(LMDBError) -> Database {
        guard let database = databases[name] else { throw error(.notFound, "opening the database \"\(name)\"") }
        return database
    }

    /// The unnamed main database, in which the named ones are listed.
    ///
    /// Rows of one's own can be put beside them, under keys that are no database's name: putting, or deleting, what is
    /// a database is refused with `.incompatible`. Its count of entries has both.
    public var main: Database { Database(index: Self.mainDatabase, environment: identity) }

    /// The main database's handle, always 1 (mdb.c, `MAIN_DBI`).
    static var mainDatabase: MDB_dbi { 1 }

    /// Closes the environment: at once, or when the last open transaction ends. New transactions are refused with
    /// `.closed`. Closing twice does nothing.
    public func close() {
        let isUnused = users.withLock { users in
            let isFirst = !users.isClosing
            users.isClosing = true
            return isFirst && users.count == 0
        }
        if isUnused { end() }
    }

    private func end() {
        // Unsafe: nothing uses the pointer, and nothing will: this is called once, when nobody is inside.
        unsafe mdb_env_close(native)
        if hasWritten.load(ordering: .relaxed), options.synchronization == .full {
            Seal(of: path, checkedAt: checkedAt.load(ordering: .relaxed))?.write(in: path)
        }
        OpenPaths.release(path, identity)
    }

    /// To be called after each commit that succeeded.
    func committed() { hasWritten.store(true, ordering: .relaxed) }

    /// Clears the slots of readers that died since, at most once a minute: the pages of their snapshots could not be used
    /// again for as long as this process runs.
    ///
    /// - Parameter seconds: at least so long since the last time.
    func clearDeadReaders(every seconds: Int = 60) {
        let (now, last) = (Int(time(nil)), clearedAt.load(ordering: .relaxed))
        guard now - last >= seconds || now < last else { return }
        clearedAt.store(now, ordering: .relaxed)
        // Unsafe: the caller keeps the environment open. Where it fails, it is done a minute later.
        _ = unsafe mdb_reader_check(native, nil)
    }

    /// Checks all pages inside a process's first write transaction, unless that was done within a day: a page that the
    /// list of free pages holds by mistake would be written over.
    func checkBeforeWriting() throws(LMDBError) {
        let last = checkedAt.load(ordering: .relaxed)
        guard !hasWritten.load(ordering: .relaxed), options.synchronization == .full, !Seal.isRecent(last) else {
            return
        }
        // Unsafe: the caller keeps the environment open.
        try unsafe PageCheck.run(native, path, "checking the pages before writing")
        checkedAt.store(Int(time(nil)), ordering: .relaxed)
    }

    static let opening = "opening the environment"

    func error(_ code: LMDBError.Code, _ operation: String, _ detail: String = "") -> LMDBError {
        LMDBError(code, path: path, operation: operation, detail: detail)
    }

    /// Throws unless the C library's result is success.
    func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(LMDBError) {
        if result != MDB_SUCCESS { throw LMDBError(native: result, path: path, operation: operation()) }
    }
}

extension Environment {
    /// Who is inside: what has to end before the environment can be closed.
    struct Users {
        var count = 0
        var isClosing = false
        /// The thread that has the write lock, which would wait for itself for ever.
        var writer: ThreadIdentity?
    }

    /// Keeps the environment open until ``leave()``.
    ///
    /// - Throws: `.closed`.
    func enter(_ operation: String) throws(LMDBError) {
        let isOpen = users.withLock { users in
            if users.isClosing { return false }
            users.count += 1
            return true
        }
        guard isOpen else { throw error(.closed, operation) }
    }

    func leave() {
        let isLast = users.withLock { users in
            users.count -= 1
            return users.isClosing && users.count == 0
        }
        if isLast { end() }
    }

    /// Runs `body` while the environment cannot be closed.
    func admitted<Result>(
        _ operation: String, _ body: () throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        try enter(operation)
        defer { leave() }
        return try body()
    }

    /// - Throws: `.wouldDeadlock` where this thread has the write lock.
    func refuseSecondWriter(_ operation: String) throws(LMDBError) {
        guard users.withLock({ $0.writer }) != .current else {
            throw error(.wouldDeadlock, operation, "this thread has a write transaction open")
        }
    }

    /// Says which thread has the write lock.
    func setWriter(_ thread: ThreadIdentity?) { users.withLock { $0.writer = thread } }
}

/// Which thread this is; compared only with threads that are still in the middle of something.
struct ThreadIdentity: Hashable, Sendable {
    private let value: UInt

    static var current: ThreadIdentity { ThreadIdentity(value: UInt(pthread_self())) }
}
