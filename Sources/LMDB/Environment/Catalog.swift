internal import CLMDB
internal import Synchronization

/// The handles of an environment's named databases.
///
/// The C library has two rules for opening handles: no two transactions of a process may do it at once, and a
/// handle is good for other transactions only after the one that opened it has committed. So all existing
/// databases are opened here, in transactions of the catalog's own, before a transaction that can see them
/// begins; only a write transaction that creates a database opens it itself.
struct Catalog {
    var databases: [String: Database] = [:]
    /// How many keys of the main database are rows, and no databases.
    var rowCount = 0
    /// What the open write transaction has created.
    var provisional: [String: Database] = [:]
    /// Write transactions that created databases and were aborted.
    var abortedCreators: Set<UInt64> = []
}

extension Environment {
    /// The main database's handle, always 1 (mdb.c, `MAIN_DBI`).
    static var mainDatabase: MDB_dbi { 1 }

    /// The unnamed main database, in which the named ones are listed.
    ///
    /// Rows of one's own can be put beside them, under keys that are no database's name: putting, or deleting, what is
    /// a database is refused with `.incompatible`. Its count of entries has both.
    public var main: Database {
        Database(index: Self.mainDatabase, environment: identity, creator: 0, flags: [])
    }

    /// The keys of the main database in a transaction's snapshot.
    static func databaseCount(_ transaction: OpaquePointer) -> Int {
        var statistics = MDB_stat()
        // Unsafe: the caller owns the transaction, which is open.
        unsafe mdb_stat(transaction, mainDatabase, &statistics)
        return statistics.ms_entries
    }

    /// Opens the databases that are not yet in the catalog.
    func refreshCatalog() throws(LMDBError) {
        let operation = "opening databases"
        // The gate before the catalog: a commit holds the catalog while it is inside the gate.
        try admitted(operation) { () throws(LMDBError) in
            let failure: LMDBError? = catalog.withLock { catalog in
                do throws(LMDBError) {
                    try openAll(&catalog, operation)
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
        }
    }

    private func openAll(_ catalog: inout Catalog, _ operation: String) throws(LMDBError) {
        var transaction: OpaquePointer?
        // Unsafe in what follows: the C library's calls on a transaction that begins and ends here.
        let result = unsafe mdb_txn_begin(native, nil, UInt32(MDB_RDONLY), &transaction)
        // Whoever needs the catalog sees the same result and acts upon it.
        if result == MDB_MAP_RESIZED { return }
        try check(result, operation)
        guard let transaction = unsafe transaction else { return }
        do throws(LMDBError) {
            var index: MDB_dbi = 0
            // The C library learns how the main database orders its keys.
            try check(unsafe mdb_dbi_open(transaction, nil, 0, &index), operation)
            // Counted anew: rows can go.
            catalog.rowCount = 0
            for name in try unsafe names(transaction, operation) where catalog.databases[name] == nil {
                let result = unsafe mdb_dbi_open(transaction, name, 0, &index)
                if result == MDB_INCOMPATIBLE {
                    catalog.rowCount += 1
                    continue
                }
                try check(result, operation)
                var flags: UInt32 = 0
                try check(unsafe mdb_dbi_flags(transaction, index, &flags), operation)
                catalog.databases[name] = Database(
                    index: index, environment: identity, creator: 0, flags: DatabaseFlags(rawValue: flags))
            }
        } catch {
            unsafe mdb_txn_abort(transaction)
            throw error
        }
        try check(unsafe mdb_txn_commit(transaction), operation)
        catalogCount.store(catalog.databases.count + catalog.rowCount, ordering: .releasing)
    }

    /// The keys of the main database.
    private func names(_ transaction: OpaquePointer, _ operation: String) throws(LMDBError) -> [String] {
        var cursor: OpaquePointer?
        // Unsafe in what follows: the transaction outlives the cursor, and keys are copied before it moves on.
        try check(unsafe mdb_cursor_open(transaction, Self.mainDatabase, &cursor), operation)
        defer { unsafe mdb_cursor_close(cursor) }
        var names: [String] = []
        var key = unsafe MDB_val()
        var value = unsafe MDB_val()
        while true {
            let result = unsafe mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
            if result == MDB_NOTFOUND { return names }
            try check(result, operation)
            let bytes = unsafe UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
            unsafe names.append(String(decoding: bytes, as: UTF8.self))
        }
    }
}
