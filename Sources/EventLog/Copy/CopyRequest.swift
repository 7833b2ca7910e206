public import MerkleLog

/// What another log of the same id has stored, to be stored here as the same bytes in one commit.
public struct CopyRequest: Sendable {
    /// How many entries the log has before.
    public var start: UInt64
    /// A signed checkpoint: it is stored where the log then ends at its size.
    public var checkpoint: (size: UInt64, note: String)
    /// Hands over the entries, run by run: called on the writer's thread, which may wait in it. What is handed over is
    /// verified; it becomes part of the log all at once, after the last run.
    ///
    /// Returns what size and root the log must then have.
    public var read: @Sendable (_ take: (EntryRun) throws -> Void) throws -> TreeHead

    public init(
        start: UInt64, checkpoint: (size: UInt64, note: String),
        read: @escaping @Sendable (_ take: (EntryRun) throws -> Void) throws -> TreeHead
    ) {
        self.start = start
        self.checkpoint = checkpoint
        self.read = read
    }
}

extension EventLog {
    /// Stores what another log of the same id has stored: the same bytes at the same positions, all of it or none, on disk
    /// when this returns.
    ///
    /// - Returns: where the log ends.
    /// - Throws: `.readOnly` unless the log was opened for copying; `.outOfRange` where it has another number of entries than
    ///   the request begins after; `.damaged` where an entry is not the one that belongs at its position, a request is cut
    ///   short, or the tree is another than the request says; `.diskFull`, `.io`, `.closed`.
    @discardableResult
    public func copy(_ request: CopyRequest) async throws(EventLogError) -> Head {
        guard access == .copying, let writer else { throw .readOnly }
        return try await writer.copy(request).get()
    }
}
