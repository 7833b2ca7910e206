internal import LMDB
internal import MerkleLog

extension Commit {
    /// Writes what a commit writes once: the unfinished tiles and the head.
    ///
    /// - Returns: the end to remember once the transaction is on disk.
    mutating func finish(_ transaction: inout WriteTransaction) throws -> LogEnd {
        guard entryCount > 0 else { return end }
        try store(&transaction)
        swap(&batch, &scratch.batch)
        end.edge = scratch.tree.edge
        if hasCompletedTile {
            for tile in end.edge.partialTiles where tile.coordinate.level > 0 {
                let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
                try transaction.put(storage.tiles, key: key, value: tile.bytes)
            }
        }
        head.recordedAt = max(head.recordedAt, recordedAt)
        head.root = end.edge.root
        try transaction.put(storage.main, key: Keys.end, value: head.row)
        return end
    }

    /// Writes the blocks of the index by kind that an entry has completed.
    mutating func put(
        _ complete: [(kind: UInt8, block: KindBlock)], _ transaction: inout WriteTransaction
    ) throws {
        for (kind, block) in complete {
            let key = Keys.kindBlock(kind, block.number)
            try transaction.put(storage.kinds, key: key, value: block.bytes, flags: .noOverwrite)
        }
    }

    /// Writes tiles that entries have completed.
    mutating func put(_ completed: [Tile], _ transaction: inout WriteTransaction) throws {
        for tile in completed {
            hasCompletedTile = true
            let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
            // A tile of a higher level replaces its own unfinished form; one of level 0 is new.
            let flags: PutFlags = tile.coordinate.level == 0 ? .noOverwrite : []
            try transaction.put(storage.tiles, key: key, value: tile.bytes, flags: flags)
        }
    }
}
