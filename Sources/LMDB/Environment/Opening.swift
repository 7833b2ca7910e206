internal import CLMDB
internal import Glibc
internal import Synchronization

/// A native environment that is being opened; closed again unless it is released.
@safe
struct Opening: ~Copyable {
    // Unsafe: made by this value, which cannot be copied; nil once released.
    private var native: OpaquePointer?
    private let path: String
    private let options: EnvironmentOptions

    /// When all pages were checked last, in seconds since 1970; 0: never.
    private(set) var checkedAt = 0
    /// Whether it is read without a lock: see ``LockFile/isWritable(in:)``.
    private(set) var isUnlocked = false

    /// Opens the files in a directory, with as much address space as the system grants, and checks them where nothing
    /// vouches for them.
    init(_ path: String, _ options: EnvironmentOptions, databaseCount: Int) throws(LMDBError) {
        self.path = path
        self.options = options
        unsafe native = nil
        let isNew = !options.readOnly && !Environment.exists(at: path)
        if isNew, !options.creates { throw LMDBError(.noSuchPath, path: path, operation: Environment.opening) }
        if !options.readOnly { try LockFile.reserve(in: path, options) }
        let found = Seal(of: path, checkedAt: 0)
        let known = Seal(in: path)
        // Who has it open has looked at it, and goes on writing to it: no seal holds meanwhile.
        let isHeld = LockFile.isHeld(in: path)
        let isVouchedFor = isHeld || found.map { known?.vouches(for: $0) == true } == true
        if !isNew { try Self.checkMetas(path, mayMake: options.creates && !options.readOnly) }
        // Unsafe: made here, and this value's own from here on.
        isUnlocked = options.readOnly && !LockFile.isWritable(in: path)
        if isUnlocked, isHeld { throw LockFile.refusal(path, Environment.opening) }
        unsafe native = try Self.open(path, options, databaseCount, isUnlocked: isUnlocked)
        if isNew {
            let result = Environment.synchronizeDirectory(path)
            guard result == MDB_SUCCESS else {
                throw LMDBError(native: result, path: path, operation: Environment.opening)
            }
        }
        // What is not waited for is not kept, and was never checked.
        guard !isNew, options.synchronization == .full, !isVouchedFor || options.checksPages else {
            checkedAt = isNew ? Int(time(nil)) : known?.checkedAt ?? 0
            // Unsafe: the environment is open. Readers that died would keep pages from being used again.
            try check(unsafe mdb_reader_check(native, nil))
            return
        }
        checkedAt = Int(time(nil))
        // Unsafe in both: the environment is open.
        try unsafe PageCheck.run(open, path, Environment.opening)
        try check(unsafe mdb_reader_check(native, nil))
        if let now = Seal(of: path, checkedAt: checkedAt), found?.vouches(for: now) == true { now.write(in: path) }
    }

    /// Looks at the first two pages before the C library does, which takes on trust what they say.
    private static func checkMetas(_ path: String, mayMake: Bool) throws(LMDBError) {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Glibc.open(path + "/data.mdb", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LMDBError(native: errno, path: path, operation: Environment.opening) }
        defer { _ = Glibc.close(descriptor) }
        var status = stat()
        // Unsafe: the structure is this function's own.
        unsafe fstat(descriptor, &status)
        // An environment whose making was interrupted has no page yet.
        if status.st_size == 0, mayMake { return }
        _ = try Meta.read(descriptor, path, Environment.opening)
    }

    deinit {
        // Unsafe: this value's own, and used by nobody else.
        unsafe mdb_env_close(native)
    }

    /// Hands the environment over.
    consuming func release() -> OpaquePointer {
        guard let released = unsafe native else { preconditionFailure("released once") }
        unsafe native = nil
        return unsafe released
    }

    /// Opens the handles of named databases, and makes those that are missing where that is wanted.
    ///
    /// The C library lets one transaction at a time open handles, and a handle is good for other transactions once the
    /// one that opened it has committed: so all of it is done here, before anybody else has the environment.
    ///
    /// - Returns: the databases by name, and whether any was made.
    func databases(_ names: [String], _ identity: UInt64) throws(LMDBError) -> ([String: Database], Bool) {
        if let found = try databases(names, identity, making: false) { return (found, false) }
        return (try databases(names, identity, making: true) ?? [:], true)
    }

