import EventLog
import MerkleLog

extension Ledger {
    /// Checks that the log still begins with everything that was last signed of it, by the last stored checkpoint and by
    /// the copy outside the database.
    ///
    /// - Throws: `LedgerError` with `damaged`, naming both sizes.
    func checkContinuity() throws {
        guard let key = try key() else { return }
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
            head = try VerifiedCheckpoint(note, log: key, origin: file.origin).checkpoint.head
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
