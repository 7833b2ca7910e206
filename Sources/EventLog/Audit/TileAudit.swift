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
        let first = Self.firstPosition(under: tile.coordinate, 0)
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
    func finish(_ transaction: borrowing ReadTransaction) throws {
        let stored = UInt64(try transaction.count(storage.tiles))
        guard stored == count else {
            throw AuditFinding(.tiles, nil, "\(stored) tiles are stored; the tree has \(count).")
        }
    }

    private func row(_ tile: TileCoordinate, _ transaction: borrowing ReadTransaction) throws -> [UInt8]? {
        try transaction.get(storage.tiles, key: Keys.tile(level: tile.level, index: tile.index))?.copied
    }

    /// The first position whose leaf lies under a hash of a tile.
    private static func firstPosition(under tile: TileCoordinate, _ hash: Int) -> UInt64 {
        (tile.index * UInt64(TileCoordinate.width) + UInt64(hash)) << UInt64(TileCoordinate.height * tile.level) + 1
    }

    private func difference(
        _ stored: [TreeHash], _ tile: Tile, _ transaction: borrowing ReadTransaction
    ) throws -> AuditFinding {
        let index = zip(stored, tile.hashes).prefix { $0 == $1 }.count
        let position = Self.firstPosition(under: tile.coordinate, index)
        // The tiles below agree with the entries, or the audit had ended there.
        guard tile.coordinate.level == 0, try above(tile, transaction) != root(of: tile.hashes) else {
            return AuditFinding(
                .tiles, position,
                "Tile \(tile.coordinate) has been altered: its hash \(index) is not that of the events from position "
                    + "\(position) on.")
        }
        return AuditFinding(.entries, position, Self.sentence(stored, tile.hashes, index, position))
    }

    /// What the tile above holds for a tile; nil where it does not go so far.
    private func above(_ tile: Tile, _ transaction: borrowing ReadTransaction) throws -> TreeHash? {
        let width = UInt64(TileCoordinate.width)
        let coordinate = TileCoordinate(level: 1, index: tile.coordinate.index / width)
        let start = Int(tile.coordinate.index % width) * TreeHash.byteCount
        guard let row = try row(coordinate, transaction), row.count >= start + TreeHash.byteCount else { return nil }
        return TreeHash(Array(row[start..<start + TreeHash.byteCount]))
    }

    private func root(of hashes: [TreeHash]) -> TreeHash {
        var frontier = TreeFrontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }

    /// Names what was done to entries, from the leaf hashes that they should have and those that they have.
    static func sentence(_ stored: [TreeHash], _ found: [TreeHash], _ index: Int, _ position: UInt64) -> String {
        let (was, now) = (stored[index...], found[index...])
        if Set(was) == Set(now) {
            let last = position + UInt64(zip(was, now).reversed().drop { $0 == $1 }.count) - 1
            return
                "The events from position \(position) to \(last) are not in the order that the tree was computed over."
        }
        if now.count > 1, now.dropFirst().elementsEqual(was.dropLast()) {
            return
                "An event was inserted at position \(position): those behind it are one place later than in the tree."
        }
        if now.count > 1, was.dropFirst().elementsEqual(now.dropLast()) {
            return
                "An event was removed at position \(position): those behind it are one place earlier than in the tree."
        }
        return "The event at position \(position) is not the one that the tree was computed over: it has been altered."
    }
}
