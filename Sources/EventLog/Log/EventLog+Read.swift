internal import LMDB
public import MerkleLog

extension EventLog {
    /// Where the log stands now: what any process has committed.
    ///
    /// - Throws: `.closed`, `.damaged`, `.io`.
    public func head() throws(EventLogError) -> Head {
        try EventLogError.translating { try storage.environment.read { try storage.end($0).head } }
    }

    /// Runs `body` with one unchanging snapshot of the log, which costs neither copies nor locks.
    ///
    /// Do not keep it longer than needed: while it is open, old pages of the file cannot be used again.
    ///
    /// - Throws: `.closed`, `.damaged`, `.io`; what `body` throws.
    public func read<Result>(_ body: (borrowing LogSnapshot) throws -> Result) throws -> Result {
        let snapshot = try LogSnapshot(storage, logID, tails)
        return try body(snapshot)
    }

    /// The processes that read the log as it was many commits ago, the oldest first: while one does, what was replaced in
    /// the file since is not used again, and the file grows.
    ///
    /// - Parameter commits: at least so many ago.
    /// - Throws: `.closed`, `.io`.
    public func oldReaders(after commits: Int) throws(EventLogError) -> [(process: Int32, commits: Int)] {
        try EventLogError.translating {
            let newest = try storage.environment.information().lastTransaction - commits
            let old = try storage.environment.openSnapshots().filter { $0.number <= newest }
            return old.sorted { $0.number < $1.number }.map { ($0.process, newest + commits - $0.number) }
        }
    }

    /// Position of the last entry, in a form that is cheap to ask for often.
    ///
    /// - Throws: `.closed`, `.damaged`, `.io`.
    public func position() throws(EventLogError) -> UInt64 {
        try EventLogError.translating { try storage.environment.read { try storage.end($0).size } }
    }
}

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
