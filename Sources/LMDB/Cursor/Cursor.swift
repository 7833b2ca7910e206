internal import CLMDB

/// A place in a database, bound to its transaction: while it lives, the transaction can neither change nor end.
///
/// A new cursor stands nowhere; `next()` then goes to the first entry and `previous()` to the last. A move that
/// finds no entry returns false and leaves the cursor nowhere again.
///
///     var cursor = try transaction.cursor(database)
///     while try cursor.next() { total += cursor.value.byteCount }
@safe
public struct Cursor: ~Copyable, ~Escapable {
    // Unsafe: opened by this value, which cannot be copied, and closed by its deinit, before its transaction ends.
    let native: OpaquePointer
    // Unsafe: the key and the value where the cursor stands, read only while it does. On the heap, because the
    // compiler does not lend parts of a value that cannot escape.
    let current: UnsafeMutablePointer<MDB_val>
    let environment: Environment
    /// Whether the cursor stands on an entry.
    public internal(set) var isPositioned = false

    @_lifetime(borrow transaction)
    init<Source: Transaction & ~Copyable>(
        _ database: Database, borrowing transaction: borrowing Source
    ) throws(LMDBError) {
        let operation = "opening a cursor"
        let source = try unsafe transaction.native(for: database, operation)
        var cursor: OpaquePointer?
        // Unsafe: the transaction is borrowed as long as this value lives.
        try transaction.check(unsafe mdb_cursor_open(source, database.index, &cursor), operation)
        guard let cursor = unsafe cursor else { throw transaction.environment.error(.outOfMemory, operation) }
        environment = transaction.environment
        unsafe native = cursor
        unsafe current = .allocate(capacity: 2)
        unsafe current.initialize(repeating: MDB_val(), count: 2)
    }

    deinit {
        // Unsafe: both are this value's own.
        unsafe mdb_cursor_close(native)
        unsafe current.deallocate()
    }

    /// Ends the cursor; dropping it does the same.
    public consuming func close() {}

    /// The key where the cursor stands, until it moves. Stops the program when it stands nowhere.
    public var key: RawSpan {
        @_lifetime(borrow self)
        get {
            precondition(isPositioned, "the cursor stands on no entry")
            // Unsafe: the map keeps the bytes while the transaction, borrowed by the cursor, is unchanged.
            let bytes = unsafe UnsafeRawBufferPointer(start: current[0].mv_data, count: current[0].mv_size)
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }

    /// The value where the cursor stands, until it moves. Stops the program when it stands nowhere.
    public var value: RawSpan {
        @_lifetime(borrow self)
        get {
            precondition(isPositioned, "the cursor stands on no entry")
            // Unsafe: as for the key.
            let bytes = unsafe UnsafeRawBufferPointer(start: current[1].mv_data, count: current[1].mv_size)
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }
}

extension Transaction where Self: ~Copyable {
    /// A cursor over a database.
    ///
    /// - Throws: `.badDatabase`, `.badTransaction`, `.outOfMemory`.
    @_lifetime(borrow self)
    public func cursor(_ database: Database) throws(LMDBError) -> Cursor {
        try Cursor(database, borrowing: self)
    }
}
