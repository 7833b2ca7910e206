/// How many leaves a tree has and the root over them: everything a checkpoint vouches for.
public struct TreeHead: Hashable, Sendable {
    /// The number of leaves.
    public let size: UInt64
    /// The RFC 6962 Merkle tree hash of those leaves.
    public let root: TreeHash

    public init(size: UInt64, root: TreeHash) {
        self.size = size
        self.root = root
    }

    /// The tree that every log starts from.
    public static let empty = TreeHead(size: 0, root: .empty)
}
