import EventLog
import MerkleLog

extension Ledger {
    /// The key that the ledger's checkpoints are verified with: `name+hash+base64` (C2SP signed-note); nil: the ledger
    /// was made without a key, and nothing in it is signed.
    public var verifierKey: String? { file.publicKey }

    /// Returns once what this ledger has appended is signed, the checkpoint is stored, and the copy outside the
    /// database is replaced. Does nothing where no key was given.
    ///
    /// - Throws: `LedgerError`. What was acknowledged stays, signed or not.
    public func settle() async throws {
        try await LedgerError.wrappingAwaited { try await log.settle() }
    }

    /// The latest checkpoint that is stored: the text of a signed note.
    ///
    /// - Throws: `LedgerError`: `notFound` where nothing has been signed yet.
    public func checkpoint() throws -> String {
        try LedgerError.wrapping {
            guard let last = try log.read({ try $0.lastCheckpoint() }) else {
                throw LedgerError(.notFound, "No checkpoint of this ledger has been signed yet.")
            }
            return last.note
        }
    }

    /// How many events at the end of the log no stored checkpoint covers.
    ///
    /// - Throws: `LedgerError`.
    public func unsignedCount() throws -> UInt64 {
        try LedgerError.wrapping {
            try log.read { $0.head.position - (try $0.lastCheckpoint()?.size ?? 0) }
        }
    }

    /// From now on what is appended is signed.
    ///
    /// - Throws: `LedgerError` with `refused` where the key is not this ledger's.
    func beginSigning(with key: LedgerKey) throws {
        let own = try self.key()
        guard let own else {
            throw LedgerError(.refused, "\(path) was made without a key; its checkpoints cannot be signed.")
        }
        guard key.signer.verifierKey == own else {
            throw LedgerError(
                .refused,
                "The key in \(key.path) is not this ledger's: it is of \(key.signer.verifierKey), and \(path) has "
                    + "\(own).")
        }
        let (signer, origin, outside) = (key.signer, file.origin, CheckpointFile(ofLedgerAt: path))
        try log.beginSigning(
            CheckpointSigning(
                sign: { head in
                    do throws(MerkleError) {
                        return try Checkpoint(origin: origin, head: head).signed(by: signer).description
                    } catch {
                        throw LedgerError(.refused, error.description)
                    }
                },
                keep: { note, size in try outside.keep(note, size: size) }))
    }

    /// Puts the last stored checkpoint outside the database, as it is in the ledger that this is a copy of.
    func keepLastCheckpoint() throws {
        guard let last = try log.read({ try $0.lastCheckpoint() }) else { return }
        try CheckpointFile(ofLedgerAt: path).keep(last.note, size: last.size)
    }

    /// The verifier key as a value.
    ///
    /// - Throws: `LedgerError` with `damaged` where it cannot be read.
    func key() throws(LedgerError) -> VerifierKey? {
        guard let text = file.publicKey else { return nil }
        do {
            return try VerifierKey(text)
        } catch {
            throw LedgerError(.damaged, "The public key in \(LedgerFile.name) is not readable: \(error.description)")
        }
    }
}
