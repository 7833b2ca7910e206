internal import CLMDB
internal import Glibc

extension Environment {
    /// Whether the directory at `path` holds an environment.
    public static func exists(at path: String) -> Bool {
        // Unsafe: Swift lends the string's bytes to the call.
        unsafe access(path + "/data.mdb", F_OK) == 0
    }

    /// Makes the directory if that is wanted, and resolves its path.
    static func prepareDirectory(_ path: String, _ options: EnvironmentOptions) throws(LMDBError) -> String {
        if options.createsDirectory && !options.readOnly {
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

    static func openNative(_ path: String, _ options: EnvironmentOptions) throws(LMDBError) -> OpaquePointer {
        var environment: OpaquePointer?
        // Unsafe in what follows: the C library's calls on the handle that it has just made.
        var result = unsafe mdb_env_create(&environment)
        guard result == MDB_SUCCESS, let made = unsafe environment else {
            throw LMDBError(native: result, path: path, operation: opening)
        }
        let created = !options.readOnly && !exists(at: path)
        result = unsafe mdb_env_set_maxdbs(made, UInt32(clamping: options.maxDatabases))
        if result == MDB_SUCCESS { result = unsafe mdb_env_set_maxreaders(made, UInt32(clamping: options.maxReaders)) }
        if result == MDB_SUCCESS {
            // No thread-local reader slots: read transactions may move between threads.
            var flags = UInt32(MDB_NOTLS)
            if options.readOnly { flags |= UInt32(MDB_RDONLY) }
            // Pages are then changed where they lie in the map, and not in copies that the process keeps.
            if options.synchronization == .none { flags |= UInt32(MDB_NOSYNC | MDB_WRITEMAP) }
            result = unsafe mdb_env_open(made, path, flags, options.fileMode)
        }
        if result == MDB_SUCCESS && created { result = synchronizeDirectory(path) }
        guard result == MDB_SUCCESS else {
            unsafe mdb_env_close(made)
            throw LMDBError(native: result, path: path, operation: opening)
        }
        return unsafe made
    }

    /// Puts the names in a directory on disk: the C library synchronizes its file, not the directory.
    static func synchronizeDirectory(_ path: String) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { _ = Glibc.close(descriptor) }
        return fsync(descriptor) == 0 ? MDB_SUCCESS : errno
    }
}
