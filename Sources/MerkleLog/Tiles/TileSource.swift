/// Where tiles are read from: a database, a directory, memory.
public protocol TileSource {
    /// The hashes of a tile.
    ///
    /// - Parameter width: how many hashes are needed, from the left. More may be returned; fewer is an error that the
    ///   caller reports as ``MerkleError/Code/malformedTile``.
    func hashes(of tile: TileCoordinate, width: Int) throws -> [TreeHash]
}

extension TileSource {
    /// The root of the tree as it was when it had `size` leaves.
    ///
    /// - Throws: ``MerkleError/Code/malformedTile`` when a tile is too narrow; whatever the source throws.
    public func root(size: UInt64) throws -> TreeHash {
        var reader = TileReader(self, size: size)
        return try size == 0 ? .empty : reader.root(of: 0..<size)
    }

    /// Size and root of the tree as it was when it had `size` leaves.
    public func head(size: UInt64) throws -> TreeHead {
        TreeHead(size: size, root: try root(size: size))
    }

    /// The hash of the leaf at `index`.
    ///
    /// - Throws: ``MerkleError/Code/malformedTile`` when its tile is too narrow; whatever the source throws.
    public func leaf(_ index: UInt64) throws -> TreeHash {
        guard index < .max else { throw MerkleError.noLeaf(index, .max) }
        var reader = TileReader(self, size: index + 1)
        return try reader.root(of: index..<index + 1)
    }

    /// The proof that the leaf at `index` is in the tree of the first `size` leaves (RFC 6962, section 2.1.1).
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` unless `index` < `size`; ``MerkleError/Code/malformedTile``; whatever
    ///   the source throws.
    public func inclusionProof(index: UInt64, size: UInt64) throws -> InclusionProof {
        guard index < size else {
            throw MerkleError.noLeaf(index, size)
        }
        var reader = TileReader(self, size: size)
        var range = 0..<size
        var path: [TreeHash] = []
        while range.upperBound - range.lowerBound > 1 {
            let (left, right) = range.split
            path.append(try reader.root(of: left.contains(index) ? right : left))
            range = left.contains(index) ? left : right
        }
        return InclusionProof(path.reversed())
    }

    /// The proof that the tree of the first `earlier` leaves is a prefix of the tree of the first `later` leaves
    /// (RFC 6962, section 2.1.2). Empty when `earlier` is 0 or both are the same.
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` when `earlier` > `later`; ``MerkleError/Code/malformedTile``; whatever
    ///   the source throws.
    public func consistencyProof(from earlier: UInt64, to later: UInt64) throws -> ConsistencyProof {
        guard earlier <= later else {
            throw MerkleError(
                .outOfRange, "A tree of \(later) leaves cannot continue one of \(earlier): the later size is smaller.")
        }
        guard earlier > 0, earlier < later else { return ConsistencyProof([]) }
        var reader = TileReader(self, size: later)
        var range = 0..<later
        var path: [TreeHash] = []
        // Walk down the right edge of the earlier tree until it falls on a whole subtree of the later one.
        while range.upperBound != earlier {
            let (left, right) = range.split
            let goesLeft = earlier <= left.upperBound
            path.append(try reader.root(of: goesLeft ? right : left))
            range = goesLeft ? left : right
        }
        // A subtree that starts at leaf 0 is the earlier root itself, which the verifier already has.
        if range.lowerBound != 0 { path.append(try reader.root(of: range)) }
        return ConsistencyProof(path.reversed())
    }
}

extension Range<UInt64> {
    /// The two subtrees of RFC 6962: the left one as large a power of two as leaves something for the right.
    ///
    /// - Precondition: at least two leaves.
    var split: (left: Range<UInt64>, right: Range<UInt64>) {
        let count = upperBound - lowerBound
        let half = UInt64(1) << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
        return (lowerBound..<lowerBound + half, lowerBound + half..<upperBound)
    }
}
