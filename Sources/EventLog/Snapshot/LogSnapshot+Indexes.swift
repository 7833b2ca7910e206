internal import LMDB

extension LogSnapshot {
    /// The positions of entries of a kind, ascending, or descending when `backward`.
    ///
    /// - Parameters:
    ///   - from: the lowest position.
    ///   - through: the highest position.
    ///   - backward: begins with the highest, and `limit` then keeps the highest.
    ///   - limit: how many positions at most.
    /// - Throws: `.damaged`, `.io`.
    public func positions(
        ofKind kind: UInt8, from: UInt64 = 1, through: UInt64 = .max, backward: Bool = false, limit: Int = .max
    ) throws(EventLogError) -> [UInt64] {
        let (first, last) = (max(from, 1), min(through, head.position))
        guard first <= last, limit > 0 else { return [] }
        return try EventLogError.translating {
            var result: [UInt64] = []
            var cursor = try transaction.cursor(storage.kinds)
            let blocks = KindBlock.block(of: first)...KindBlock.block(of: last)
            var found = try seek(kind, backward ? blocks.upperBound : blocks.lowerBound, backward, &cursor)
            while found, let block = try block(ofKind: kind, &cursor), blocks.contains(block.number) {
                let positions = block.positions.filter { (first...last).contains($0) }
                result += (backward ? positions.reversed() : positions).prefix(limit - result.count)
                if result.count == limit { break }
                found = try backward ? cursor.previous() : cursor.next()
            }
            return result
        }
    }

    /// The last position that was recorded at or before a time; 0 if all were later.
    ///
    /// - Parameter micros: microseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `.damaged`, `.io`.
    public func lastPosition(recordedAtOrBefore micros: UInt64) throws(EventLogError) -> UInt64 {
        guard micros < .max else { return head.position }
        return try EventLogError.translating {
            var cursor = try transaction.cursor(storage.times)
            guard try cursor.seek(atOrAfter: micros + 1) else { return head.position }
            guard cursor.value.byteCount == 8 else {
                throw EventLogError.damaged("the index by time has an unreadable row.")
            }
            let next: UInt64 = cursor.value.bigEndian(at: 0)
            guard next > 0 else { throw EventLogError.damaged("the index by time has an unreadable row.") }
            return next - 1
        }
    }

    /// Goes to a block, or to the nearest one in the direction of the walk.
    private func seek(
        _ kind: UInt8, _ block: UInt64, _ backward: Bool, _ cursor: inout Cursor
    ) throws -> Bool {
        let key = Keys.kindBlock(kind, block)
        let found = try cursor.seek(atOrAfter: key)
        guard backward else { return found }
        if found, cursor.key.hasPrefix(key) { return true }
        return try found ? cursor.previous() : cursor.last()
    }

    /// The block under the cursor; nil when it is of another kind.
    private func block(ofKind kind: UInt8, _ cursor: inout Cursor) throws -> KindBlock? {
        guard cursor.key.byteCount == 9 else { throw EventLogError.damaged("the index by kind has an unreadable row.") }
        guard cursor.key.byte(at: 0) == kind else { return nil }
        guard let block = KindBlock(cursor.key.bigEndian(at: 1), cursor.value.copied) else {
            throw EventLogError.damaged("the index by kind has a block of \(cursor.value.byteCount) bytes.")
        }
        return block
    }
}
