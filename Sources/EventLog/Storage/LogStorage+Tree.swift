internal import LMDB
internal import MerkleLog

extension LogStorage {
    /// The right edge of the tree as it was with `size` leaves, from the stored tiles and at most 255 entries.
    func edge<Source: Transaction & ~Copyable>(
        at size: UInt64, _ transaction: borrowing Source
    ) throws -> TreeEdge {
        var partial: [Tile] = []
        for coordinate in TileCoordinate.partialTiles(inTreeOf: size) {
            let hashes = try hashes(of: coordinate, width: coordinate.width(inTreeOf: size), transaction)
            partial.append(try Tile(coordinate, hashes: hashes))
        }
        return try TreeEdge(size: size, partialTiles: partial)
    }

    /// The first `width` hashes of a tile: at level 0, where only full tiles are stored, else from the entries.
    func hashes<Source: Transaction & ~Copyable>(
        of tile: TileCoordinate, width: Int, _ transaction: borrowing Source
    ) throws -> [TreeHash] {
        if let row = try transaction.get(tiles, key: Keys.tile(level: tile.level, index: tile.index)) {
            let length = width * TreeHash.byteCount
            guard row.byteCount >= length, row.byteCount.isMultiple(of: TreeHash.byteCount) else {
                throw EventLogError.damaged("tile \(tile) has \(row.byteCount) bytes; at least \(length) are needed.")
            }
            return try Tile(tile, bytes: row.extracting(0..<length)).hashes
        }
        guard tile.level == 0 else {
            throw EventLogError.damaged("tile \(tile) of the tree is missing.")
        }
        let first = tile.index * UInt64(TileCoordinate.width) + 1
        return try leafHashes(of: first...first + UInt64(width) - 1, transaction)
    }

    /// Hashes stored entries again.
    func leafHashes<Source: Transaction & ~Copyable>(
        of positions: ClosedRange<UInt64>, _ transaction: borrowing Source
    ) throws -> [TreeHash] {
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(positions.count)
        try forEachEntry(positions, backward: false, transaction) { _, entry in
            hashes.append(.leaf(entry))
            return true
        }
        return hashes
    }
}
