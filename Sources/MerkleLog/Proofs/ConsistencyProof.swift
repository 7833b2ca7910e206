/// The proof that one tree is the beginning of another: nothing of the earlier one was changed, removed or reordered.
public struct ConsistencyProof: Hashable, Sendable {
    public let hashes: [TreeHash]

    public init(_ hashes: [TreeHash]) {
        self.hashes = hashes
    }

    /// Checks that the tree `earlier` is a prefix of the tree `later` (RFC 9162, section 2.1.4.2).
    ///
    /// From an empty tree, and between equal sizes, the proof must be empty.
    ///
    /// - Throws: ``MerkleError/Code/outOfRange`` when the later tree is smaller; ``MerkleError/Code/proofLength`` when
    ///   there is a hash too many or too few; ``MerkleError/Code/earlierRootMismatch`` or
    ///   ``MerkleError/Code/laterRootMismatch`` when the proof does not lead to that root.
    public func verify(from earlier: TreeHead, to later: TreeHead) throws(MerkleError) {
        guard earlier.size <= later.size else {
            throw MerkleError(
                .outOfRange,
                "A tree of \(later.size) leaves cannot continue one of \(earlier.size): leaves have been removed.")
        }
        try Self.checkEmptyRoot(earlier, .earlierRootMismatch)
        try Self.checkEmptyRoot(later, .laterRootMismatch)
        let expected = Self.length(from: earlier.size, to: later.size)
        guard hashes.count == expected else {
            throw MerkleError(
                .proofLength,
                "The proof has \(hashes.count) hashes; from \(earlier.size) to \(later.size) leaves there are exactly "
                    + "\(expected).")
        }
        if earlier.size == 0 { return }
        let (first, second) = roots(from: earlier, to: later)
        guard first == earlier.root else {
            throw MerkleError(
                .earlierRootMismatch,
                "The log of \(later.size) leaves does not continue the one of \(earlier.size): its first "
                    + "\(earlier.size) leaves have root \(first), not \(earlier.root).")
        }
        guard second == later.root else {
            throw MerkleError(
                .laterRootMismatch,
                "The proof leads to root \(second) for \(later.size) leaves; the tree's root is \(later.root).")
        }
    }

    /// The two roots that the proof leads to.
    ///
    /// - Precondition: the number of hashes fits the sizes, and the earlier tree has leaves.
    private func roots(from earlier: TreeHead, to later: TreeHead) -> (earlier: TreeHash, later: TreeHash) {
        if earlier.size == later.size { return (earlier.root, earlier.root) }
        // The way starts at the last whole subtree of the earlier tree; a power of two is one subtree, its own root.
        if earlier.size.nonzeroBitCount == 1 {
            return Self.roots(earlier.root, hashes[...], from: earlier.size, to: later.size)
        }
        return Self.roots(hashes[0], hashes.dropFirst(), from: earlier.size, to: later.size)
    }

    /// The two roots that the last whole subtree of the earlier tree and the hashes beside the way up lead to.
    ///
    /// - Precondition: 0 < `earlier` < `later`, and the number of hashes fits.
    static func roots(
        _ seed: TreeHash, _ rest: ArraySlice<TreeHash>, from earlier: UInt64, to later: UInt64
    ) -> (earlier: TreeHash, later: TreeHash) {
        let skipped = UInt64(earlier.trailingZeroBitCount)
        var node = (earlier - 1) >> skipped
        var last = (later - 1) >> skipped
        var first = seed
        var second = seed
        for hash in rest {
            if node & 1 == 1 || node == last {
                first = .node(hash, first)
                second = .node(hash, second)
                // Rise past the levels where the right edge has no sibling.
                let levels = UInt64(node.trailingZeroBitCount)
                node >>= levels
                last >>= levels
            } else {
                second = .node(second, hash)
            }
            node >>= 1
            last >>= 1
        }
        return (first, second)
    }

    /// How many hashes a proof between these sizes has.
    static func length(from earlier: UInt64, to later: UInt64) -> Int {
        guard earlier > 0, earlier < later else { return 0 }
        let skipped = earlier.trailingZeroBitCount
        // The way of the earlier tree's last leaf, less the levels below its last whole subtree, plus that subtree.
        let way = InclusionProof.length(index: earlier - 1, size: later) - skipped
        return way + (earlier.nonzeroBitCount == 1 ? 0 : 1)
    }

    private static func checkEmptyRoot(_ head: TreeHead, _ code: MerkleError.Code) throws(MerkleError) {
        guard head.size > 0 || head.root == .empty else {
            throw MerkleError(code, "A tree without leaves has root \(TreeHash.empty), not \(head.root).")
        }
    }
}
