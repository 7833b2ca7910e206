internal import LMDB

extension LogStorage {
    /// What the log wrote at the start of the entry at a position.
    ///
    /// - Throws: damage when there is no entry, or another one.
    func header<Source: Transaction & ~Copyable>(
        at position: UInt64, _ transaction: borrowing Source
    ) throws -> EntryHeader {
        guard let entry = try transaction.get(entries, key: position), let header = EntryHeader(entry),
            header.position == position
        else {
            throw EventLogError.damaged(position, "the entry at position \(position) is missing or is another one.")
        }
        return header
    }

    /// The kind of a stored entry.
    ///
    /// - Throws: damage when it does not state one.
    static func kind(of entry: RawSpan, at position: UInt64) throws -> UInt8 {
        do throws(EnvelopeError) {
            return try Envelope.kind(ofEntry: entry)
        } catch {
            throw EventLogError.damaged(position, "the entry at position \(position) \(error.reason).")
        }
    }

    /// Walks entries in order; stops early when `body` returns false.
    ///
    /// - Throws: damage when a position in the range is missing.
    func forEachEntry<Source: Transaction & ~Copyable>(
        _ positions: ClosedRange<UInt64>, backward: Bool, _ transaction: borrowing Source,
        _ body: (UInt64, RawSpan) throws -> Bool
    ) throws {
        var cursor = try transaction.cursor(entries)
        var position = backward ? positions.upperBound : positions.lowerBound
        var found = try cursor.seek(exactly: position)
        while true {
            guard found, cursor.key.byteCount == 8, cursor.key.bigEndian(at: 0) == position else {
                throw EventLogError.damaged(position, "the entry at position \(position) is missing.")
            }
            guard try body(position, cursor.value) else { return }
            guard position != (backward ? positions.lowerBound : positions.upperBound) else { return }
            position = backward ? position - 1 : position + 1
            found = try backward ? cursor.previous() : cursor.next()
        }
    }
}

/// Finds the last versions of streams in the index.
struct StreamCursor: ~Copyable, ~Escapable {
    private var cursor: Cursor
    private var key: [UInt8] = []

    @_lifetime(borrow transaction)
    init<Source: Transaction & ~Copyable>(_ storage: LogStorage, _ transaction: borrowing Source) throws {
        cursor = try transaction.cursor(storage.streams)
    }

    /// The last version that has a row; 0 when none has.
    ///
    /// - Parameter last: the highest position. Rows of what is staged lead after the end.
    @_lifetime(self: copy self)
    mutating func lastVersion(_ kind: UInt8, _ id: RawSpan, through last: UInt64) throws -> UInt32 {
        Keys.setStreamPrefix(kind: kind, id: id, &key)
        let prefixLength = key.count
        // The last version is in the row before the highest that the stream could have.
        Keys.appendVersion(.max, to: &key)
        let found = try cursor.seek(atOrAfter: key)
        key.removeLast(4)
        var isRow = try found ? cursor.previous() : cursor.last()
        while isRow, cursor.key.byteCount == prefixLength + 4, cursor.key.hasPrefix(key) {
            guard cursor.value.byteCount == 8 else {
                throw EventLogError.damaged("the index of streams has an unreadable row.")
            }
            if cursor.value.bigEndian(at: 0) <= last { return cursor.key.bigEndian(at: prefixLength) }
            isRow = try cursor.previous()
        }
        return 0
    }
}
