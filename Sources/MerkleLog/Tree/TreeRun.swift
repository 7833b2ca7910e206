/// The perfect subtrees over consecutive leaves somewhere in a tree: what of it can be computed without the leaves before.
///
/// So stretches of leaves can be hashed at the same time, each by itself, and be joined in their order by
/// ``TreeFrontier/append(_:)-(TreeRun)``.
public struct TreeRun: Hashable, Sendable {
    /// The number of leaves before the first.
    public let start: UInt64
    /// The number of leaves.
    public private(set) var count: UInt64 = 0
    /// Left to right. No two neighbours are the halves of a larger one.
    private(set) var subtrees: [Subtree] = []

    struct Subtree: Hashable, Sendable {
        /// It has 2^height leaves.
        var height: Int
        var hash: TreeHash
    }

    /// A run without leaves.
    ///
    /// - Parameter start: the number of leaves before it.
    public init(after start: UInt64) {
        self.start = start
    }

    /// Adds a leaf on the right.
    ///
    /// - Precondition: the tree has fewer than 2⁶⁴ − 1 leaves.
    public mutating func append(_ leaf: TreeHash) {
        precondition(start + count < .max, "A tree cannot have more than 2^64 - 1 leaves.")
        var added = Subtree(height: 0, hash: leaf)
        // The leaf ends one perfect subtree for each trailing 1 bit of its index; of a larger one the left half may
        // lie before this run.
        let completed = (~(start + count)).trailingZeroBitCount
        while added.height < completed, let left = subtrees.last, left.height == added.height {
            subtrees.removeLast()
            added = Subtree(height: added.height + 1, hash: .node(left.hash, added.hash))
        }
        subtrees.append(added)
        count += 1
    }
}

extension TreeFrontier {
    /// Adds the leaves of a run on the right.
    ///
    /// - Precondition: the run begins where this tree ends.
    public mutating func append(_ run: TreeRun) {
        precondition(run.start == size, "The run does not begin where the tree ends.")
        for subtree in run.subtrees { append(subtree.hash, height: subtree.height) }
    }
}
