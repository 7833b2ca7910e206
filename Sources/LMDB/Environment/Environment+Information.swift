internal import CLMDB
internal import Synchronization

extension Environment {
    /// The environment's state.
    ///
    /// - Throws: `.closed`.
    public func information() throws(LMDBError) -> EnvironmentInformation {
        try admitted("reading the environment's state") { () throws(LMDBError) in
            // Unsafe in what follows: the gate keeps the environment open.
            var native = unsafe MDB_envinfo()
            var statistics = MDB_stat()
            unsafe mdb_env_info(self.native, &native)
            unsafe mdb_env_stat(self.native, &statistics)
            return unsafe EnvironmentInformation(
                mapSize: native.me_mapsize, usedSize: (native.me_last_pgno + 1) * Int(statistics.ms_psize),
                lastTransaction: native.me_last_txnid, maxReaders: Int(native.me_maxreaders),
                readers: Int(native.me_numreaders))
        }
    }

    /// The size of the main database, whose entries are the named databases.
    ///
    /// - Throws: `.closed`.
    public func statistics() throws(LMDBError) -> Statistics {
        try admitted("reading the environment's statistics") { () throws(LMDBError) in
            var statistics = MDB_stat()
            // Unsafe: the gate keeps the environment open.
            unsafe mdb_env_stat(native, &statistics)
            return Statistics(statistics)
        }
    }

    /// Clears the reader slots of processes that died, whose snapshots would keep pages from being used again.
    ///
    /// - Returns: how many were cleared.
    /// - Throws: `.closed`, or what the system refuses.
    @discardableResult
    public func clearStaleReaders() throws(LMDBError) -> Int {
        let operation = "clearing stale readers"
        return try admitted(operation) { () throws(LMDBError) in
            var dead: Int32 = 0
            // Unsafe: the gate keeps the environment open.
            try check(unsafe mdb_reader_check(native, &dead), operation)
            return Int(dead)
        }
    }

    /// Writes what is not yet on disk; only of use with `Synchronization.none`.
    ///
    /// - Parameter force: also when commits do so by themselves.
    /// - Throws: `.readOnly`, `.closed`, `.diskFull`, `.io`.
    public func sync(force: Bool = true) throws(LMDBError) {
        let operation = "synchronizing"
        if options.readOnly { throw error(.readOnly, operation) }
        try admitted(operation) { () throws(LMDBError) in
            // Unsafe: the gate keeps the environment open.
            try check(unsafe mdb_env_sync(native, force ? 1 : 0), operation)
        }
    }

    /// Runs `body` while the environment can be neither closed nor moved.
    func admitted<Result>(
        _ operation: String, _ body: () throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        let thread = ThreadIdentity.current
        try enter(thread, bound: true, operation)
        defer { gate.leave(thread, bound: true) }
        return try body()
    }

    func enter(
        _ thread: ThreadIdentity, bound: Bool, writing: Bool = false, _ operation: String
    ) throws(LMDBError) {
        do throws(Gate.Refusal) {
            try gate.enter(thread, bound: bound, writing: writing)
        } catch {
            throw refused(error, operation)
        }
        if mapIsLost.load(ordering: .relaxed) {
            gate.leave(thread, bound: bound, writing: false)
            throw error(.outOfMemory, operation, "the map was lost when it could not grow; open the environment again")
        }
    }
}