    /// - Returns: nil where one is missing that should be made, and this is not to be done now.
    private func databases(
        _ names: [String], _ identity: UInt64, making: Bool
    ) throws(LMDBError) -> [String: Database]? {
        var transaction: OpaquePointer?
        // Unsafe in what follows: the C library's calls on a transaction that begins and ends here.
        try check(unsafe mdb_txn_begin(open, nil, making ? 0 : UInt32(MDB_RDONLY), &transaction))
        guard let transaction = unsafe transaction else { return nil }
        var found: [String: Database] = [:]
        var isMissing = false
        var result = MDB_SUCCESS
        var index: MDB_dbi = 0
        // The C library learns how the main database orders its keys.
        result = unsafe mdb_dbi_open(transaction, nil, 0, &index)
        for name in names where result == MDB_SUCCESS {
            result = unsafe mdb_dbi_open(transaction, name, making ? UInt32(MDB_CREATE) : 0, &index)
            if result == MDB_NOTFOUND {
                isMissing = true
                result = MDB_SUCCESS
            } else if result == MDB_SUCCESS {
                found[name] = Database(index: index, environment: identity)
            }
        }
        let mustMake = isMissing && options.creates && !options.readOnly
        guard result == MDB_SUCCESS, !mustMake else {
            unsafe mdb_txn_abort(transaction)
            try check(result)
            return nil
        }
        try check(unsafe mdb_txn_commit(transaction))
        return found
    }

    private var open: OpaquePointer {
        get throws(LMDBError) {
            guard let native = unsafe native else {
                throw LMDBError(.closed, path: path, operation: Environment.opening)
            }
            return unsafe native
        }
    }

    private func check(_ result: Int32) throws(LMDBError) {
        if result != MDB_SUCCESS { throw LMDBError(native: result, path: path, operation: Environment.opening) }
    }

    private static func open(
        _ path: String, _ options: EnvironmentOptions, _ databaseCount: Int, isUnlocked: Bool
    ) throws(LMDBError) -> OpaquePointer {
        var size = AddressSpace.reservable(options.mapSize, open: OpenPaths.count)
        while true {
            var environment: OpaquePointer?
            // Unsafe in what follows: the C library's calls on the handle that it has just made.
            var result = unsafe mdb_env_create(&environment)
            guard result == MDB_SUCCESS, let made = unsafe environment else {
                throw LMDBError(native: result, path: path, operation: Environment.opening)
            }
            // No thread-local reader slots: read transactions may move between threads.
            var flags = UInt32(MDB_NOTLS)
            if options.readOnly { flags |= UInt32(MDB_RDONLY) }
            if isUnlocked { flags |= UInt32(MDB_NOLOCK) }
            if options.synchronization == .none { flags |= UInt32(MDB_NOSYNC) }
            result = unsafe mdb_env_set_maxdbs(made, UInt32(clamping: max(1, databaseCount)))
            if result == MDB_SUCCESS {
                result = unsafe mdb_env_set_maxreaders(made, UInt32(clamping: options.maxReaders))
            }
            // Less than the file needs is made as much as it needs by the C library.
            if result == MDB_SUCCESS { result = unsafe mdb_env_set_mapsize(made, size) }
            if result == MDB_SUCCESS { result = unsafe mdb_env_open(made, path, flags, options.fileMode) }
            if result == MDB_SUCCESS { return unsafe made }
            unsafe mdb_env_close(made)
            // Somebody else has taken the space meanwhile.
            guard result == ENOMEM, size > AddressSpace.least else {
                throw LMDBError(native: result, path: path, operation: Environment.opening)
            }
            size /= 2
        }
    }
}

/// How much of the process's address space a map may take.
enum AddressSpace {
    /// Below this nothing is gained by asking for less: the file alone may need more.
    static let least = 1 << 20

    /// So many environments of a process get all that they ask for. The n-th gets this many n-ths of it: a process has
    /// 128 TiB, and where maps take all of them there is no memory left, and no room for another thread's stack.
    private static let fullShares = 16

    /// What is asked for, or less where many are open; and where a limit (`ulimit -v`) does not leave that much, a quarter
    /// of what it leaves: others need their part.
    ///
    /// - Parameter open: how many environments this process has open, with the one that asks.
    static func reservable(_ wanted: Int, open: Int) -> Int {
        // Never so little that a file of today would not have room in it.
        let share = open <= fullShares ? wanted : min(wanted, max(wanted / open * fullShares, 1 << 30))
        var size = share
        while !isGranted(size), size > least { size /= 2 }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let taken = size == share ? size : max(size / 4, least)
        return (taken + page - 1) / page * page
    }

    private static func isGranted(_ size: Int) -> Bool {
        // Unsafe: a new mapping that nobody may read or write, and that is given back at once.
        let space = unsafe mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard unsafe space != MAP_FAILED else { return false }
        unsafe munmap(space, size)
        return true
    }
}

