/// The right edge of a tree: the roots of the perfect subtrees that its leaves fall into, left to right.
///
/// A tree of `size` leaves splits into one perfect subtree for each 1 bit of `size`, largest first. Those hashes are
/// all that is needed to append a leaf and to compute the root, each in O(log size).
public struct TreeFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// One hash for each 1 bit of ``size``, from the highest bit to the lowest.
    public private(set) var hashes: [TreeHash]

    /// The edge of a tree without leaves.
    public init() {
        size = 0
        hashes = []
    }

    /// Restores an edge; nil when the number of hashes is not the number of 1 bits in `size`.
    public init?(size: UInt64, hashes: [TreeHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.init(checked: size, hashes: hashes)
    }

    /// - Precondition: one hash for each 1 bit of `size`.
    init(checked size: UInt64, hashes: [TreeHash]) {
        precondition(hashes.count == size.nonzeroBitCount)
        self.size = size
        self.hashes = hashes
    }

    /// Adds a leaf on the right.
    ///
    /// - Precondition: the tree has fewer than 2⁶⁴ − 1 leaves.
    public mutating func append(_ leaf: TreeHash) {
        append(leaf) { _, _ in }
    }

    /// Adds a leaf on the right, and reports each perfect subtree that it completes, by height from 0 (the leaf).
    @inline(__always)
    mutating func append(_ leaf: TreeHash, completing: (_ height: Int, _ hash: TreeHash) -> Void) {
        append(leaf, height: 0, completing: completing)
    }

    /// Adds a perfect subtree of 2^height leaves on the right, and reports it and each one that it completes.
    ///
    /// - Precondition: the number of leaves before it is a multiple of its own.
    @inline(__always)
    mutating func append(
        _ subtree: TreeHash, height: Int, completing: (_ height: Int, _ hash: TreeHash) -> Void = { _, _ in }
    ) {
        let count = UInt64(1) << UInt64(height)
        precondition(size <= .max - count, "A tree cannot have more than 2^64 - 1 leaves.")
        precondition(size & (count - 1) == 0, "A subtree begins at a multiple of its size.")
        completing(height, subtree)
        var hash = subtree
        // As when adding one in binary: each trailing 1 bit is a subtree that the new one joins with.
        for joined in height..<(~(size >> UInt64(height))).trailingZeroBitCount + height {
            hash = .node(hashes.removeLast(), hash)
            completing(joined + 1, hash)
        }
        hashes.append(hash)
        size += count
    }

    /// The Merkle tree hash over all leaves.
    public var root: TreeHash {
        guard var hash = hashes.last else { return .empty }
        for left in hashes.dropLast().reversed() {
            hash = .node(left, hash)
        }
        return hash
    }

    /// Size and root together.
    public var head: TreeHead { TreeHead(size: size, root: root) }
}
