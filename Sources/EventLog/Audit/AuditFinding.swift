/// Something in a log that is not as it was written.
public struct AuditFinding: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which check failed.
    public enum Check: String, Hashable, Sendable {
        /// Positions are 1, 2, 3 … without gaps, up to the head's.
        case positions
        /// Entries have the form of an entry and the leaf hash that the tree holds for them.
        case entries
        /// Stored tiles are those of the tree over the entries.
        case tiles
        /// The head's size, root, time and counts.
        case head
        /// Recorded-at never decreases.
        case order
        /// The index of streams and versions.
        case streams
        /// The index of idempotency keys.
        case idempotencyKeys = "idempotency keys"
        /// The index by kind.
        case kinds
        /// Stored checkpoints, the copy outside the database, and those that the auditor kept.
        case checkpoints
    }

    public let check: Check
    /// The first position that is known to be affected; nil where it is not about an event.
    public let position: UInt64?
    /// A sentence.
    public let description: String

    public init(_ check: Check, _ position: UInt64?, _ description: String) {
        self.check = check
        self.position = position
        self.description = description
    }
}

/// What an audit has looked at.
public struct AuditReport: Hashable, Sendable {
    /// Where the log stood.
    public var head: Head
    /// What is wrong, the lowest position first; each part of the audit stops at its first finding.
    public var findings: [AuditFinding] = []
    public var tileCount: UInt64 = 0
    public var checkpointCount: UInt64 = 0
    public var streamCount: UInt64 = 0
    public var idempotencyKeyCount: UInt64 = 0
}
