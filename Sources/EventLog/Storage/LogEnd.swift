internal import LMDB
internal import MerkleLog

/// What a writer knows of the log's end, and keeps from one commit to the next: what the next entry is added to, and
/// lies in no row.
struct LogEnd {
    var edge = TreeEdge()
    var block = UnfinishedBlock()
    var streams = UnindexedStreams()
}

extension LogStorage {
    /// The end at the head: the known one where it still is, else brought up to date from what is stored.
    ///
    /// - Throws: damage when the log is not what this process has seen, continued, or when the tree's edge does not
    ///   lead to the head's root.
    func end<Source: Transaction & ~Copyable>(
        at head: HeadRecord, known: LogEnd, _ transaction: borrowing Source
    ) throws -> LogEnd {
        let edge = try edge(at: head, known: known.edge, transaction)
        return LogEnd(
            edge: edge, block: try block(at: head.size, known: known.block, transaction),
            streams: try unindexedStreams(at: head.size, known: known.streams, transaction))
    }

    /// The tree's right edge at the head: the known one where it still is, else brought up to date.
    ///
    /// - Throws: damage when the edge does not lead to the head's root.
    func edge<Source: Transaction & ~Copyable>(
        at head: HeadRecord, known: TreeEdge, _ transaction: borrowing Source
    ) throws -> TreeEdge {
        var edge = known
        if known.size < head.size, head.size - known.size <= UInt64(TileCoordinate.width) {
            // Another process has appended a little: its entries are hashed on top.
            var completed: [Tile] = []
            try forEachEntry(known.size + 1...head.size, backward: false, transaction) { _, entry in
                edge.append(.leaf(entry), completed: &completed)
                return true
            }
        } else if known.size != head.size {
            try checkContinues(known.head, head, transaction)
            edge = try self.edge(at: head.size, transaction)
        }
        guard edge.root == head.root else {
            throw EventLogError.damaged(
                "the tree of its \(head.size) entries has the root \(edge.root), but the head says \(head.root).")
        }
        return edge
    }

    /// - Throws: damage when the log is no longer what this process has seen, continued.
    private func checkContinues<Source: Transaction & ~Copyable>(
        _ seen: TreeHead, _ head: HeadRecord, _ transaction: borrowing Source
    ) throws {
        guard seen.size <= head.size else {
            throw EventLogError.damaged("it has \(head.size) entries, and had \(seen.size) before.")
        }
        let root = try edge(at: seen.size, transaction).root
        guard root == seen.root else {
            throw EventLogError.damaged(
                "the root of its first \(seen.size) entries is \(root), and was \(seen.root) before.")
        }
    }

    /// The unfinished block of the index by kind in a log of `size` entries, which is not less than is known.
    private func block<Source: Transaction & ~Copyable>(
        at size: UInt64, known: UnfinishedBlock, _ transaction: borrowing Source
    ) throws -> UnfinishedBlock {
        guard known.size < size else { return known }
        let start = KindBlock.completeEnd(in: size)
        var block = known.size > start ? known : UnfinishedBlock(behind: start)
        guard block.size < size else { return block }
        try forEachEntry(block.size + 1...size, backward: false, transaction) { position, entry in
            _ = block.append(try Self.kind(of: entry, at: position))
            return true
        }
        return block
    }
}
