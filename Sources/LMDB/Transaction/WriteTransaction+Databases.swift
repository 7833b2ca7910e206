internal import CLMDB
internal import Synchronization

extension WriteTransaction {
    /// A handle of the database called `name`, which is created if it is missing.
    ///
    /// The handle can be kept, and is good for later transactions once this one has committed.
    ///
    /// - Throws: `.incompatible` if it has other flags; `.databasesFull`; `.mapFull`; `.badValueSize` for a name
    ///   that is empty or has a zero byte.
    public mutating func openDatabase(_ name: String, flags: DatabaseFlags = []) throws(LMDBError) -> Database {
        let operation = "opening the database \"\(name)\""
        guard let native = unsafe context.native else { throw environment.error(.badTransaction, operation) }
        if name.utf8.contains(0) {
            throw environment.error(.badValueSize, operation, "a name cannot contain a zero byte")
        }
        let known = environment.catalog.withLock { $0.databases[name] ?? $0.provisional[name] }
        if let known {
            guard known.flags == flags else { throw environment.error(.incompatible, operation) }
            return known
        }
        var index: MDB_dbi = 0
        // Unsafe: the transaction is this value's own. No other transaction of this process opens handles now: the
        // catalog knew all databases when this one began, so nobody has a reason to.
        let result = unsafe mdb_dbi_open(native, name, flags.rawValue | UInt32(MDB_CREATE), &index)
        if result == MDB_MAP_FULL { isMapFull = true }
        try environment.check(result, operation)
        let database = Database(index: index, environment: environment.identity, creator: number, flags: flags)
        environment.catalog.withLock { $0.provisional[name] = database }
        return database
    }
}

extension Environment {
    /// Ends a write transaction with `end`; the databases that it created become everybody's if that succeeds, and
    /// nobody's otherwise.
    func settleCreations(of writer: UInt64, _ end: () -> Int32) -> Int32 {
        // Only the writer changes this. Without creations the lock is not held while the disk is waited for.
        if catalog.withLock({ $0.provisional.isEmpty }) { return end() }
        return catalog.withLock { catalog in
            // Inside the lock, so that nobody opens what has become visible before the catalog has it.
            let result = end()
            if result == MDB_SUCCESS {
                catalog.databases.merge(catalog.provisional) { _, new in new }
                catalogCount.store(catalog.databases.count + catalog.rowCount, ordering: .releasing)
            } else {
                catalog.abortedCreators.insert(writer)
                hasAbortedCreations.store(true, ordering: .releasing)
            }
            catalog.provisional = [:]
            return result
        }
    }

    /// Whether the write transaction that created a database was aborted.
    func wasAborted(_ creator: UInt64) -> Bool {
        guard hasAbortedCreations.load(ordering: .acquiring) else { return false }
        return catalog.withLock { $0.abortedCreators.contains(creator) }
    }

    /// Whether the snapshot has a database of that name.
    func contains(_ name: String, _ transaction: OpaquePointer) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            // Unsafe: the C library reads the key during the call and no longer; nobody reads the value.
            var key = unsafe MDB_val(
                mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            var value = unsafe MDB_val()
            return unsafe mdb_get(transaction, Self.mainDatabase, &key, &value) == MDB_SUCCESS
        }
    }
}