/// The file in which the C library keeps its locks and the readers' slots.
enum LockFile {
    /// Takes the file's place on the disk before it is mapped: where the disk is full, the first touch of a page that has
    /// none stops the process.
    static func reserve(in path: String, _ options: EnvironmentOptions) throws(LMDBError) {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Glibc.open(path + "/lock.mdb", O_RDWR | O_CREAT | O_CLOEXEC, options.fileMode)
        // Whatever is wrong is said by the C library, which does the same next.
        guard descriptor >= 0 else { return }
        // Before the C library has its locks, which would fall with this descriptor.
        defer { _ = Glibc.close(descriptor) }
        // mdb.c: MDB_txninfo with its first reader, and the other readers; 64 bytes each but for the first three.
        let length = off_t(64 * (options.maxReaders + 2))
        let result = fallocate(descriptor, 1, 0, length) == 0 ? 0 : errno
        guard result == 0 || result == EOPNOTSUPP || result == ENOSYS else {
            throw LMDBError(native: result, path: path, operation: Environment.opening)
        }
    }
}

extension LockFile {
    /// Whether this user can take part in the locking, as readers do, too. Who cannot, on a read-only file system or
    /// without the permission, reads without a lock while nobody else has the environment open.
    static func isWritable(in path: String) -> Bool {
        // Unsafe in both: Swift lends the string's bytes to the call.
        if unsafe access(path + "/lock.mdb", W_OK) == 0 { return true }
        guard errno == ENOENT else { return false }
        return unsafe access(path, W_OK) == 0
    }

    /// Why somebody who reads without a lock is refused.
    static func refusal(_ path: String, _ operation: String) -> LMDBError {
        LMDBError(
            .permissionDenied, path: path, operation: operation,
            detail: "another process has it open, and who reads beside it needs to write to lock.mdb")
    }

    /// Whether another process has the environment open.
    static func isHeld(in path: String) -> Bool {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Glibc.open(path + "/lock.mdb", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = Glibc.close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_len = 1
        // mdb.c: everybody who has it open holds a shared lock on the first byte. Unsafe: the structure is this call's.
        guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0 else { return false }
        return lock.l_type != Int16(F_UNLCK)
    }
}

extension Environment {
    /// Whether the directory at `path` holds an environment.
    public static func exists(at path: String) -> Bool {
        // Unsafe: Swift lends the string's bytes to the call.
        unsafe access(path + "/data.mdb", F_OK) == 0
    }

    /// Makes the directory if that is wanted, and resolves its path.
    static func prepareDirectory(_ path: String, _ options: EnvironmentOptions) throws(LMDBError) -> String {
        if options.creates && !options.readOnly {
            // Whoever may read a file of the directory may search it.
            let mode = options.fileMode | 0o700 | ((options.fileMode & 0o444) >> 2)
            // Unsafe: Swift lends the string's bytes to the call.
            if unsafe mkdir(path, mode) != 0 && errno != EEXIST {
                throw LMDBError(native: errno, path: path, operation: "creating the environment's directory")
            }
        }
        return try resolve(path, operation: opening)
    }

    static func resolve(_ path: String, operation: String) throws(LMDBError) -> String {
        // Unsafe: realpath allocates the result, which is copied and freed here.
        guard let resolved = unsafe realpath(path, nil) else {
            throw LMDBError(native: errno, path: path, operation: operation)
        }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Puts the names in a directory on disk: the C library synchronizes its file, not the directory.
    static func synchronizeDirectory(_ path: String) -> Int32 {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { _ = Glibc.close(descriptor) }
        return fsync(descriptor) == 0 ? MDB_SUCCESS : errno
    }
}

/// The environments that this process has open, by resolved path.
///
/// LMDB's locks belong to the process and fall with the first of two handles that is closed (lmdb.h, "Caveats"),
/// so one path is never opened twice.
enum OpenPaths {
    /// By path, the environment's identity.
    private static let paths = Mutex<[String: UInt64]>([:])

    /// Reserves `path`; false if it is taken.
    static func claim(_ path: String, _ identity: UInt64) -> Bool {
        paths.withLock { paths in
            guard paths[path] == nil else { return false }
            paths[path] = identity
            return true
        }
    }

    /// Gives `path` back, where it is still this environment's.
    static func release(_ path: String, _ identity: UInt64) {
        paths.withLock { paths in
            if paths[path] == identity { paths[path] = nil }
        }
    }

    /// What was at `path` is there no more, though somebody may have it open: the files that come next are others.
    static func forget(_ path: String) {
        paths.withLock { $0[path] = nil }
    }

    /// How many there are.
    static var count: Int { paths.withLock { $0.count } }
}
