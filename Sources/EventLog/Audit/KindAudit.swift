internal import LMDB

/// Builds the index by kind again, block by block, and compares it with the stored one.
struct KindAudit {
    /// The last position that is audited; what lies after it are later events.
    private let last: UInt64
    private var blocks = [KindBlock?](repeating: nil, count: 256)
    /// Rows that there should be of blocks that are complete, and in which something is audited.
    private var count: UInt64 = 0

    init(through last: UInt64) {
        self.last = last
    }

    mutating func add(_ position: UInt64, _ kind: UInt8, _ snapshot: borrowing LogSnapshot) throws {
        let number = KindBlock.block(of: position)
        if blocks[Int(kind)]?.number != number {
            try check(kind, snapshot)
            blocks[Int(kind)] = KindBlock(number)
        }
        blocks[Int(kind)]?.insert(position)
    }

    /// Checks the blocks that are left, and that no row is stored that no event has.
    mutating func finish(_ snapshot: borrowing LogSnapshot) throws {
        for kind in UInt8.min...UInt8.max { try check(kind, snapshot) }
        var stored: UInt64 = 0
        let lastStored = try snapshot.storage.lastStored(snapshot.transaction)
        var cursor = try snapshot.transaction.cursor(snapshot.storage.kinds)
        while try cursor.next() {
            guard cursor.key.byteCount == 9, let block = KindBlock(cursor.key.bigEndian(at: 1), cursor.value.copied)
            else { throw AuditFinding(.kinds, nil, "The index by kind has an unreadable row.") }
            guard isComplete(block, lastStored) else {
                throw AuditFinding(.kinds, nil, "The index by kind leads after its last complete block.")
            }
            guard isComplete(block, snapshot.head.position) else { continue }
            if isComplete(block, last) || block.positions.contains(where: { $0 <= last }) { stored += 1 }
        }
        guard stored == count else {
            throw AuditFinding(.kinds, nil, "The index by kind has \(stored) rows; the events have \(count).")
        }
    }

    /// Whether all positions of a block have entries in a log of a size.
    private func isComplete(_ block: KindBlock, _ size: UInt64) -> Bool {
        block.number < size / KindBlock.positionCount
    }

    private mutating func check(_ kind: UInt8, _ snapshot: borrowing LogSnapshot) throws {
        guard let block = blocks[Int(kind)] else { return }
        blocks[Int(kind)] = nil
        // A block that events after the last one have completed holds what is audited, and those.
        guard isComplete(block, snapshot.head.position) else { return }
        count += 1
        let row = try snapshot.transaction.get(
            snapshot.storage.kinds, key: Keys.kindBlock(kind, block.number))?.copied
        if row == block.bytes { return }
        let stored = row.flatMap { KindBlock(block.number, $0) }?.positions.filter { $0 <= last } ?? []
        guard let position = Set(stored).symmetricDifference(block.positions).min() else { return }
        throw AuditFinding(
            .kinds, position,
            block.positions.contains(position)
                ? "The index by kind does not lead to the event at position \(position), which is of kind \(kind)."
                : "The index by kind says that the event at position \(position) is of kind \(kind); it is not.")
    }
}
