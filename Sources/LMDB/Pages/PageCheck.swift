internal import CLMDB
internal import Glibc

/// The check of a file's pages, apart from the map: a page that is missing is an error here, and a fatal signal there.
enum PageCheck {
    /// Throws if the file is shorter than it says and pages in use are missing.
    ///
    /// Short alone is no damage: the C library does not write pages at the end that a transaction took and gave
    /// back.
    static func refuseCutFile(_ native: OpaquePointer, _ path: String) throws(LMDBError) {
        // Unsafe in what follows: the caller keeps the environment open.
        var (information, statistics) = unsafe (MDB_envinfo(), MDB_stat())
        unsafe mdb_env_info(native, &information)
        unsafe mdb_env_stat(native, &statistics)
        let needed = unsafe (information.me_last_pgno + 1) * Int(statistics.ms_psize)
        var status = stat()
        unsafe fstat(try fileDescriptor(native, path), &status)
        if Int(status.st_size) < needed { try unsafe verify(native, path, Environment.opening) }
    }

    /// Reads every page in use in a snapshot, and checks that it is there and is what the page above it says.
    ///
    /// - Returns: the pages in use.
    @discardableResult
    static func verify(_ native: OpaquePointer, _ path: String, _ operation: String) throws(LMDBError) -> Int {
        // A snapshot's roots are gone two commits later, though its pages stay while it is held.
        for _ in 0..<1_000 {
            if let count = try unsafe verifySnapshot(native, path, operation) { return count }
        }
        throw LMDBError(
            .badTransaction, path: path, operation: operation, detail: "others committed too fast to follow")
    }

    /// - Returns: nil where two commits came between the snapshot and the reading of its roots.
    private static func verifySnapshot(
        _ native: OpaquePointer, _ path: String, _ operation: String
    ) throws(LMDBError) -> Int? {
        var transaction: OpaquePointer?
        // Unsafe in what follows: the C library's calls on a transaction that begins and ends here.
        var statistics = MDB_stat()
        unsafe mdb_env_stat(native, &statistics)
        let result = unsafe mdb_txn_begin(native, nil, UInt32(MDB_RDONLY), &transaction)
        guard result == MDB_SUCCESS else { throw LMDBError(native: result, path: path, operation: operation) }
        defer { unsafe mdb_txn_abort(transaction) }
        let file = PageFile(
            descriptor: try unsafe fileDescriptor(native, path), pageSize: Int(statistics.ms_psize))
        do throws(PageFile.Damage) {
            guard let roots = try file.roots(asOf: unsafe UInt64(mdb_txn_id(transaction))) else { return nil }
            var walk = PageWalk(file)
            try walk.walk(roots)
            return walk.count
        } catch {
            throw LMDBError(.corrupted, path: path, operation: operation, detail: error.sentence)
        }
    }

    private static func fileDescriptor(_ native: OpaquePointer, _ path: String) throws(LMDBError) -> Int32 {
        var descriptor: Int32 = -1
        // Unsafe: the caller keeps the environment open.
        let result = unsafe mdb_env_get_fd(native, &descriptor)
        guard result == MDB_SUCCESS else {
            throw LMDBError(native: result, path: path, operation: "finding the file's descriptor")
        }
        return descriptor
    }
}

extension Environment {
    /// Reads every page in use, as of now, and checks that it is there and is what the page above it says.
    ///
    /// It finds files that were cut off and pages that were overwritten; it does not look at what keys and values
    /// mean. Use it before trusting a file of unknown history: the C library takes the file's structure on trust,
    /// and a missing page stops the program.
    ///
    /// - Returns: the pages in use.
    /// - Throws: `.corrupted` with the first page that is wrong; `.closed`.
    @discardableResult
    public func verifyPages() throws(LMDBError) -> Int {
        let operation = "verifying the pages"
        return try admitted(operation) { () throws(LMDBError) in
            // Unsafe: the environment is kept open meanwhile.
            try unsafe PageCheck.verify(native, path, operation)
        }
    }
}
