import Files
public import Forms
import Foundation
import MerkleLog
import Signing

/// Remembers the last checkpoint that it has seen of one log, and cosigns only what continues it (C2SP tlog-witness).
///
/// What it remembers is a file with that checkpoint, the witness's cosignature included: it serves as the kept checkpoint
/// of `verify --against` and of `prove consistency --from`.
public struct Witness: Sendable {
    private let log: VerifierKey
    private let key: WitnessKey
    private let statePath: String

    /// - Parameters:
    ///   - log: the verifier key of the log, had from its owner once and for all.
    ///   - statePath: the file that remembers; where there is none, the first checkpoint is taken on trust.
    /// - Throws: `LedgerError` with `refused` where the verifier key is none.
    public init(log: String, key: WitnessKey, statePath: String) throws(LedgerError) {
        do {
            self.log = try VerifierKey(log)
        } catch {
            throw LedgerError(.refused, error.description)
        }
        self.key = key
        self.statePath = statePath
    }

    /// Checks a checkpoint against the last one, remembers it, and only then cosigns it.
    ///
    /// - Parameters:
    ///   - note: a file with the checkpoint, or with what `prove consistency` prints, which holds it.
    ///   - proof: a file with what `prove consistency` prints; nil: none is needed, or `note` is one.
    ///   - time: seconds since 1970-01-01T00:00:00Z.
    /// - Returns: the cosignature's line, without its newline.
    /// - Throws: `LedgerError`: `refused` where the checkpoint is not the log's or a proof is missing, `conflict` where
    ///   it is older than the last one, `damaged` where the log has been rewritten.
    public func cosign(note: String, proof: String? = nil, at time: UInt64) throws -> String {
        let lock = try FileLock(waitingFor: statePath + ".lock")
        defer { withExtendedLifetime(lock) {} }
        return try LedgerError.wrapping {
            do {
                return try cosign(Self.read(note, proof), note, time)
            } catch let error as MerkleError {
                throw LedgerError(.refused, "\(note): \(error.description)")
            }
        }
    }

    private typealias Given = (note: SignedNote, request: WitnessRequest?)

    private func cosign(_ given: Given, _ source: String, _ time: UInt64) throws -> String {
        let checkpoint = try VerifiedCheckpoint(given.note, log: log).checkpoint
        if let last = try last() { try check(checkpoint, continues: last, given.request, source) }
        let cosignature = try key.signer.cosign(checkpoint, at: time)
        // Remembered before it is handed out: what is cosigned is never forgotten.
        try DurableFile.replace(statePath, with: given.note.adding(cosignature).description)
        return cosignature.description
    }

    private func check(
        _ new: Checkpoint, continues last: TreeHead, _ request: WitnessRequest?, _ source: String
    ) throws {
        guard new.size >= last.size else {
            throw LedgerError(
                .conflict,
                "\(source) is of \(new.size) events, and this witness has seen one of \(last.size): an older checkpoint "
                    + "is not cosigned. Where it is the log's latest, the log has been cut back.")
        }
        if new.size == last.size || last.size == 0 {
            guard new.size > last.size || new.root == last.root else { throw Self.rewritten(new, last) }
            return
        }
        guard let request, request.oldSize == last.size else {
            throw LedgerError(
                .refused,
                "A proof is needed that the checkpoint continues the one of \(last.size) events that this witness has "
                    + "seen: `incident-ledger prove consistency --from \(statePath)` makes it.")
        }
        do {
            try request.consistency.verify(from: last, to: new.head)
        } catch {
            throw error.code == .earlierRootMismatch || error.code == .laterRootMismatch
                ? Self.rewritten(new, last) : LedgerError(.refused, error.description)
        }
    }

    private static func rewritten(_ new: Checkpoint, _ last: TreeHead) -> LedgerError {
        LedgerError(
            .damaged,
            "The log has been rewritten, or the proof is not one: the checkpoint of \(new.size) events with root "
                + "\(new.root) is not shown to continue the one of \(last.size) events with root \(last.root). It is "
                + "signed by the log's own key: keep it as evidence. It was not cosigned.")
    }

    /// What was seen last; nil: nothing yet.
    private func last() throws -> TreeHead? {
        guard FileManager.default.fileExists(atPath: statePath) else { return nil }
        do {
            let note = try SignedNote(bytes: try DurableFile.bytes(of: statePath))
            return try VerifiedCheckpoint(note, log: log, witnesses: [key.signer.verifierKey]).checkpoint.head
        } catch let error as MerkleError {
            throw LedgerError(
                .damaged, "\(statePath) is not what this witness remembers of the log \(log.name): \(error.description)"
            )
        }
    }

    private static func read(_ note: String, _ proof: String?) throws -> Given {
        let bytes = try DurableFile.bytes(of: note)
        if bytes.starts(with: WitnessRequest.prefix.utf8) {
            let request = try WitnessRequest(bytes: bytes)
            return (request.note, request)
        }
        let request = try proof.map { try WitnessRequest(bytes: try DurableFile.bytes(of: $0)) }
        let given = try SignedNote(bytes: bytes)
        guard request == nil || request?.note.text == given.text else {
            throw LedgerError(.refused, "The proof is of another checkpoint than \(note).")
        }
        return (given, request)
    }
}

/// The key of a witness, which cosigns checkpoints (C2SP cosignature/v1, key type 4). Its file has the form of a ledger's
/// key.
public struct WitnessKey: Sendable {
    let signer: SignerKey

    /// The public half, which those who rely on the witness need.
    public var verifierKey: String { signer.verifierKey.description }

    /// Makes a new key in a new file that only its owner can read.
    ///
    /// - Throws: `LedgerError`: `refused` where there is a file already, or the name cannot name a key.
    public init(makingAt path: String, name: String) throws(LedgerError) {
        signer = try SignerKey(newFile: path, name: name, type: .cosignature)
    }

    /// - Throws: `LedgerError`: `notFound`, `refused` where the file is not a witness's key.
    public init(readingFrom path: String) throws(LedgerError) {
        signer = try SignerKey(inFile: path)
        guard signer.type == .cosignature else {
            throw LedgerError(
                .refused, "\(path) holds a key that signs notes; a witness has its own, which `witness-key` makes.")
        }
    }
}
