internal import CLMDB
internal import Glibc

extension Environment {
    /// Copies the environment, as of now, to the directory at `path`, while others read and write.
    ///
    /// The copy's file has the permissions of this one's, and so has a directory that is made for it. It is on disk when
    /// this returns. Until then the pages of its snapshot are kept, so the file grows with
    /// what is written meanwhile.
    ///
    /// - Parameters:
    ///   - path: a directory; it is made if it is missing.
    ///   - compacting: leaves free pages out and puts pages in order, for more processor time.
    /// - Throws: `.alreadyExists` if the directory holds an environment; `.noSuchPath`, `.permissionDenied`,
    ///   `.diskFull`, `.io`; `.wouldDeadlock` inside a write transaction. What was written is removed again.
    public func copy(to path: String, compacting: Bool = true) throws(LMDBError) {
        let operation = "copying the environment \(self.path)"
        // A plain copy takes the write lock for a moment.
        try refuseSecondWriter(operation)
        try enter(operation)
        defer { leave() }
        // Unsafe: Swift lends the string's bytes to the call.
        let isNew = unsafe mkdir(path, options.fileMode | 0o700) == 0
        if !isNew && errno != EEXIST { throw LMDBError(native: errno, path: path, operation: operation) }
        let target = try Self.resolve(path, operation: operation)
        // Unsafe: the environment is kept open; Swift lends the string's bytes to the call.
        var result = unsafe mdb_env_copy2(native, target, compacting ? UInt32(MDB_CP_COMPACT) : 0)
        if result == MDB_SUCCESS { result = Self.copyMode(self.path + "/data.mdb", to: target + "/data.mdb") }
        if result == MDB_SUCCESS, isNew { result = Self.copyMode(self.path, to: target) }
        if result == MDB_SUCCESS { result = Self.synchronizeFile(target + "/data.mdb") }
        if result == MDB_SUCCESS { result = Self.synchronizeDirectory(target) }
        if result == MDB_SUCCESS { return }
        // Unsafe in both: Swift lends the string's bytes to the call.
        if result != EEXIST { _ = unsafe unlink(target + "/data.mdb") }
        if isNew { _ = unsafe rmdir(target) }
        throw LMDBError(native: result, path: target, operation: operation)
    }

    /// Removes an environment's files, and its directory where nothing else is in it.
    ///
    /// Who has it open goes on with the files that were removed; another may be made in their place meanwhile.
    public static func remove(at path: String) {
        let resolved = try? resolve(path, operation: opening)
        // Unsafe: Swift lends the strings' bytes to the calls.
        for name in ["data.mdb", "lock.mdb", "seal"] { _ = unsafe unlink(path + "/" + name) }
        _ = unsafe rmdir(path)
        if let resolved { OpenPaths.forget(resolved) }
    }

    private static func copyMode(_ source: String, to target: String) -> Int32 {
        var status = stat()
        // Unsafe in both: Swift lends the strings' bytes to the calls.
        guard unsafe stat(source, &status) == 0 else { return errno }
        return unsafe chmod(target, status.st_mode & 0o777) == 0 ? MDB_SUCCESS : errno
    }

    /// The C library leaves its copies to the system's cache.
    private static func synchronizeFile(_ path: String) -> Int32 {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { _ = Glibc.close(descriptor) }
        return fsync(descriptor) == 0 ? MDB_SUCCESS : errno
    }
}
