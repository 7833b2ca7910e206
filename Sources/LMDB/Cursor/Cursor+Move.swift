internal import CLMDB

extension Cursor {
    /// Goes to the first entry; false if there is none.
    @_lifetime(self: copy self)
    public mutating func first() throws(LMDBError) -> Bool { try move(MDB_FIRST) }

    /// Goes to the last entry; false if there is none.
    @_lifetime(self: copy self)
    public mutating func last() throws(LMDBError) -> Bool { try move(MDB_LAST) }

    /// Goes to the next entry, or to the first one from nowhere; false after the last.
    @_lifetime(self: copy self)
    public mutating func next() throws(LMDBError) -> Bool {
        guard try move(isPositioned ? MDB_NEXT : MDB_FIRST) else { return false }
        prefetchNext()
        return true
    }

    /// Has the processor fetch what the next move will go to while the current entry is being read.
    ///
    /// A page is filled from its end, so that in one that was filled in the order of the keys the next entry lies before
    /// the current one; it is taken to be as long.
    @inline(__always)
    private func prefetchNext() {
        // Unsafe: where the cursor stands both point into the map. A hint does not read.
        let (key, value) = unsafe (current[0], current[1])
        let length = unsafe key.mv_size + value.mv_size + 8
        unsafe clmdb_prefetch_before(key.mv_data - 8, min(length, Self.prefetchedLength))
    }

    /// In bytes: longer entries are read in order for long enough for the processor to see by itself.
    private static var prefetchedLength: Int { 1024 }

    /// Goes to the previous entry, or to the last one from nowhere; false before the first.
    @_lifetime(self: copy self)
    public mutating func previous() throws(LMDBError) -> Bool { try move(isPositioned ? MDB_PREV : MDB_LAST) }

    /// Goes to the first entry whose key is at or after `key`; false if all are before it.
    @_lifetime(self: copy self)
    public mutating func seek(atOrAfter key: RawSpan) throws(LMDBError) -> Bool { try seek(key, MDB_SET_RANGE) }

    /// Goes to the entry with exactly this key; false if there is none.
    @_lifetime(self: copy self)
    public mutating func seek(exactly key: RawSpan) throws(LMDBError) -> Bool { try seek(key, MDB_SET_KEY) }

    @_lifetime(self: copy self)
    public mutating func seek(atOrAfter key: [UInt8]) throws(LMDBError) -> Bool {
        try seek(key.span.rawBytes, MDB_SET_RANGE)
    }

    @_lifetime(self: copy self)
    public mutating func seek(exactly key: [UInt8]) throws(LMDBError) -> Bool {
        try seek(key.span.rawBytes, MDB_SET_KEY)
    }

    /// As for bytes, with a number stored as a big-endian key of eight bytes.
    @_lifetime(self: copy self)
    public mutating func seek(atOrAfter key: UInt64) throws(LMDBError) -> Bool {
        let key = CollectionOfOne(key.bigEndian)
        return try seek(key.span.rawBytes, MDB_SET_RANGE)
    }

    /// As for bytes, with a number stored as a big-endian key of eight bytes.
    @_lifetime(self: copy self)
    public mutating func seek(exactly key: UInt64) throws(LMDBError) -> Bool {
        let key = CollectionOfOne(key.bigEndian)
        return try seek(key.span.rawBytes, MDB_SET_KEY)
    }

    /// Goes to the last entry whose key is at or before `key`; false if all are after it.
    @_lifetime(self: copy self)
    public mutating func seek(atOrBefore key: RawSpan) throws(LMDBError) -> Bool {
        guard try seek(key, MDB_SET_RANGE) else { return try last() }
        if equalsKey(key) { return true }
        return try previous()
    }

    private func equalsKey(_ other: RawSpan) -> Bool {
        let key = key
        guard key.byteCount == other.byteCount else { return false }
        return unsafe key.withUnsafeBytes { left in
            // Unsafe: both are lent for the call, and equally long.
            unsafe other.withUnsafeBytes { right in unsafe left.elementsEqual(right) }
        }
    }

    @_lifetime(self: copy self)
    private mutating func seek(_ key: RawSpan, _ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
        let (native, current) = unsafe (native, current)
        let result = unsafe key.withUnsafeBytes { bytes in
            // Unsafe: the C library reads the key during the call, and then points to the one in the map.
            unsafe current[0] = MDB_val(bytes)
            return unsafe mdb_cursor_get(native, current, current + 1, operation)
        }
        return try settle(result)
    }

    @_lifetime(self: copy self)
    private mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
        // Unsafe: the cursor is this value's own, and its transaction is borrowed.
        try settle(unsafe mdb_cursor_get(native, current, current + 1, operation))
    }

    @_lifetime(self: copy self)
    private mutating func settle(_ result: Int32) throws(LMDBError) -> Bool {
        isPositioned = result == MDB_SUCCESS
        if isPositioned { return true }
        if result == MDB_NOTFOUND { return false }
        throw LMDBError(native: result, path: environment.path, operation: "moving a cursor")
    }
}
