/// Computes the roots of subtrees from tiles, reading each tile once.
struct TileReader<Source: TileSource> {
    private let source: Source
    /// The size of the tree that is read; tiles are asked for at the width they have in it.
    private let size: UInt64
    private var tiles: [TileCoordinate: [TreeHash]] = [:]

    init(_ source: Source, size: UInt64) {
        self.source = source
        self.size = size
    }

    /// The Merkle tree hash over the leaves in `range`.
    ///
    /// - Precondition: `range` is a subtree of RFC 6962's tree: not empty, and starting at a multiple of the power of
    ///   two that is not smaller than its length.
    mutating func root(of range: Range<UInt64>) throws -> TreeHash {
        // From the right edge inwards: the smallest perfect subtree first.
        var end = range.upperBound
        var hash: TreeHash?
        while end > range.lowerBound {
            let height = (end - range.lowerBound).trailingZeroBitCount
            let subtree = try perfectRoot(height: height, index: (end - 1) >> UInt64(height))
            hash = hash.map { .node(subtree, $0) } ?? subtree
            end -= 1 << UInt64(height)
        }
        precondition(hash != nil, "A subtree has at least one leaf.")
        return hash ?? .empty
    }

    /// The root of the perfect subtree of 2^height leaves that starts at leaf index × 2^height.
    private mutating func perfectRoot(height: Int, index: UInt64) throws -> TreeHash {
        let inTile = height % TileCoordinate.height
        let first = index << UInt64(inTile)
        let tile = TileCoordinate(level: height / TileCoordinate.height, index: first / UInt64(TileCoordinate.width))
        let start = Int(first % UInt64(TileCoordinate.width))
        let end = start + 1 << inTile
        let hashes = try hashes(of: tile)
        guard hashes.count >= end else {
            throw MerkleError(
                .malformedTile,
                "Tile \(tile) has \(hashes.count) hashes; a tree of \(size) leaves needs at least \(end) of them.")
        }
        return TreeHash.root(ofPerfect: hashes[start..<end])
    }

    private mutating func hashes(of tile: TileCoordinate) throws -> [TreeHash] {
        if let known = tiles[tile] { return known }
        let hashes = try source.hashes(of: tile, width: tile.width(inTreeOf: size))
        tiles[tile] = hashes
        return hashes
    }
}
