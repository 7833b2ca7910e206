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
            let end = KindBlock.completeEnd(in: head.position)
            for isIndexed in backward ? [false, true] : [true, false] where result.count < limit {
                if isIndexed, first <= end {
                    try addIndexed(kind, first...min(last, end), backward, limit, &result)
                } else if !isIndexed, last > end {
                    try addTail(kind, max(first, end + 1)...last, backward, limit, &result)
                }
            }
            return result
        }
    }

    /// How many entries of each kind there are up to a position; the index is the kind.
    ///
    /// - Parameter position: the log's end if it lies after that.
    /// - Throws: `.damaged`, `.io`.
    public func counts(through position: UInt64) throws(EventLogError) -> [UInt64] {
        try EventLogError.translating {
            var counts = [UInt64](repeating: 0, count: 256)
            for (kind, count) in head.counts { counts[Int(kind)] = count }
            // Less those after the position, of which there are mostly few.
            let end = KindBlock.completeEnd(in: head.position)
            for kind in head.counts.keys where position < end {
                let later = try count(kind, position + 1...end)
                guard later <= counts[Int(kind)] else {
                    throw EventLogError.damaged("the index of kind \(kind) has more entries than its end says.")
                }
                counts[Int(kind)] -= later
            }
            for kind in try tail.kinds(after: max(position, end)) {
                guard counts[Int(kind)] > 0 else {
                    throw EventLogError.damaged("there are more entries of kind \(kind) than its end says.")
                }
                counts[Int(kind)] -= 1
            }
            return counts
        }
    }

    /// Adds positions from complete blocks.
    private func addIndexed(
        _ kind: UInt8, _ range: ClosedRange<UInt64>, _ backward: Bool, _ limit: Int, _ result: inout [UInt64]
    ) throws {
        try forEachBlock(kind, range, backward) { block in
            let positions = block.positions.filter(range.contains)
            result += (backward ? positions.reversed() : positions).prefix(limit - result.count)
            return result.count < limit
        }
    }

    /// Adds positions after the last complete block.
    private func addTail(
        _ kind: UInt8, _ range: ClosedRange<UInt64>, _ backward: Bool, _ limit: Int, _ result: inout [UInt64]
    ) throws {
        let positions = try tail.positions(ofKind: kind).filter(range.contains)
        result += (backward ? positions.reversed() : positions).prefix(limit - result.count)
    }

    private func count(_ kind: UInt8, _ range: ClosedRange<UInt64>) throws -> UInt64 {
        var count = 0
        try forEachBlock(kind, range, false) { block in
            count += block.positions.count(where: range.contains)
            return true
        }
        return UInt64(count)
    }

    /// Walks the stored blocks of a kind that have positions in a range; stops when `body` returns false.
    private func forEachBlock(
        _ kind: UInt8, _ range: ClosedRange<UInt64>, _ backward: Bool, _ body: (KindBlock) -> Bool
    ) throws {
        let blocks = KindBlock.block(of: range.lowerBound)...KindBlock.block(of: range.upperBound)
        var cursor = try transaction.cursor(storage.kinds)
        var found = try seek(kind, backward ? blocks.upperBound : blocks.lowerBound, backward, &cursor)
        while found, let block = try block(ofKind: kind, &cursor), blocks.contains(block.number) {
            guard body(block) else { return }
            found = try backward ? cursor.previous() : cursor.next()
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
