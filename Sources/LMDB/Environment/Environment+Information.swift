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

    /// The snapshots that are being read now, in all processes; those of this one, too.
    ///
    /// - Throws: `.closed`, or what the system refuses.
    public func openSnapshots() throws(LMDBError) -> [OpenSnapshot] {
        let operation = "listing the readers"
        return try admitted(operation) { () throws(LMDBError) in
            var lines: [String] = []
            // Unsafe: the environment is kept open; the C library hands its lines to the closure during the call, which
            // copies them to where the pointer leads, a variable that lives as long.
            let result = unsafe withUnsafeMutablePointer(to: &lines) { lines in
                unsafe mdb_reader_list(
                    native,
                    { line, lines in
                        guard let line = unsafe line, let lines = unsafe lines else { return 0 }
                        unsafe lines.assumingMemoryBound(to: [String].self).pointee.append(String(cString: line))
                        return 0
                    }, lines)
            }
            if result < 0 { throw LMDBError(native: result, path: path, operation: operation) }
            return lines.flatMap { $0.split(separator: "\n") }.compactMap { OpenSnapshot($0) }
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

/// A snapshot that some process is reading: pages that were replaced since are not used again while it does.
public struct OpenSnapshot: Hashable, Sendable {
    /// The process's identifier.
    public let process: Int32
    /// The number of the commit that it sees.
    public let number: Int

    /// Reads a line of the C library's list: process, thread, and the commit's number, or `-` where nothing is read now.
    init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 3, let process = Int32(words[0]), let number = Int(words[2]) else { return nil }
        (self.process, self.number) = (process, number)
    }
}
