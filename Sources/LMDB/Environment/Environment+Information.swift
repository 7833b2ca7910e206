internal import CLMDB

extension Environment {
    /// The environment's state.
    ///
    /// - Throws: `.closed`.
    public func information() throws(LMDBError) -> EnvironmentInformation {
        try admitted("reading the environment's state") { () throws(LMDBError) in
            // Unsafe in what follows: the environment is kept open.
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
            // Unsafe: the environment is kept open.
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
            // Unsafe: the environment is kept open.
            try check(unsafe mdb_reader_check(native, &dead), operation)
            return Int(dead)
        }
    }
}
