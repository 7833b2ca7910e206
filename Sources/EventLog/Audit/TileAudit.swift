internal import LMDB
internal import MerkleLog

/// Compares stored tiles with those of the tree that is built again, and says what has changed where they differ.
struct TileAudit {
    private let storage: LogStorage
    private(set) var count: UInt64 = 0

    init(_ storage: LogStorage) {
        self.storage = storage
    }

    /// - Throws: ``AuditFinding``.
    mutating func check(_ tile: Tile, _ transaction: borrowing ReadTransaction) throws {
        count += 1
        let first = tile.coordinate.firstPosition(under: 0)
        guard let row = try self.row(tile.coordinate, transaction) else {
            throw AuditFinding(.tiles, first, "Tile \(tile.coordinate) is missing.")
        }
        let bytes = tile.bytes
        // Unsafe only for types with padding; a byte has none.
        if unsafe row.span.bytes.elementsEqual(bytes.span.bytes) { return }
        guard let stored = unsafe try? Tile(tile.coordinate, bytes: row.span.bytes),
            stored.hashes.count == tile.hashes.count
        else {
            throw AuditFinding(
                .tiles, first, "Tile \(tile.coordinate) has \(row.count) bytes; it should have \(bytes.count).")
        }
        throw try difference(stored.hashes, tile, transaction)
    }

    /// - Throws: ``AuditFinding`` where tiles are stored that the tree does not have.
    func finish(_ head: Head, _ transaction: borrowing ReadTransaction) throws {
        let width = UInt64(TileCoordinate.width)
        // Of what is staged, those of level 0.
        let expected = count + (try storage.lastStored(transaction)) / width - head.position / width
        let stored = UInt64(try transaction.count(storage.tiles))
        guard stored == expected else {
            throw AuditFinding(.tiles, nil, "\(stored) tiles are stored; the tree has \(expected).")
        }
    }

    private func row(_ tile: TileCoordinate, _ transaction: borrowing ReadTransaction) throws -> [UInt8]? {
        try transaction.get(storage.tiles, key: Keys.tile(level: tile.level, index: tile.index))?.copied
    }

    private func difference(
        _ stored: [TreeHash], _ tile: Tile, _ transaction: borrowing ReadTransaction
    ) throws -> AuditFinding {
        // The tiles below agree with the entries, or the audit had ended there.
        let entriesAreSound = try tile.coordinate.level > 0 || above(tile, transaction) == tile.root
        return tile.difference(from: stored, entriesAreSound: entriesAreSound)
    }

    /// What the tile above holds for a tile; nil where it does not go so far.
    private func above(_ tile: Tile, _ transaction: borrowing ReadTransaction) throws -> TreeHash? {
        let width = UInt64(TileCoordinate.width)
        let coordinate = TileCoordinate(level: 1, index: tile.coordinate.index / width)
        let start = Int(tile.coordinate.index % width) * TreeHash.byteCount
        guard let row = try row(coordinate, transaction), row.count >= start + TreeHash.byteCount else { return nil }
        return TreeHash(Array(row[start..<start + TreeHash.byteCount]))
    }
}
