internal import LMDB
internal import MerkleLog

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

    /// Position of the last entry, in a form that is cheap to ask for often.
    ///
    /// - Throws: `.closed`, `.damaged`, `.io`.
    public func position() throws(EventLogError) -> UInt64 {
        try EventLogError.translating { try storage.environment.read { try storage.end($0).size } }
    }
}
