internal import CLMDB

extension Transaction where Self: ~Copyable {
    /// The value of a key, or nil. The bytes lie in the map, not in a copy.
    ///
    /// - Throws: `.badDatabase`, `.badTransaction`, `.badValueSize` for an empty key, `.corrupted`.
    @_lifetime(borrow self)
    public func get(_ database: Database, key: RawSpan) throws(LMDBError) -> RawSpan? {
        // Unsafe: the C library reads the key during the call and no longer.
        let value = try unsafe key.withUnsafeBytes { bytes throws(LMDBError) in
            try unsafe lookUp(database, bytes)
        }
        guard let value = unsafe value else { return nil }
        // Unsafe: the map keeps the bytes as they are until the transaction changes something or ends; `self` is
        // borrowed until then.
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: value), borrowing: self)
    }

    /// The value of a key, as ``get(_:key:)``.
    @_lifetime(borrow self)
    public func get(_ database: Database, key: [UInt8]) throws(LMDBError) -> RawSpan? {
        try get(database, key: key.span.rawBytes)
    }

    /// The value of a number stored as a big-endian key of eight bytes, as ``get(_:key:)``.
    @_lifetime(borrow self)
    public func get(_ database: Database, key: UInt64) throws(LMDBError) -> RawSpan? {
        // Unsafe: the C library reads the key during the call and no longer.
        let value = try unsafe withUnsafeBytes(of: key.bigEndian) { bytes throws(LMDBError) in
            try unsafe lookUp(database, bytes)
        }
        guard let value = unsafe value else { return nil }
        // Unsafe: as above.
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: value), borrowing: self)
    }

    /// Whether a key exists.
    public func contains(_ database: Database, key: RawSpan) throws(LMDBError) -> Bool {
        try get(database, key: key) != nil
    }

    private func lookUp(
        _ database: Database, _ bytes: UnsafeRawBufferPointer
    ) throws(LMDBError) -> UnsafeRawBufferPointer? {
        let operation = "reading a value"
        let native = try unsafe native(for: database, operation)
        // Unsafe in what follows: `bytes` are lent by the caller for the call, the transaction is borrowed.
        var key = unsafe MDB_val(bytes)
        var value = unsafe MDB_val()
        let result = unsafe mdb_get(native, database.index, &key, &value)
        if result == MDB_NOTFOUND { return nil }
        try check(result, operation)
        return unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    }

    /// The number of entries of a database.
    ///
    /// - Throws: as ``statistics(_:)``.
    public func count(_ database: Database) throws(LMDBError) -> Int {
        try statistics(database).entries
    }

    /// The size of a database.
    ///
    /// - Throws: `.badDatabase`, `.badTransaction`.
    public func statistics(_ database: Database) throws(LMDBError) -> Statistics {
        let operation = "reading a database's statistics"
        let native = try unsafe native(for: database, operation)
        var statistics = MDB_stat()
        // Unsafe: the transaction is borrowed.
        try check(unsafe mdb_stat(native, database.index, &statistics), operation)
        return Statistics(statistics)
    }
}

extension MDB_val {
    /// Lends bytes to the C library, which does not change them.
    init(_ bytes: UnsafeRawBufferPointer) {
        // Unsafe: the caller keeps the bytes alive while the value is used.
        unsafe self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
}
