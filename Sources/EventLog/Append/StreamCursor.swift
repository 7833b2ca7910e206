internal import LMDB

/// Finds the last versions of streams in the database.
struct StreamCursor: ~Copyable, ~Escapable, StoredVersions {
    private var cursor: Cursor
    private var key: [UInt8] = []

    @_lifetime(borrow transaction)
    init<Source: Transaction & ~Copyable>(
        _ storage: LogStorage, _ transaction: borrowing Source
    ) throws {
        cursor = try transaction.cursor(storage.streams)
    }

    /// The last version is in the row before the highest that the stream could have.
    @_lifetime(self: copy self)
    mutating func lastVersion(_ target: PreparedRequest.Target, _ callerPart: [UInt8]) throws -> UInt32 {
        // Unsafe only for types with padding; a byte has none.
        Keys.setStreamPrefix(kind: target.kind, id: unsafe callerPart.span.bytes.extracting(target.id), &key)
        return try lastVersion()
    }

    @_lifetime(self: copy self)
    mutating func lastVersion(_ stream: StreamID) throws -> UInt32 {
        key = Keys.streamPrefix(stream)
        return try lastVersion()
    }

    /// With the stream's prefix in `key`.
    @_lifetime(self: copy self)
    private mutating func lastVersion() throws -> UInt32 {
        let prefixLength = key.count
        Keys.appendVersion(.max, to: &key)
        let found = try cursor.seek(atOrAfter: key)
        key.removeLast(4)
        guard try found ? cursor.previous() : cursor.last() else { return 0 }
        guard cursor.key.byteCount == prefixLength + 4, cursor.key.hasPrefix(key) else { return 0 }
        return cursor.key.bigEndian(at: prefixLength)
    }
}
