import MerkleLog

/// Which files a bundle of so many events has, and how long they can be. It follows from the size alone, so that a reader
/// need not believe any name.
struct BundleShape: Equatable {
    static let checkpoint = "checkpoint"
    static let checkpoints = "checkpoints"
    static let keys = "keys"
    static let schema = "ledger.proto"
    /// The longest note in `checkpoints`, whose length is 16 bits.
    static let maximumNoteLength = 65_535

    let size: UInt64

    private static let width = UInt64(TileCoordinate.width)

    /// Files of up to 256 entries.
    var entryBundleCount: UInt64 { Self.tiles(over: size) }

    /// Tiles of all levels, full and partial.
    var tileCount: UInt64 {
        (0...TileCoordinate.maximumLevel).reduce(0) { count, level in
            count + Self.tiles(over: size >> UInt64(TileCoordinate.height * level))
        }
    }

    private static func tiles(over hashes: UInt64) -> UInt64 { hashes / width + (hashes % width > 0 ? 1 : 0) }

    /// The file with the entries from position 256 × `index` + 1 on.
    func entries(_ index: UInt64) -> TilePath {
        .entries(index: index, width: TileCoordinate(level: 0, index: index).width(inTreeOf: size))
    }

    /// The file of a tile.
    func tile(_ coordinate: TileCoordinate) -> TilePath {
        .hashes(coordinate, width: coordinate.width(inTreeOf: size))
    }

    /// The longest that a file of entries or hashes can be, in bytes.
    static func maximumLength(of path: TilePath) -> Int {
        switch path {
        case .entries(_, let width): width * (2 + EntryBundle.maximumEntryLength)
        case .hashes(_, let width): width * TreeHash.byteCount
        }
    }

    /// Whether a file belongs to the bundle.
    func has(_ path: String) -> Bool {
        let others = [BundleManifest.name, Self.checkpoint, Self.checkpoints, Self.keys, Self.schema]
        if others.contains(where: { $0.utf8.elementsEqual(path.utf8) }) { return true }
        guard let path = try? TilePath(path) else { return false }
        switch path {
        case .entries(let index, let width):
            return width == TileCoordinate(level: 0, index: index).width(inTreeOf: size)
        case .hashes(let coordinate, let width): return width == coordinate.width(inTreeOf: size)
        }
    }
}
