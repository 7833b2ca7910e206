internal import LMDB
public import MerkleLog

extension LogSnapshot {
    /// The Merkle tree hash over the first `size` entries.
    ///
    /// - Throws: `.outOfRange` when the log has fewer; `.damaged`, `.io`.
    public func root(at size: UInt64) throws(EventLogError) -> TreeHash {
        try tree(at: size).root
    }

    /// The tree over the first `size` entries, to be carried on with those that follow.
    ///
    /// - Throws: as ``root(at:)``.
    public func tree(at size: UInt64) throws(EventLogError) -> TreeFrontier {
        guard size <= head.position else {
            throw EventLogError(.outOfRange, "There is no tree of size \(size): the log has \(head.position) entries.")
        }
        return try EventLogError.translating { try storage.edge(at: size, transaction).frontier }
    }

    /// Holds a tree that was carried on with entries as they were read against the one that the log keeps.
    ///
    /// - Parameter position: of the last entry before those.
    /// - Throws: `.damaged` with the position of an entry that is not as it was appended; `.outOfRange`, `.io`.
    public func check(_ tree: TreeFrontier, after position: UInt64) throws(EventLogError) {
        // Of the last entries no hash is stored but the end's root.
        let root = tree.size == head.position ? head.root : try root(at: tree.size)
        guard tree.root != root else { return }
        for changed in position..<tree.size { try checkEntry(at: changed + 1) }
        throw .damaged(
            position + 1, "the entries from position \(position + 1) to \(tree.size) do not have the root \(root).")
    }

    /// The hashes of a tile of the tree, as far as it has been filled: none after its end, 256 once it is full.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func tile(level: Int, index: UInt64) throws(EventLogError) -> [TreeHash] {
        guard (0...TileCoordinate.maximumLevel).contains(level) else { return [] }
        let tile = TileCoordinate(level: level, index: index)
        let width = tile.width(inTreeOf: head.position)
        guard width > 0 else { return [] }
        return try EventLogError.translating { try storage.hashes(of: tile, width: width, transaction) }
    }

    /// Holds an entry against the tree: whether its bytes are those that were appended.
    ///
    /// It costs one hash. The entries after the last full tile are not held against anything here: each opening hashes them
    /// and compares their root with the end's.
    ///
    /// - Throws: `.damaged` with the position where they are not, or there are none; `.io`.
    public func checkEntry(at position: UInt64) throws(EventLogError) {
        guard let entry = try entry(at: position) else {
            throw .damaged(position, "there is no entry at position \(position).")
        }
        try check(entry, at: position)
    }

    /// The same for the bytes of an entry that was read from this snapshot.
    public func check(_ entry: RawSpan, at position: UInt64) throws(EventLogError) {
        let (tile, leaf) = (position - 1).quotientAndRemainder(dividingBy: UInt64(TileCoordinate.width))
        let isWhole: Bool
        do {
            guard let row = try transaction.get(storage.tiles, key: Keys.tile(level: 0, index: tile)) else { return }
            let start = Int(leaf) * TreeHash.byteCount
            guard row.byteCount >= start + TreeHash.byteCount else {
                throw EventLogError.damaged("the tile of the entry at position \(position) is too short.")
            }
            isWhole = TreeHash(row.extracting(start..<start + TreeHash.byteCount)) == TreeHash.leaf(entry)
        } catch {
            throw EventLogError(translating: error)
        }
        guard isWhole else {
            throw .damaged(
                position,
                "the bytes of the entry at position \(position) are not those that its tree was computed over.")
        }
    }

    /// The text of the checkpoint that is stored for a tree size; nil if there is none.
    ///
    /// - Throws: `.io`.
    public func checkpoint(at size: UInt64) throws(EventLogError) -> String? {
        try EventLogError.translating {
            guard let row = try transaction.get(storage.checkpoints, key: size) else { return nil }
            return String(decoding: row.copied, as: UTF8.self)
        }
    }

    /// The stored checkpoint of the largest tree; nil if none is stored.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func lastCheckpoint() throws(EventLogError) -> (size: UInt64, note: String)? {
        var last: (UInt64, String)?
        try forEachCheckpoint(backward: true) { size, note in
            last = (size, note)
            return false
        }
        return last
    }

    /// Walks the stored checkpoints by tree size, ascending or descending; stops when `body` returns false.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func forEachCheckpoint(
        backward: Bool = false, _ body: (_ size: UInt64, _ note: String) -> Bool
    ) throws(EventLogError) {
        try EventLogError.translating {
            var cursor = try transaction.cursor(storage.checkpoints)
            while try backward ? cursor.previous() : cursor.next() {
                guard cursor.key.byteCount == 8 else {
                    throw EventLogError.damaged("the stored checkpoints have an unreadable row.")
                }
                let note = String(decoding: cursor.value.copied, as: UTF8.self)
                guard body(cursor.key.bigEndian(at: 0), note) else { return }
            }
        }
    }
}

/// The log's tree as the source from which proofs are made. Tiles only grow, so each may be read from its own snapshot.
public struct LogTiles: TileSource {
    let log: EventLog

    /// - Throws: `.closed`, `.damaged`, `.io`.
    public func hashes(of tile: TileCoordinate, width: Int) throws -> [TreeHash] {
        try log.read { try $0.tile(level: tile.level, index: tile.index) }
    }
}

extension EventLog {
    /// What inclusion and consistency proofs of this log are computed from.
    public var tiles: LogTiles { LogTiles(log: self) }
}
