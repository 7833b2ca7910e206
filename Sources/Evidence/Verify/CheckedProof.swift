import EventLog
import Files
public import Forms
import Foundation
public import Incidents
import Ledger
import MerkleLog

/// A proof that holds, and what it shows. No log is read for it.
public struct CheckedProof: Hashable, Sendable {
    public enum Shown: Hashable, Sendable {
        /// That an event is in the log, with its leaf hash in lower-case hexadecimal.
        case event(RecordedEvent, leafHash: String)
        /// That the log, as it was with so many events, is the beginning of the later one.
        case continuation(ofSize: UInt64)
    }

    public var shown: Shown
    /// Of the checkpoint that vouches for it: the log's name, its size, and the root in lower-case hexadecimal.
    public var origin: String
    public var size: UInt64
    public var root: String
    /// The key that the checkpoint is signed with (C2SP signed-note).
    public var verifierKey: String
    /// Where the key was had from, where nobody gave it; nil: it was given.
    public var keySource: String?

    /// Checks what `prove inclusion` or `prove consistency` printed.
    ///
    /// - Parameters:
    ///   - file: holds the proof.
    ///   - key: the verifier key of the log, had from its owner; nil: the one that a ledger states.
    ///   - ledger: the folder of that ledger. Only its `ledger.json` is read, and only where no key is given.
    ///   - earlier: a file with the earlier checkpoint of a consistency proof; nil: there is none.
    /// - Throws: `LedgerError`: `notFound` where a file is not there, `refused` where it is no proof or something is missing to
    ///   check it with, `damaged` where it does not hold.
    public init(of file: String, key: String?, ledger: String, earlier: String? = nil) throws(LedgerError) {
        let bytes = try DurableFile.bytes(of: file)
        (self, _) = try LedgerError.wrapping {
            let log = try key.map { try Self.read($0, "The key") { try VerifierKey($0) } } ?? Self.key(of: ledger)
            var checked =
                bytes.starts(with: WitnessRequest.prefix.utf8)
                ? try Self.consistency(bytes, file, log, earlier) : try Self.inclusion(bytes, file, log)
            checked.keySource = key == nil ? ledger + "/" + LedgerFile.name : nil
            return (checked, ())
        }
    }

    private init(_ shown: Shown, _ checkpoint: Checkpoint, _ key: VerifierKey) {
        self.shown = shown
        origin = checkpoint.origin
        size = checkpoint.size
        root = checkpoint.root.description
        verifierKey = key.description
    }

    private static func key(of ledger: String) throws -> VerifierKey {
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw LedgerError(
                .refused,
                "Nothing says with which key the log signs: give it with --key (its owner has it, as `publicKey` of ledger.json), "
                    + "or the ledger with --ledger.")
        }
        guard let key = try LedgerFile.read(at: URL(filePath: ledger)).key() else {
            throw LedgerError(.refused, "\(ledger) was made without a key: nothing of it is signed.")
        }
        return key
    }

    /// Reads what somebody else wrote.
    private static func read<Given, Value>(
        _ given: Given, _ name: String, _ body: (Given) throws -> Value
    ) throws -> Value {
        do {
            return try body(given)
        } catch let error as MerkleError {
            throw LedgerError(.refused, "\(name) cannot be taken: \(error.description)")
        }
    }

    private static func inclusion(_ bytes: [UInt8], _ file: String, _ key: VerifierKey) throws -> CheckedProof {
        let proof = try read(bytes, file) { try TlogProof(bytes: $0) }
        guard let entry = proof.extra else {
            throw LedgerError(
                .refused, "\(file) does not hold the event that it proves: `prove inclusion` prints it with its event.")
        }
        let leaf = TreeHash.leaf(entry.span.bytes)
        let checkpoint = try proof.verify(leaf: leaf, log: key).checkpoint
        let event = try RecordedEvent(entry: entry)
        guard event.position == proof.index + 1 else {
            throw LedgerError(
                .damaged,
                "\(file) proves that the event of position \(event.position) stands at position \(proof.index + 1).")
        }
        return CheckedProof(.event(event, leafHash: leaf.description), checkpoint, key)
    }

    private static func consistency(
        _ bytes: [UInt8], _ file: String, _ key: VerifierKey, _ earlier: String?
    ) throws -> CheckedProof {
        let request = try read(bytes, file) { try WitnessRequest(bytes: $0) }
        guard let earlier else {
            throw LedgerError(
                .refused,
                "\(file) proves that a checkpoint continues one of \(request.oldSize) events, which it does not hold: give "
                    + "the file with that one as --from.")
        }
        let bytes = try DurableFile.bytes(of: earlier)
        let old = try read(bytes, earlier) { try VerifiedCheckpoint(try SignedNote(bytes: $0), log: key) }.checkpoint
            .head
        guard old.size == request.oldSize else {
            throw LedgerError(
                .refused,
                "\(file) leads from \(request.oldSize) events, and \(earlier) is of \(old.size): give the other one.")
        }
        let checkpoint = try VerifiedCheckpoint(request.note, log: key).checkpoint
        try request.consistency.verify(from: old, to: checkpoint.head)
        return CheckedProof(.continuation(ofSize: old.size), checkpoint, key)
    }
}
