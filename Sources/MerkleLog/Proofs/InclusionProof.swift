/// The proof that a leaf is in a tree: the hashes beside its way up, from the leaf's sibling to the root's child.
public struct InclusionProof: Hashable, Sendable {
    public let hashes: [TreeHash]

    public init(_ hashes: [TreeHash]) {
        self.hashes = hashes
    }

    /// Checks that `leaf` is the leaf hash at `index` in the tree of `size` leaves with the given `root`
    /// (RFC 9162, section 2.1.3.2).
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` unless `index` < `size`; ``MerkleError/Code/proofLength`` when there
    ///   is a hash too many or too few; ``MerkleError/Code/inclusionMismatch`` when the proof leads to another root.
    public func verify(leaf: TreeHash, index: UInt64, size: UInt64, root: TreeHash) throws(MerkleError) {
        let computed = try computedRoot(leaf: leaf, index: index, size: size)
        guard computed == root else {
            throw MerkleError(
                .inclusionMismatch,
                "The entry is not leaf \(index) of the tree of \(size) leaves: the proof leads to root \(computed), "
                    + "and the tree's root is \(root).")
        }
    }

    /// Checks the proof against a tree head, as a checkpoint states it.
    public func verify(leaf: TreeHash, index: UInt64, in head: TreeHead) throws(MerkleError) {
        try verify(leaf: leaf, index: index, size: head.size, root: head.root)
    }

    /// The root that the proof leads to from this leaf.
    func computedRoot(leaf: TreeHash, index: UInt64, size: UInt64) throws(MerkleError) -> TreeHash {
        guard index < size else {
            throw MerkleError.noLeaf(index, size)
        }
        let expected = Self.length(index: index, size: size)
        guard hashes.count == expected else {
            throw MerkleError(
                .proofLength,
                "The proof has \(hashes.count) hashes; for leaf \(index) of \(size) there are exactly \(expected).")
        }
        var hash = leaf
        var node = index
        var last = size - 1
        for sibling in hashes {
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                // Rise past the levels where the right edge has no sibling.
                let skipped = UInt64(node.trailingZeroBitCount)
                node >>= skipped
                last >>= skipped
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return hash
    }

    /// How many hashes a proof for leaf `index` in a tree of `size` leaves has.
    ///
    /// Below the point where the ways to `index` and to the last leaf part, every level has a sibling; above it, only
    /// the levels where the way turns right have one, the way being the tree's right edge there.
    static func length(index: UInt64, size: UInt64) -> Int {
        let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        let border = inner == UInt64.bitWidth ? 0 : (index >> UInt64(inner)).nonzeroBitCount
        return inner + border
    }
}
