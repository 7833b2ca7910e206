/// Everything a log has to hold in memory to append: the right edge, and the unfinished tile of every level.
///
/// Load it once, append leaves, store the tiles that were completed, and store the partial tiles at the end of the
/// batch. Each leaf costs two hashes on average, and the root at most one for each 1 bit of the size.
public struct TreeEdge: Hashable, Sendable {
    /// What of it a tree needs to be carried on, without its tiles.
    public private(set) var frontier: TreeFrontier
    /// The hashes of the unfinished tile at each level, 0 to 255 of them; always one element for each level.
    private var levels: [[TreeHash]]

    /// The edge of a tree without leaves.
    public init() {
        frontier = TreeFrontier()
        levels = Array(repeating: [], count: TileCoordinate.maximumLevel + 1)
    }

    /// Restores the edge from the tiles that a tree of `size` leaves leaves unfinished.
    ///
    /// - Parameter partialTiles: one tile for each of ``TileCoordinate/partialTiles(inTreeOf:)``, in any order. A tile
    ///   with more hashes than that size has is cut to it.
    /// - Throws: ``MerkleError/Code/malformedTile`` when one is missing, too narrow or does not belong.
    public init(size: UInt64, partialTiles: [Tile]) throws(MerkleError) {
        self.init()
        let expected = TileCoordinate.partialTiles(inTreeOf: size)
        for tile in partialTiles where !expected.contains(tile.coordinate) {
            throw MerkleError(
                .malformedTile, "Tile \(tile.coordinate) is not an unfinished tile of a tree of \(size) leaves.")
        }
        for coordinate in expected {
            let width = coordinate.width(inTreeOf: size)
            guard let tile = partialTiles.last(where: { $0.coordinate == coordinate }), tile.hashes.count >= width
            else {
                throw MerkleError(
                    .malformedTile, "A tree of \(size) leaves needs \(width) hashes of tile \(coordinate) to go on.")
            }
            levels[coordinate.level] = Array(tile.hashes.prefix(width))
        }
        frontier = TreeFrontier(size: size, partialTiles: levels)
    }

    /// The number of leaves.
    public var size: UInt64 { frontier.size }

    /// The Merkle tree hash over all leaves.
    public var root: TreeHash { frontier.root }

    /// Size and root together.
    public var head: TreeHead { frontier.head }

    /// The unfinished tiles, lowest level first. Levels above 0 are what a log stores with each batch; the tile of
    /// level 0 can be computed again from at most 255 entries.
    public var partialTiles: [Tile] {
        TileCoordinate.partialTiles(inTreeOf: size).map { Tile(unchecked: $0, hashes: levels[$0.level]) }
    }

    /// Adds a leaf on the right, and adds every tile that it completes, lowest level first, to `completed`.
    ///
    /// - Precondition: the tree has fewer than 2⁶⁴ − 1 leaves.
    public mutating func append(_ leaf: TreeHash, completed: inout [Tile]) {
        let index = frontier.size
        frontier.append(leaf) { height, hash in
            guard height.isMultiple(of: TileCoordinate.height) else { return }
            let level = height / TileCoordinate.height
            if levels[level].isEmpty { levels[level].reserveCapacity(TileCoordinate.width) }
            levels[level].append(hash)
            guard levels[level].count == TileCoordinate.width else { return }
            // The leaf at `index` is the last one under this tile, so its own tile number follows from its bits.
            let number = index >> UInt64(height + TileCoordinate.height)
            completed.append(Tile(unchecked: TileCoordinate(level: level, index: number), hashes: levels[level]))
            levels[level] = []
        }
    }
}

extension TreeFrontier {
    /// The right edge, computed from the hashes of each level's unfinished tile.
    fileprivate init(size: UInt64, partialTiles levels: [[TreeHash]]) {
        var hashes: [TreeHash] = []
        for level in levels.reversed() {
            var rest = level[...]
            for bit in (0..<TileCoordinate.height).reversed() where level.count >> bit & 1 == 1 {
                hashes.append(TreeHash.root(ofPerfect: rest.prefix(1 << bit)))
                rest = rest.dropFirst(1 << bit)
            }
        }
        self.init(checked: size, hashes: hashes)
    }
}
