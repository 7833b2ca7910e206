internal import CLMDB

extension WriteTransaction {
    /// Puts a value under a key; replaces the one that is there, unless `flags` say otherwise.
    ///
    /// - Parameter key: 1 to 511 bytes.
    /// - Throws: `.keyExists` (see `PutFlags`), `.mapFull`, `.badValueSize`, `.badDatabase`, `.transactionFull`.
    public mutating func put(
        _ database: Database, key: RawSpan, value: RawSpan, flags: PutFlags = []
    ) throws(LMDBError) {
        // Unsafe: the C library copies both during the call.
        try unsafe key.withUnsafeBytes { key throws(LMDBError) in
            try unsafe value.withUnsafeBytes { value throws(LMDBError) in
                try unsafe store(database, key, value, flags)
            }
        }
    }

    /// Puts a value under a key, as ``put(_:key:value:flags:)``.
    public mutating func put(
        _ database: Database, key: [UInt8], value: [UInt8], flags: PutFlags = []
    ) throws(LMDBError) {
        try put(database, key: key.span.rawBytes, value: value.span.rawBytes, flags: flags)
    }

    /// Puts a value under a number, stored as a big-endian key of eight bytes, so that keys are ordered as numbers.
    public mutating func put(
        _ database: Database, key: UInt64, value: RawSpan, flags: PutFlags = []
    ) throws(LMDBError) {
        // Unsafe: the C library copies both during the call.
        try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe value.withUnsafeBytes { value throws(LMDBError) in
                try unsafe store(database, key, value, flags)
            }
        }
    }

    /// Puts a value under a number, as ``put(_:key:value:flags:)``.
    public mutating func put(
        _ database: Database, key: UInt64, value: [UInt8], flags: PutFlags = []
    ) throws(LMDBError) {
        try put(database, key: key, value: value.span.rawBytes, flags: flags)
    }

    private mutating func store(
        _ database: Database, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ flags: PutFlags
    ) throws(LMDBError) {
        let operation = "putting a value"
        let native = try unsafe native(for: database, operation)
        // Unsafe in what follows: the bytes are lent for the call, the transaction is this value's own.
        var nativeKey = unsafe MDB_val(key)
        var nativeValue = unsafe MDB_val(value)
        let result = unsafe mdb_put(native, database.index, &nativeKey, &nativeValue, flags.rawValue)
        try check(result, operation)
    }
}
