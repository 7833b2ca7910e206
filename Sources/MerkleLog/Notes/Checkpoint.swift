/// A log's statement of its size and root (C2SP tlog-checkpoint); it counts once it is signed.
public struct Checkpoint: Hashable, Sendable {
    /// Which log it is about.
    public let origin: String
    /// How many entries the log has, and the root over them.
    public let head: TreeHead
    /// Further lines, which this project writes none of but keeps when it reads them.
    public let extensions: [String]

    /// The number of entries.
    public var size: UInt64 { head.size }
    /// The root over the entries.
    public var root: TreeHash { head.root }

    /// - Throws: ``MerkleError/Code/malformedCheckpoint`` when the origin or an extension line is empty or has control
    ///   characters.
    public init(origin: String, head: TreeHead, extensions: [String] = []) throws(MerkleError) {
        guard Lines.isLine(origin), extensions.allSatisfy(Lines.isLine) else {
            throw MerkleError(
                .malformedCheckpoint,
                "A checkpoint's origin and its further lines must not be empty or have control characters.")
        }
        self.origin = origin
        self.head = head
        self.extensions = extensions
    }

    /// Reads the text of a checkpoint strictly: the only accepted text is the one that ``text`` writes.
    ///
    /// - Throws: ``MerkleError/Code/malformedCheckpoint``.
    public init(text: String) throws(MerkleError) {
        guard let lines = Lines.split(Array(text.utf8)[...]), lines.count >= 3 else {
            throw MerkleError(
                .malformedCheckpoint,
                "This is not a checkpoint: it should have a line each for origin, size and root, and end with a newline."
            )
        }
        guard let size = Lines.decimal(lines[1]) else {
            throw MerkleError(
                .malformedCheckpoint, "The second line of the checkpoint is not a size: digits without leading zeros.")
        }
        let strings = lines.compactMap { String(validating: $0, as: UTF8.self) }
        guard strings.count == lines.count, let root = TreeHash(base64: strings[2]) else {
            throw MerkleError(
                .malformedCheckpoint, "The third line of the checkpoint is not a root: 44 characters of base64.")
        }
        try self.init(origin: strings[0], head: TreeHead(size: size, root: root), extensions: Array(strings[3...]))
    }

    /// What is signed: origin, size in decimal, root in base64 and any further lines, each with a newline.
    public var text: String {
        ([origin, "\(size)", root.base64] + extensions).map { "\($0)\n" }.joined()
    }

    /// The checkpoint as a note signed by the log.
    ///
    /// - Throws: ``MerkleError/Code/wrongKeyType``, ``MerkleError/Code/signingFailed``.
    public func signed(by key: SignerKey) throws(MerkleError) -> SignedNote {
        try SignedNote(text: text, signedBy: key)
    }

    public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.head == right.head && Lines.same(left.text, right.text)
    }
}
