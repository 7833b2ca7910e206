public import MerkleLog

/// Where a log stands: everything up to a position.
public struct Head: Hashable, Sendable {
    /// Position of the last entry, and so the number of entries; 0 for an empty log.
    public let position: UInt64
    /// The Merkle tree hash over all entries (RFC 6962).
    public let root: TreeHash
    /// When the last entry was recorded, in microseconds since 1970-01-01T00:00:00Z; 0 for an empty log.
    public let recordedAt: UInt64
    /// The number of entries of each kind that has any.
    public let counts: [UInt8: UInt64]

    public init(position: UInt64, root: TreeHash, recordedAt: UInt64, counts: [UInt8: UInt64]) {
        self.position = position
        self.root = root
        self.recordedAt = recordedAt
        self.counts = counts
    }
}
