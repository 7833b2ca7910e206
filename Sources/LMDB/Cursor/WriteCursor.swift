internal import CLMDB

/// A place in a database at which a write transaction reads and puts: while it lives, the transaction can do nothing else.
///
/// A search, and so a put, begins at the page where the last one ended: entries that are put in the order of their keys
/// cost less than by ``WriteTransaction/put(_:key:value:flags:)``, which begins at the root each time.
///
///     var cursor = try transaction.writeCursor(database)
///     for (key, value) in sorted { try cursor.put(key: key, value: value) }
@safe
public struct WriteCursor: ~Copyable, ~Escapable {
    private var cursor: Cursor

    @_lifetime(copy cursor)
    init(_ cursor: consuming Cursor) {
        self.cursor = cursor
    }

    /// Ends the cursor; dropping it does the same.
    public consuming func close() {}

    /// Whether the cursor stands on an entry.
    public var isPositioned: Bool { cursor.isPositioned }

    /// The key where the cursor stands, until it moves or puts. Stops the program when it stands nowhere.
    public var key: RawSpan {
        @_lifetime(borrow self)
        get { cursor.key }
    }

    /// The value where the cursor stands, until it moves or puts. Stops the program when it stands nowhere.
    public var value: RawSpan {
        @_lifetime(borrow self)
        get { cursor.value }
    }

    /// Goes to the last entry whose key is at or before `key`; false, and nowhere, if all are after it.
    @_lifetime(self: copy self)
    public mutating func seek(atOrBefore key: RawSpan) throws(LMDBError) -> Bool { try cursor.seek(atOrBefore: key) }

    /// Puts a value under a key; replaces the one that is there, unless `flags` say otherwise. The cursor then stands
    /// nowhere, but near.
    ///
    /// - Parameter key: 1 to 511 bytes.
    /// - Throws: `.keyExists` (see `PutFlags`), `.mapFull`, `.badValueSize`, `.transactionFull`.
    @_lifetime(self: copy self)
    public mutating func put(key: RawSpan, value: RawSpan, flags: PutFlags = []) throws(LMDBError) {
        let native = unsafe cursor.native
        cursor.isPositioned = false
        let result = unsafe key.withUnsafeBytes { key in
            unsafe value.withUnsafeBytes { value in
                // Unsafe: both are lent for the call, which copies them; the cursor is this value's own.
                var nativeKey = unsafe MDB_val(key)
                var nativeValue = unsafe MDB_val(value)
                return unsafe mdb_cursor_put(native, &nativeKey, &nativeValue, flags.rawValue)
            }
        }
        if result == MDB_SUCCESS { return }
        throw LMDBError(native: result, path: cursor.environment.path, operation: "putting a value at a cursor")
    }

    /// Puts a value under a key, as ``put(key:value:flags:)``.
    @_lifetime(self: copy self)
    public mutating func put(key: [UInt8], value: [UInt8], flags: PutFlags = []) throws(LMDBError) {
        try put(key: key.span.rawBytes, value: value.span.rawBytes, flags: flags)
    }
}

extension WriteTransaction {
    /// A cursor that reads and puts in a database.
    ///
    /// - Throws: `.badDatabase`, `.badTransaction`, `.outOfMemory`.
    @_lifetime(&self)
    public mutating func writeCursor(_ database: Database) throws(LMDBError) -> WriteCursor {
        // Unsafe in both: what only borrows the transaction is made to keep it to itself, which is stricter.
        let cursor = unsafe _overrideLifetime(WriteCursor(try Cursor(database, borrowing: self)), copying: ())
        return unsafe _overrideLifetime(cursor, mutating: &self)
    }
}
