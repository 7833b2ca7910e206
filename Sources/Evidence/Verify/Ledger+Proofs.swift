import EventLog
import Files
import Forms
public import Incidents
public import Ledger
import MerkleLog

extension Ledger {
    /// The position of one version of a record, or of its last.
    ///
    /// - Throws: `LedgerError` with `notFound` where there is none.
    public func position(of record: RecordID, version: UInt32? = nil) throws -> UInt64 {
        let events = try stream(of: record).events
        guard let version else { return events[events.count - 1].position }
        guard let event = events.first(where: { $0.version == version }) else {
            throw LedgerError(.notFound, "\(record) has versions 1 to \(events.count); there is no version \(version).")
        }
        return event.position
    }

    /// The proof that the event at a position is in the log that the latest checkpoint vouches for: a C2SP tlog-proof,
    /// whose extra data is the event's entry as stored, so that it stands alone.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is no such position, `refused` where no checkpoint covers it yet.
    public func inclusionProof(ofPosition position: UInt64) throws -> String {
        try LedgerError.wrapping {
            let (note, size) = try lastSigned()
            let entry = try log.read { snapshot -> [UInt8]? in
                guard let span = try snapshot.entry(at: position) else { return nil }
                return LogEntry(span)?.bytes
            }
            guard let entry else {
                throw LedgerError(.notFound, "There is no event at position \(position) in this ledger.")
            }
            guard position <= size else {
                throw LedgerError(
                    .refused,
                    "The event at position \(position) is not signed yet: the latest checkpoint is of \(size) events. "
                        + "`incident-ledger checkpoint` signs those after it, where the key is.")
            }
            let proof = try log.tiles.inclusionProof(index: position - 1, size: size)
            return TlogProof(extra: entry, index: position - 1, inclusion: proof, note: note).description
        }
    }

    /// The proof that the latest checkpoint continues an earlier one: the body of an add-checkpoint request of C2SP
    /// tlog-witness, which holds the latest checkpoint.
    ///
    /// - Parameter file: holds the earlier checkpoint.
    /// - Throws: `LedgerError`: `notFound` and `refused` where the file cannot be read as a checkpoint of this ledger,
    ///   `damaged` where the log does not continue it.
    public func consistencyProof(fromCheckpointIn file: String) throws -> String {
        try LedgerError.wrapping {
            let earlier = try verifiedCheckpoint(in: file).checkpoint.head
            let (note, size) = try lastSigned()
            try checkBegins(with: earlier, file)
            guard earlier.size <= size else {
                throw LedgerError(
                    .refused,
                    "The latest checkpoint of this ledger is of \(size) events, and \(file) is of \(earlier.size): "
                        + "an earlier one is wanted.")
            }
            let proof = try log.tiles.consistencyProof(from: earlier.size, to: size)
            return WitnessRequest(oldSize: earlier.size, consistency: proof, note: note).description
        }
    }

    /// The proof that a signed checkpoint continues the log of an earlier size: the body of an add-checkpoint request of C2SP
    /// tlog-witness, which holds the checkpoint.
    ///
    /// - Parameter later: the size of which a checkpoint is wanted; nil: of the latest one.
    /// - Throws: `LedgerError`: `notFound` where no checkpoint of that size is stored, `refused` where the earlier size is
    ///   larger.
    public func consistencyProof(from earlier: UInt64, to later: UInt64? = nil) throws -> String {
        try LedgerError.wrapping {
            let stored = try log.read { snapshot -> (note: String, size: UInt64)? in
                guard let later else { return try snapshot.lastCheckpoint().map { ($0.note, $0.size) } }
                return try snapshot.checkpoint(at: later).map { ($0, later) }
            }
            guard let stored else {
                throw LedgerError(
                    .notFound,
                    later.map { "No checkpoint of \($0) events is stored; /checkpoint is the latest one." }
                        ?? "No checkpoint of this ledger has been signed yet.")
            }
            guard earlier <= stored.size else {
                throw LedgerError(
                    .refused, "The checkpoint is of \(stored.size) events, and does not continue a log of \(earlier).")
            }
            let proof = try log.tiles.consistencyProof(from: earlier, to: stored.size)
            return WitnessRequest(oldSize: earlier, consistency: proof, note: try SignedNote(stored.note)).description
        }
    }

    /// The latest checkpoint, and its size.
    private func lastSigned() throws -> (note: SignedNote, size: UInt64) {
        let note = try SignedNote(try checkpoint())
        return (note, try Checkpoint(text: note.text).size)
    }

    /// A checkpoint of this ledger that somebody kept.
    ///
    /// - Throws: `LedgerError`.
    private func verifiedCheckpoint(in file: String) throws -> VerifiedCheckpoint {
        guard let key = try self.file.key() else {
            throw LedgerError(.refused, "\(path) was made without a key: nothing of it is signed.")
        }
        do {
            return try VerifiedCheckpoint(
                try SignedNote(bytes: try DurableFile.bytes(of: file)), log: key, origin: origin)
        } catch let error as MerkleError {
            throw LedgerError(.refused, "\(file) is not a checkpoint of this ledger: \(error.description)")
        }
    }

    private func checkBegins(with earlier: TreeHead, _ source: String) throws {
        try log.read { snapshot in
            guard earlier.size <= snapshot.head.position else {
                throw LedgerError(
                    .damaged,
                    "The log has been cut back: it has \(snapshot.head.position) events, and \(source) vouches for "
                        + "\(earlier.size).")
            }
            let root = try snapshot.root(at: earlier.size)
            guard root == earlier.root else {
                throw LedgerError(
                    .damaged,
                    "The log has been rewritten: the root of its first \(earlier.size) events is \(root), and "
                        + "\(source) vouches for \(earlier.root).")
            }
        }
    }
}
