internal import LMDB

/// Finds the last versions of streams in the index.
struct StreamCursor: ~Copyable, ~Escapable {
    private var cursor: Cursor
    private var key: [UInt8] = []

    @_lifetime(borrow transaction)
    init<Source: Transaction & ~Copyable>(_ storage: LogStorage, _ transaction: borrowing Source) throws {
        cursor = try transaction.cursor(storage.streams)
    }

    /// The last version that has a row; 0 when none has.
    @_lifetime(self: copy self)
    mutating func lastVersion(_ kind: UInt8, _ id: RawSpan) throws -> UInt32 {
        Keys.setStreamPrefix(kind: kind, id: id, &key)
        let prefixLength = key.count
        // The last version is in the row before the highest that the stream could have.
        Keys.appendVersion(.max, to: &key)
        let found = try cursor.seek(atOrAfter: key)
        key.removeLast(4)
        guard try found ? cursor.previous() : cursor.last() else { return 0 }
        guard cursor.key.byteCount == prefixLength + 4, cursor.key.hasPrefix(key) else { return 0 }
        return cursor.key.bigEndian(at: prefixLength)
    }
}
