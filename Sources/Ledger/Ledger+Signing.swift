import EventLog
import Forms
import Signing

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

    /// What signs this ledger's heads.
    ///
    /// - Throws: `LedgerError` with `damaged` where its public key cannot be read.
    var signing: HeadSigning {
        get throws(LedgerError) { HeadSigning(ofLedgerAt: path, origin: origin, key: try file.key(), log: log) }
    }
}
