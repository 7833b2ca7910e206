internal import LMDB
internal import MerkleLog

extension LogStorage {
    /// The tree's right edge at the end of the log: the known one where it still is, else brought up to date from what
    /// is stored.
    ///
    /// - Throws: damage when the log is not what this process has seen, continued, or when the edge does not lead to the
    ///   end's root.
    func edge<Source: Transaction & ~Copyable>(
        at end: EndRow, known: TreeEdge = TreeEdge(), _ transaction: borrowing Source
    ) throws -> TreeEdge {
        var edge = known
        if known.size < end.size, end.size - known.size <= UInt64(TileCoordinate.width) {
            // Another process has appended a little: its entries are hashed on top.
            var completed: [Tile] = []
            try forEachEntry(known.size + 1...end.size, backward: false, transaction) { _, entry in
                edge.append(.leaf(entry), completed: &completed)
                return true
            }
        } else if known.size != end.size {
            try checkContinues(known.head, end, transaction)
            edge = try self.edge(at: end.size, transaction)
        }
        guard edge.root == end.root else {
            throw EventLogError.damaged(
                "the tree of its \(end.size) entries has the root \(edge.root), but its end says \(end.root).")
        }
        return edge
    }

    /// - Throws: damage when the log is no longer what this process has seen, continued.
    private func checkContinues<Source: Transaction & ~Copyable>(
        _ seen: TreeHead, _ end: EndRow, _ transaction: borrowing Source
    ) throws {
        guard seen.size <= end.size else {
            throw EventLogError.damaged("it has \(end.size) entries, and had \(seen.size) before.")
        }
        let root = try edge(at: seen.size, transaction).root
        guard root == seen.root else {
            throw EventLogError.damaged(
                "the root of its first \(seen.size) entries is \(root), and was \(seen.root) before.")
        }
    }
}
