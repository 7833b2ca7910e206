/// Where a tile stands: its level and its index within the level (C2SP tlog-tiles).
///
/// A tile is up to 256 consecutive hashes. At level 0 they are leaf hashes; at level L + 1 each hash is the root of one
/// full tile of level L, so entry `i` of a level covers 256ᴸ leaves.
public struct TileCoordinate: Hashable, Sendable, Comparable {
    /// How many hashes a full tile has.
    public static let width = 256
    /// How many levels of the tree one tile spans: 2⁸ = 256.
    public static let height = 8
    /// The highest tile level that a tree of fewer than 2⁶⁴ leaves can have.
    public static let maximumLevel = 7

    /// 0 for leaf hashes, at most ``maximumLevel``.
    public let level: Int
    /// The tile's number within its level, from 0.
    public let index: UInt64

    /// - Precondition: `level` is from 0 to 7; no tree has higher tiles.
    public init(level: Int, index: UInt64) {
        precondition((0...Self.maximumLevel).contains(level), "There are no tiles above level 7.")
        self.level = level
        self.index = index
    }

    /// How many hashes the tile has in a tree of `size` leaves: 0 when it is not there yet, 256 when it is full.
    public func width(inTreeOf size: UInt64) -> Int {
        let entries = size >> UInt64(Self.height * level)
        let (start, overflow) = index.multipliedReportingOverflow(by: UInt64(Self.width))
        guard !overflow, entries > start else { return 0 }
        return Int(min(entries - start, UInt64(Self.width)))
    }

    /// The partial tiles of a tree of `size` leaves, lowest level first: each level's last tile, unless it is full or empty.
    public static func partialTiles(inTreeOf size: UInt64) -> [TileCoordinate] {
        (0...maximumLevel).compactMap { level in
            let entries = size >> UInt64(height * level)
            return entries % UInt64(width) == 0
                ? nil : TileCoordinate(level: level, index: entries / UInt64(width))
        }
    }

    /// By level, then by index: the order in which tiles are listed.
    public static func < (left: TileCoordinate, right: TileCoordinate) -> Bool {
        (left.level, left.index) < (right.level, right.index)
    }
}
