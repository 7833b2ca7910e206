internal import LMDB
internal import MerkleLog

/// Compares stored tiles with those of the tree that is built again.
struct TileAudit {
    /// A tile that is not as it was stored, though it has as many hashes. Whether it or an entry under it was altered is
    /// known once the whole tree is.
    struct Doubt {
        let tile: Tile
        let stored: [TreeHash]

        /// The positions under the first hash that differs.
        var positions: ClosedRange<UInt64> {
            let index = zip(stored, tile.hashes).prefix { $0 == $1 }.count
            let first = tile.coordinate.firstPosition(under: index)
            return first...first - 1 + 1 << UInt64(TileCoordinate.height * tile.coordinate.level)
        }

        /// What is said where the entries are as they were.
        var finding: AuditFinding { tile.difference(from: stored, entriesAreSound: true) }
    }

    private let storage: LogStorage
    private(set) var count: UInt64 = 0
    /// The first.
    private(set) var doubt: Doubt?

    init(_ storage: LogStorage) {
        self.storage = storage
    }

    /// - Throws: ``AuditFinding`` where it is clear that the tile is to blame.
    mutating func check(_ tile: Tile, _ transaction: borrowing ReadTransaction) throws {
        // The hashes of level 0 are not stored.
        guard tile.coordinate.level > 0 else { return }
        count += 1
        guard doubt == nil else { return }
        let first = tile.coordinate.firstPosition(under: 0)
        let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
        guard let row = try transaction.get(storage.tiles, key: key)?.copied else {
            throw AuditFinding(.tiles, first, "Tile \(tile.coordinate) is missing.")
        }
        let bytes = tile.bytes
        if row == bytes { return }
        // Unsafe only for types with padding; a byte has none.
        guard let stored = unsafe try? Tile(tile.coordinate, bytes: row.span.bytes),
            stored.hashes.count == tile.hashes.count
        else {
            throw AuditFinding(
                .tiles, first, "Tile \(tile.coordinate) has \(row.count) bytes; it should have \(bytes.count).")
        }
        let doubt = Doubt(tile: tile, stored: stored.hashes)
        // The tiles below agree with the entries, or there had been a doubt before.
        guard tile.coordinate.level == 1 else { throw doubt.finding }
        self.doubt = doubt
    }

    /// - Throws: ``AuditFinding`` where tiles are stored that the tree does not have.
    func finish(_ transaction: borrowing ReadTransaction) throws {
        let stored = UInt64(try transaction.count(storage.tiles))
        guard stored == count else {
            throw AuditFinding(.tiles, nil, "\(stored) tiles are stored; the tree has \(count).")
        }
    }
}
