internal import LMDB
internal import MerkleLog

/// Makes a log again from what another log has stored: its id, its entries byte for byte at their positions, and its
/// checkpoints. Indexes and tree follow from the entries, so that every row of the new log is the other's.
///
///     var restoration = try LogRestoration(at: "copy.ledger/log", logID: id)
///     for entry in entries { try restoration.append(entry) }
///     let head = try restoration.finish()
///
/// What is appended is committed in batches: where an error ends the restoration, the caller removes the directory.
public struct LogRestoration: ~Copyable {
    /// A batch is committed once it has this many bytes of entries.
    private static let bytesPerCommit = 4 << 20
    /// Or this many checkpoints.
    private static let notesPerCommit = 1024

    private let storage: LogStorage
    private var known = (edge: TreeEdge(), tail: Tail())
    private var requests = RequestFollower()
    private var batch: [[UInt8]] = []
    private var batchBytes = 0
    private var notes: [(size: UInt64, text: String)] = []

    /// Makes the empty log.
    ///
    /// - Parameter directory: is made if it is missing; its parent must exist.
    /// - Throws: `.alreadyExists`, `.notALog` when another database is there, `.permissionDenied`, `.diskFull`, `.io`.
    public init(at directory: String, logID: LogID) throws(EventLogError) {
        storage = try EventLog.makeStorage(logID, directory)
    }

    deinit { storage.environment.close() }

    /// Takes the entry of the next position.
    ///
    /// - Parameter entry: as it was stored.
    /// - Throws: `.damaged` where it, or one before it, is not the entry that belongs at its position; `.diskFull`, `.io`.
    public mutating func append(_ entry: RawSpan) throws(EventLogError) {
        batch.append(entry.copied)
        batchBytes += entry.byteCount
        if batchBytes >= Self.bytesPerCommit { try commit() }
    }

    /// Stores the text of a checkpoint whose tree has no more entries than were appended.
    ///
    /// - Throws: `.outOfRange` or `.checkpointExists` for this one or one before it; `.damaged` as ``append(_:)``;
    ///   `.diskFull`, `.io`.
    public mutating func store(checkpoint note: String, size: UInt64) throws(EventLogError) {
        notes.append((size, note))
        if notes.count >= Self.notesPerCommit { try commit() }
    }

    /// Commits what is left, and closes the log.
    ///
    /// - Returns: where the log ends.
    /// - Throws: `.damaged` as ``append(_:)``, or where the last request has fewer entries than it says; `.diskFull`, `.io`.
    public consuming func finish() throws(EventLogError) -> Head {
        try commit()
        do throws(AuditFinding) { try requests.finish() } catch { throw .damaged(error.position, error.description) }
        let storage = storage
        return try EventLogError.translating { try storage.environment.read { try storage.end($0).head } }
    }

    private mutating func commit() throws(EventLogError) {
        try EventLogError.translating {
            let transaction = try storage.environment.beginWrite()
            try commit(transaction)
        }
        self.batch.removeAll(keepingCapacity: true)
        self.notes.removeAll(keepingCapacity: true)
        batchBytes = 0
    }

    private mutating func commit(_ begun: consuming WriteTransaction) throws {
        var transaction = begun
        var commit = try Commit(storage, known: known, now: 0, keepsLeaves: false, transaction)
        for entry in batch { try commit.restore(entry, &requests, &transaction) }
        for note in notes { try storage.store(note.text, size: note.size, ofLog: commit.end.size, &transaction) }
        try commit.finish(&transaction)
        try transaction.commit()
        known = (commit.edge, commit.tail)
    }
}
