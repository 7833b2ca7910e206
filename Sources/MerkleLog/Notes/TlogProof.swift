internal import Forms

/// A proof that stands alone: an entry's place, the way to the root, and the signed checkpoint (C2SP tlog-proof).
///
/// Whoever holds the entry, this text and the log's verifier key can check it without the log.
public struct TlogProof: Hashable, Sendable {
    /// Data that is carried along and that nothing vouches for; nil when there is none.
    public let extra: [UInt8]?
    /// The entry's index in the log, from 0.
    public let index: UInt64
    public let inclusion: InclusionProof
    /// The checkpoint, with its signatures.
    public let note: SignedNote

    private static let header = "c2sp.org/tlog-proof@v1"
    private static let extraPrefix = "extra "
    private static let indexPrefix = "index "

    /// - Parameter extra: an empty array counts as none.
    public init(extra: [UInt8]? = nil, index: UInt64, inclusion: InclusionProof, note: SignedNote) {
        self.extra = extra?.isEmpty == true ? nil : extra
        self.index = index
        self.inclusion = inclusion
        self.note = note
    }

    /// Reads a proof file strictly.
    ///
    /// - Throws: ``MerkleError/Code/malformedProof``, ``MerkleError/Code/malformedNote``,
    ///   ``MerkleError/Code/malformedCheckpoint``.
    public init(bytes: [UInt8]) throws(MerkleError) {
        guard let (lines, rest) = Self.head(of: bytes) else {
            throw Self.malformed("it has no empty line between the proof and the checkpoint")
        }
        var remaining = lines[...]
        guard remaining.popFirst()?.elementsEqual(Self.header.utf8) == true else {
            throw Self.malformed("its first line is not \(Self.header)")
        }
        var extra: [UInt8]?
        if let line = remaining.first, line.starts(with: Self.extraPrefix.utf8) {
            remaining.removeFirst()
            extra = Self.text(line.dropFirst(Self.extraPrefix.utf8.count)).flatMap { Base64.decode($0) }
            guard extra?.isEmpty == false else { throw Self.malformed("its extra data is not base64") }
        }
        guard let line = remaining.popFirst(), line.starts(with: Self.indexPrefix.utf8),
            let index = Lines.decimal(line.dropFirst(Self.indexPrefix.utf8.count))
        else { throw Self.malformed("it has no line with the entry's index") }
        // No tree has more levels than its size has bits.
        guard remaining.count <= UInt64.bitWidth else { throw Self.malformed("it has \(remaining.count) hashes") }
        let hashes = remaining.compactMap { Self.text($0).flatMap { TreeHash(base64: $0) } }
        guard hashes.count == remaining.count else {
            throw Self.malformed("one of its hashes is not base64 of 32 bytes")
        }
        let note = try SignedNote(bytes: Array(rest))
        _ = try Checkpoint(text: note.text)
        self.init(extra: extra, index: index, inclusion: InclusionProof(hashes), note: note)
    }

    /// Reads a proof file strictly; see ``init(bytes:)``.
    public init(_ text: String) throws(MerkleError) {
        try self.init(bytes: Array(text.utf8))
    }

    /// Checks that the log signed the checkpoint and that the leaf is at ``index`` in the tree it states.
    ///
    /// - Parameters:
    ///   - leaf: the leaf hash of the entry, computed from the entry itself.
    ///   - log, origin, witnesses: as for ``VerifiedCheckpoint/init(_:log:origin:witnesses:)``.
    /// - Returns: the checkpoint that the entry is now known to be under.
    /// - Throws: what that initializer and ``InclusionProof/verify(leaf:index:size:root:)`` throw.
    @discardableResult
    public func verify(
        leaf: TreeHash, log: VerifierKey, origin: String? = nil, witnesses: [VerifierKey] = []
    ) throws(MerkleError) -> VerifiedCheckpoint {
        let verified = try VerifiedCheckpoint(note, log: log, origin: origin, witnesses: witnesses)
        try inclusion.verify(leaf: leaf, index: index, in: verified.checkpoint.head)
        return verified
    }

    /// The lines up to the first empty one, and what follows it.
    private static func head(of bytes: [UInt8]) -> (lines: [ArraySlice<UInt8>], rest: ArraySlice<UInt8>)? {
        guard bytes.count >= 2,
            let end = (0..<bytes.count - 1).first(where: {
                bytes[$0] == Lines.newline && bytes[$0 + 1] == Lines.newline
            }), let lines = Lines.split(bytes[...end])
        else { return nil }
        return (lines, bytes[(end + 2)...])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        String(validating: bytes, as: UTF8.self)
    }

    private static func malformed(_ why: String) -> MerkleError {
        MerkleError(.malformedProof, "This is not a proof in the tlog-proof format: \(why).")
    }
}

extension TlogProof: CustomStringConvertible {
    /// The proof as it is stored, by custom in a file whose name ends in `.tlog-proof`.
    public var description: String {
        var lines = [Self.header]
        if let extra { lines.append(Self.extraPrefix + Base64.encode(extra)) }
        lines.append("\(Self.indexPrefix)\(index)")
        lines += inclusion.hashes.map(\.base64)
        return lines.map { "\($0)\n" }.joined() + "\n\(note)"
    }
}
