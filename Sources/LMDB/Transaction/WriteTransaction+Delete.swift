internal import CLMDB

extension WriteTransaction {
    /// Deletes a key with its value, or all its values.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `.mapFull`, `.badDatabase`, `.badValueSize` for an empty key.
    @discardableResult
    public mutating func delete(_ database: Database, key: RawSpan) throws(LMDBError) -> Bool {
        // Unsafe: the C library reads the key during the call and no longer.
        try unsafe key.withUnsafeBytes { key throws(LMDBError) in try unsafe remove(database, key) }
    }

    /// Deletes a key, as ``delete(_:key:)``.
    @discardableResult
    public mutating func delete(_ database: Database, key: [UInt8]) throws(LMDBError) -> Bool {
        try delete(database, key: key.span.rawBytes)
    }

    /// Deletes a number stored as a big-endian key of eight bytes, as ``delete(_:key:)``.
    @discardableResult
    public mutating func delete(_ database: Database, key: UInt64) throws(LMDBError) -> Bool {
        // Unsafe: the C library reads the key during the call and no longer.
        try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in try unsafe remove(database, key) }
    }

    /// Deletes everything in a database.
    ///
    /// - Throws: `.mapFull`, `.badDatabase`; `.incompatible` for the main database, which lists the others.
    public mutating func clear(_ database: Database) throws(LMDBError) {
        let operation = "clearing a database"
        guard database.index != Environment.mainDatabase else { throw environment.error(.incompatible, operation) }
        let native = try unsafe native(for: database, operation)
        // Unsafe: the transaction is this value's own. The handle stays open (last argument 0).
        try check(unsafe mdb_drop(native, database.index, 0), operation)
    }

    private mutating func remove(_ database: Database, _ key: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
        let operation = "deleting a key"
        let native = try unsafe native(for: database, operation)
        // Unsafe in what follows: the bytes are lent for the call, the transaction is this value's own.
        var nativeKey = unsafe MDB_val(key)
        let result = unsafe mdb_del(native, database.index, &nativeKey, nil)
        if result == MDB_NOTFOUND { return false }
        try check(result, operation)
        return true
    }
}
