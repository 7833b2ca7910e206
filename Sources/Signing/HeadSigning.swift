package import EventLog
internal import Files
package import Forms
internal import Foundation
package import MerkleLog
package import Register

/// What signs the heads of one ledger's log, and holds the log against what was signed of it before.
package struct HeadSigning: Sendable {
    /// The ledger's folder.
    private let path: String
    /// The name under which the log's checkpoints are signed.
    private let origin: String
    /// Verifies them; nil: the ledger was made without a key.
    private let key: VerifierKey?
    private let log: EventLog

    package init(ofLedgerAt path: String, origin: String, key: VerifierKey?, log: EventLog) {
        self.path = path
        self.origin = origin
        self.key = key
        self.log = log
    }

    /// From now on what is appended is signed.
    ///
    /// - Parameters:
    ///   - register: in which each head is claimed first; nil: none is.
    ///   - kept: is told, on any thread, each time that all that waited is signed and kept.
    ///   - failed: is told, on any thread, what keeps a checkpoint from being signed or kept.
    /// - Throws: `LedgerError` with `refused` where the key is not this ledger's.
    package func begin(
        with signing: LedgerKey, register: HeadRegister? = nil,
        kept: @escaping @Sendable () -> Void, failed: @escaping @Sendable (EventLogError) -> Void
    ) throws {
        guard let key else {
            throw LedgerError(.refused, "\(path) was made without a key; its checkpoints cannot be signed.")
        }
        guard signing.signer.verifierKey == key else {
            throw LedgerError(
                .refused,
                "The key in \(signing.path) is not this ledger's: it is of \(signing.signer.verifierKey), and "
                    + "\(path) has \(key).")
        }
        let (signer, origin, outside) = (signing.signer, origin, CheckpointFile(ofLedgerAt: path))
        try log.beginSigning(
            CheckpointSigning(
                claim: register.map(claim(in:)),
                sign: { head in
                    do throws(MerkleError) {
                        return try Checkpoint(origin: origin, head: head).signed(by: signer).description
                    } catch {
                        throw LedgerError(.refused, error.description)
                    }
                },
                keep: { note, size in
                    try outside.keep(note, size: size)
                    kept()
                }, failed: failed))
    }

    /// Asks a register, beside the writer's thread.
    private func claim(in register: HeadRegister) -> CheckpointSigning.Claim {
        { [weak log] head, answer in
            Task {
                do {
                    try await register.claim(head) { size in
                        try log?.read { size <= $0.head.position ? try $0.root(at: size) : nil }
                    }
                    answer(nil)
                } catch {
                    answer(error)
                }
            }
        }
    }

    /// Puts the last stored checkpoint outside the database, as it is in the ledger that this is a copy of.
    package func keepLastCheckpoint() throws {
        guard let last = try log.read({ try $0.lastCheckpoint() }) else { return }
        try CheckpointFile(ofLedgerAt: path).keep(last.note, size: last.size)
    }

    /// Checks that the log still begins with everything that was last signed of it, by the last stored checkpoint and by
    /// the copy outside the database.
    ///
    /// - Throws: `LedgerError` with `damaged`, naming both sizes.
    package func checkContinuity() throws {
        guard let key else { return }
        // The copy first: what it vouches for was in the log before it.
        let outside = try CheckpointFile(ofLedgerAt: path).read()
        try LedgerError.wrapping {
            try log.read { snapshot in
                if let outside {
                    try check(outside, "the copy outside the database", key, snapshot)
                }
                if let stored = try snapshot.lastCheckpoint() {
                    try check(try SignedNote(stored.note), "the last stored checkpoint", key, snapshot)
                }
            }
        }
    }

    private func check(
        _ note: SignedNote, _ which: String, _ key: VerifierKey, _ snapshot: borrowing LogSnapshot
    ) throws {
        let head: TreeHead
        do {
            head = try VerifiedCheckpoint(note, log: key, origin: origin).checkpoint.head
        } catch {
            throw LedgerError(.damaged, "\(path): \(which) is not one of this ledger: \(error.description)")
        }
        guard head.size <= snapshot.head.position else {
            throw LedgerError(
                .damaged,
                "\(path) has been cut back: its log has \(snapshot.head.position) events, and \(which) vouches for "
                    + "\(head.size). Nothing is signed. Keep a copy of it for an investigation and restore a backup.")
        }
        let root = try snapshot.root(at: head.size)
        guard root == head.root else {
            throw LedgerError(
                .damaged,
                "\(path) has been rewritten: its log has \(snapshot.head.position) events, and \(which) vouches for "
                    + "\(head.size) with root \(head.root); the log's first \(head.size) events have root \(root). "
                    + "Nothing is signed. Keep a copy of it for an investigation and restore a backup.")
        }
    }
}

/// `checkpoint`: the last signed checkpoint, in the ledger's folder beside the database, so that an older copy of the
/// database in its place shows.
package struct CheckpointFile {
    package static let name = "checkpoint"

    package let path: String

    package init(ofLedgerAt ledger: String) {
        path = URL(filePath: ledger).appending(path: Self.name).path
    }

    /// The note; nil where there is no file.
    ///
    /// - Throws: `LedgerError` with `damaged` where the file is not a note.
    package func read() throws(LedgerError) -> SignedNote? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try SignedNote(bytes: try DurableFile.bytes(of: path))
        } catch {
            throw LedgerError(
                .damaged,
                "The copy of the last checkpoint, \(path), is not readable: \((error as? MerkleError)?.description ?? "\(error)")"
            )
        }
    }

    /// Puts a note of a tree size in the file, unless one of a larger tree is there.
    ///
    /// To be called by one process at a time.
    package func keep(_ note: String, size: UInt64) throws(LedgerError) {
        if let kept = try read(), let checkpoint = try? Checkpoint(text: kept.text), checkpoint.size > size { return }
        try DurableFile.replace(path, with: note)
    }
}
