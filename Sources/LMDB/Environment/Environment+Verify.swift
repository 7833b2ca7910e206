internal import CLMDB
internal import Glibc

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
        // A snapshot's roots are gone two commits later, though its pages stay while it is held.
        for _ in 0..<1_000 {
            switch try admitted(operation, { () throws(LMDBError) in try verifySnapshot(operation) }) {
            case .verified(let pages): return pages
            case .overtaken: continue
            case .grown: try adoptMap()
            }
        }
        throw error(.badTransaction, operation, "others committed too fast to follow")
    }

    private enum Outcome {
        case verified(pages: Int)
        /// Two commits came between the snapshot and the reading of its roots.
        case overtaken
        /// Another process has grown the map.
        case grown
    }

    /// Throws if the file is shorter than it says and pages in use are missing.
    ///
    /// Short alone is no damage: the C library does not write pages at the end that a transaction took and gave
    /// back.
    func refuseCutFile() throws(LMDBError) {
        // Unsafe: the environment is open, and closed only after this.
        let (descriptor, used) = (try fileDescriptor(Self.opening), try information().usedSize)
        var status = stat()
        unsafe fstat(descriptor, &status)
        if Int(status.st_size) < used { try verifyPages() }
    }

    private func fileDescriptor(_ operation: String) throws(LMDBError) -> Int32 {
        var descriptor: Int32 = -1
        // Unsafe: the caller is inside the gate or is opening the environment.
        try check(unsafe mdb_env_get_fd(native, &descriptor), operation)
        return descriptor
    }

    private func verifySnapshot(_ operation: String) throws(LMDBError) -> Outcome {
        var transaction: OpaquePointer?
        // Unsafe in what follows: the C library's calls on a transaction that begins and ends here.
        var statistics = MDB_stat()
        unsafe mdb_env_stat(native, &statistics)
        let result = unsafe mdb_txn_begin(native, nil, UInt32(MDB_RDONLY), &transaction)
        if result == MDB_MAP_RESIZED { return .grown }
        try check(result, operation)
        defer { unsafe mdb_txn_abort(transaction) }
        let file = PageFile(descriptor: try fileDescriptor(operation), pageSize: Int(statistics.ms_psize))
        do throws(PageFile.Damage) {
            guard let roots = try file.roots(asOf: unsafe UInt64(mdb_txn_id(transaction))) else { return .overtaken }
            var walk = PageWalk(file)
            try walk.walk(roots)
            return .verified(pages: walk.count)
        } catch {
            throw self.error(.corrupted, operation, error.sentence)
        }
    }
}
