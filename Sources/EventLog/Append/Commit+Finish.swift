internal import LMDB
internal import MerkleLog

extension Commit {
    /// Writes what a commit writes once: the unfinished tiles, the index by kind, the clock's row and the head.
    ///
    /// - Returns: the edge to remember once the transaction is on disk.
    mutating func finish(_ transaction: inout WriteTransaction) throws -> TreeEdge {
        guard entryCount > 0 else { return edge }
        if hasCompletedTile {
            for tile in edge.partialTiles where tile.coordinate.level > 0 {
                let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
                try transaction.put(storage.tiles, key: key, value: tile.bytes)
            }
        }
        for (kind, block) in blocks {
            try transaction.put(storage.kinds, key: Keys.kindBlock(kind, block.number), value: block.bytes)
        }
        try setTime(recordedAt, from: sizeBefore + 1, &transaction)
        head.root = edge.root
        try transaction.put(storage.meta, key: Keys.head, value: head.row)
        return edge
    }

    /// Sets a position's bit in the index by kind.
    mutating func mark(_ position: UInt64, _ kind: UInt8, _ transaction: inout WriteTransaction) throws {
        let number = KindBlock.block(of: position)
        if blocks[kind]?.number != number {
            if let full = blocks[kind] {
                try transaction.put(storage.kinds, key: Keys.kindBlock(kind, full.number), value: full.bytes)
            }
            let row = try transaction.get(storage.kinds, key: Keys.kindBlock(kind, number))?.copied
            guard let block = KindBlock(number, row) else {
                throw EventLogError.damaged("block \(number) of the index of kind \(kind) has a wrong length.")
            }
            blocks[kind] = block
        }
        blocks[kind]?.insert(position)
    }

    mutating func putCompletedTiles(_ transaction: inout WriteTransaction) throws {
        hasCompletedTile = true
        for tile in scratch.completed {
            let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
            // A tile of a higher level replaces its own unfinished form; one of level 0 is new.
            let flags: PutFlags = tile.coordinate.level == 0 ? .noOverwrite : []
            try transaction.put(storage.tiles, key: key, value: tile.bytes, flags: flags)
        }
        scratch.completed.removeAll(keepingCapacity: true)
    }
}

extension LogStorage {
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
}
