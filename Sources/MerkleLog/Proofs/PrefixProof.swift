/// The hashes that show which root a tree had at an earlier size.
///
/// Unlike a ``ConsistencyProof`` it does not presume that root: whoever has the later root knows from it what the earlier
/// one was, and so that another log, signed by the same key, is not the beginning of this one.
public struct PrefixProof: Hashable, Sendable {
    /// From the last whole subtree of the earlier tree upwards.
    public let hashes: [TreeHash]

    public init(_ hashes: [TreeHash]) {
        self.hashes = hashes
    }

    /// The root that the tree had with `size` leaves.
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` when it has fewer; ``MerkleError/Code/proofLength``;
    ///   ``MerkleError/Code/laterRootMismatch`` when the hashes are not those of that tree.
    public func root(at size: UInt64, in tree: TreeHead) throws(MerkleError) -> TreeHash {
        guard size <= tree.size else {
            throw MerkleError(.outOfRange, "A tree of \(tree.size) leaves had no root at \(size) leaves.")
        }
        let expected = Self.length(from: size, to: tree.size)
        guard hashes.count == expected else {
            throw MerkleError(
                .proofLength,
                "The proof has \(hashes.count) hashes; from \(size) to \(tree.size) leaves there are exactly \(expected)."
            )
        }
        guard size > 0, size < tree.size else { return size == 0 ? .empty : tree.root }
        let (first, second) = ConsistencyProof.roots(
            hashes[0], hashes.dropFirst(), from: size, to: tree.size)
        guard second == tree.root else {
            throw MerkleError(
                .laterRootMismatch,
                "The proof leads to root \(second) for \(tree.size) leaves; the tree's root is \(tree.root).")
        }
        return first
    }

    private static func length(from earlier: UInt64, to later: UInt64) -> Int {
        guard earlier > 0, earlier < later else { return 0 }
        return ConsistencyProof.length(from: earlier, to: later) + (earlier.nonzeroBitCount == 1 ? 1 : 0)
    }
}

extension TileSource {
    /// The hashes that show which root the tree of the first `later` leaves had with `earlier` leaves.
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` when `earlier` > `later`; ``MerkleError/Code/malformedTile``; whatever
    ///   the source throws.
    public func prefixProof(of earlier: UInt64, in later: UInt64) throws -> PrefixProof {
        let proof = try consistencyProof(from: earlier, to: later).hashes
        guard earlier > 0, earlier < later, earlier.nonzeroBitCount == 1 else { return PrefixProof(proof) }
        // The one hash that a consistency proof leaves out: the earlier tree is one subtree, whose root its reader has.
        var reader = TileReader(self, size: later)
        return PrefixProof([try reader.root(of: 0..<earlier)] + proof)
    }
}
