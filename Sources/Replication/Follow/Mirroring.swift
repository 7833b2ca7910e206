internal import EventLog
internal import Files
public import Forms
internal import Foundation
internal import MerkleLog
internal import Signing

/// The key with which a replica cosigns what it durably holds and serves (C2SP tlog-mirror, cosignature/v1). It is no
/// witness's key: what a witness states is less.
public struct MirrorKey: Sendable {
    let signer: SignerKey

    /// The public half, which those who rely on the mirror need.
    var verifierKey: VerifierKey { signer.verifierKey }
    /// The same as text: `name+hash+base64`.
    public var publicText: String { verifierKey.description }

    /// - Throws: `LedgerError`: `notFound`, `refused` where the file is not a key for cosignatures.
    public init(readingFrom path: String) throws(LedgerError) {
        signer = try SignerKey(inFile: path)
        guard signer.type == .cosignature else {
            throw LedgerError(.refused, "\(path) holds a key that signs notes; a mirror has one that cosigns.")
        }
    }

    /// Makes a new key in a new file that only its owner can read.
    ///
    /// - Throws: `LedgerError`: `refused` where there is a file already, or the name cannot name a key.
    public init(makingAt path: String, name: String) throws(LedgerError) {
        signer = try SignerKey(newFile: path, name: name, type: .cosignature)
    }
}

extension ReplicaLog {
    /// Cosigns the checkpoint of what is held, once: all its entries are on disk, and whoever serves this replica serves them.
    func cosign(with key: MirrorKey) throws {
        guard let stored = try log.read({ try $0.lastCheckpoint() }) else { return }
        let note = try SignedNote(stored.note)
        let known = folder.cosigned()
        if known?.text == note.text, known?.signed(onlyBy: key.verifierKey) != nil { return }
        let checkpoint = try Checkpoint(text: note.text)
        let time = EventLogOptions.systemClock() / 1_000_000
        try folder.keep(cosigned: note.adding(try key.signer.cosign(checkpoint, at: time)))
    }
}
