import EventLog
import Forms
public import Incidents
import MerkleLog
import Signing

/// What the log holds at one position.
public struct LedgerHead: Hashable, Sendable {
    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    /// The last event's position; 0: the log is empty.
    public var position: UInt64
    /// The root of the RFC 6962 tree over all entries, in lower-case hexadecimal.
    public var root: String
    /// When the last event was recorded, in microseconds since 1970-01-01T00:00:00Z; nil: the log is empty.
    public var recordedAt: UInt64?
    /// Events by kind of record, for every kind.
    public var counts: [KindCount]

    /// Events of one kind of record.
    public struct KindCount: Hashable, Sendable {
        public var kind: RecordKind
        public var events: UInt64
    }
}

extension Ledger {
    /// What the log holds now.
    ///
    /// - Throws: `LedgerError`.
    public func head() throws -> LedgerHead {
        try LedgerError.wrapping {
            let head = try log.head()
            return LedgerHead(
                logID: logID, position: head.position, root: head.root.description,
                recordedAt: head.position == 0 ? nil : head.recordedAt,
                counts: RecordKind.allCases.map {
                    .init(kind: $0, events: head.counts[UInt8($0.rawValue)] ?? 0)
                })
        }
    }
}

extension Ledger {
    /// The last position of what was held then.
    ///
    /// - Parameter asOf: nil: now.
    /// - Throws: `LedgerError`; `refused` for a position beyond the log's end.
    package func position(of asOf: AsOf?) throws -> UInt64 {
        try LedgerError.wrapping { try log.read { try $0.position(of: asOf) } }
    }
}

extension Ledger {
    /// The key that the ledger's checkpoints are verified with: `name+hash+base64` (C2SP signed-note); nil: the ledger
    /// was made without a key, and nothing in it is signed.
    public var verifierKey: String? { file.publicKey }

    /// Returns once what this ledger has appended is signed, the checkpoint is stored, and the copy outside the
    /// database is replaced. Does nothing where no key was given.
    ///
    /// - Throws: `LedgerError`. What was acknowledged stays, signed or not.
    public func settle() async throws {
        guard log.access == .readWrite else { return }
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
