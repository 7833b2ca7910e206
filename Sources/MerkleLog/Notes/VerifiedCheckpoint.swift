/// A checkpoint whose log's signature has been checked, and the witnesses that vouched for it.
public struct VerifiedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// The note that it came in.
    public let note: SignedNote
    /// The cosignatures of the witnesses that the reader trusts; one for each, its latest.
    public let cosignatures: [Cosignature]

    /// Checks a note: that the log signed it, that it is a checkpoint, that it is of this log, and every cosignature of
    /// a known witness.
    ///
    /// - Parameters:
    ///   - log: the log's key, of type Ed25519.
    ///   - origin: the log that is expected; the key's name unless given.
    ///   - witnesses: keys of witnesses, of type cosignature.
    /// - Throws: ``MerkleError/Code/wrongKeyType``, ``MerkleError/Code/unsigned`` when the log did not sign,
    ///   ``MerkleError/Code/badSignature``, ``MerkleError/Code/malformedKey``,
    ///   ``MerkleError/Code/malformedCheckpoint``, ``MerkleError/Code/wrongOrigin``.
    public init(
        _ note: SignedNote, log: VerifierKey, origin: String? = nil, witnesses: [VerifierKey] = []
    ) throws(MerkleError) {
        guard log.type == .ed25519, witnesses.allSatisfy({ $0.type == .cosignature }) else {
            throw MerkleError(
                .wrongKeyType, "A log's key is of type 1 and a witness's of type 4; one of the given keys is not.")
        }
        // A witness's signature does not stand in for the log's own.
        guard try note.verified(by: [log] + witnesses).contains(log) else {
            throw MerkleError(.unsigned, "The log \(log.name) has not signed the checkpoint; only witnesses have.")
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard Lines.same(checkpoint.origin, origin ?? log.name) else {
            throw MerkleError(
                .wrongOrigin,
                "The checkpoint is of the log \(checkpoint.origin), and the one expected is \(origin ?? log.name).")
        }
        self.checkpoint = checkpoint
        self.note = note
        cosignatures = witnesses.compactMap { Cosignature(by: $0, on: note) }
    }
}
