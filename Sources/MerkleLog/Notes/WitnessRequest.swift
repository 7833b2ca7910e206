/// What a witness is asked to cosign: a checkpoint, and the proof that it continues the one that the witness has seen.
///
/// The text is the body of an add-checkpoint request (C2SP tlog-witness): `old`, a space and the earlier size; a line
/// of base64 for each hash of the consistency proof; an empty line; the checkpoint as a signed note.
public struct WitnessRequest: Hashable, Sendable {
    /// The size of the tree from which the proof leads; 0: the witness has seen none.
    public let oldSize: UInt64
    public let consistency: ConsistencyProof
    /// The checkpoint, with its signatures.
    public let note: SignedNote

    /// What every such text begins with.
    public static let prefix = "old "
    /// The most hashes that a proof may have.
    private static let maximumHashes = 63

    public init(oldSize: UInt64, consistency: ConsistencyProof, note: SignedNote) {
        self.oldSize = oldSize
        self.consistency = consistency
        self.note = note
    }

    /// Reads a request strictly.
    ///
    /// - Throws: ``MerkleError/Code/malformedProof``, ``MerkleError/Code/malformedNote``.
    public init(bytes: [UInt8]) throws(MerkleError) {
        let end = bytes.indices.dropLast().first { bytes[$0] == Lines.newline && bytes[$0 + 1] == Lines.newline }
        guard let end, let lines = Lines.split(bytes[...end]), let first = lines.first,
            first.starts(with: Self.prefix.utf8), let size = Lines.decimal(first.dropFirst(Self.prefix.utf8.count))
        else { throw Self.malformed("it does not begin with the earlier size, a proof and an empty line") }
        let hashes = lines.dropFirst().compactMap {
            String(validating: $0, as: UTF8.self).flatMap { TreeHash(base64: $0) }
        }
        guard hashes.count == lines.count - 1, hashes.count <= Self.maximumHashes else {
            throw Self.malformed("one of its hashes is not base64 of 32 bytes, or there are more than 63")
        }
        self.init(
            oldSize: size, consistency: ConsistencyProof(hashes),
            note: try SignedNote(bytes: Array(bytes[(end + 2)...])))
    }

    private static func malformed(_ why: String) -> MerkleError {
        MerkleError(.malformedProof, "This is not a consistency proof in the form of tlog-witness: \(why).")
    }
}

extension WitnessRequest: CustomStringConvertible {
    /// The text that ``init(bytes:)`` reads.
    public var description: String {
        "\(Self.prefix)\(oldSize)\n" + consistency.hashes.map { "\($0.base64)\n" }.joined() + "\n\(note)"
    }
}
