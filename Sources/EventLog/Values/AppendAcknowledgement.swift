public import MerkleLog

/// What the log has written for one request. It is given only once the entries are on disk.
public struct AppendAcknowledgement: Hashable, Sendable {
    /// Position of the request's first entry; the others follow without gaps.
    public let firstPosition: UInt64
    /// Version of each entry in its stream, in the order of the drafts.
    public let versions: [UInt32]
    /// Leaf hash of each entry, in the order of the drafts.
    public let leafHashes: [TreeHash]
    /// When the entries were recorded, in microseconds since 1970-01-01T00:00:00Z.
    public let recordedAt: UInt64
    /// Whether an earlier request with the same idempotency key wrote the entries, and this one wrote nothing.
    public let isRepeat: Bool

    public init(
        firstPosition: UInt64, versions: [UInt32], leafHashes: [TreeHash], recordedAt: UInt64, isRepeat: Bool
    ) {
        self.firstPosition = firstPosition
        self.versions = versions
        self.leafHashes = leafHashes
        self.recordedAt = recordedAt
        self.isRepeat = isRepeat
    }

    /// Position of the request's last entry.
    public var lastPosition: UInt64 { firstPosition + UInt64(versions.count) - 1 }

    /// Size of the smallest tree that holds all of the request's entries, which is the position of the last one. A
    /// repeated request gets the same, however far the log has grown since.
    public var treeSize: UInt64 { lastPosition }

    /// The positions of the request's entries, in the order of the drafts.
    public var positions: ClosedRange<UInt64> { firstPosition...lastPosition }
}
