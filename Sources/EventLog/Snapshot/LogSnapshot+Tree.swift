internal import LMDB
public import MerkleLog

extension LogSnapshot {
    /// The Merkle tree hash over the first `size` entries.
    ///
    /// - Throws: `.outOfRange` when the log has fewer; `.damaged`, `.io`.
    public func root(at size: UInt64) throws(EventLogError) -> TreeHash {
        guard size <= head.position else {
            throw EventLogError(.outOfRange, "There is no tree of size \(size): the log has \(head.position) entries.")
        }
        return try EventLogError.translating { try storage.edge(at: size, transaction).root }
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
