public import Forms

/// Why something about the tree, a proof, a tile or a note was refused.
///
/// Compare ``code``; ``description`` is a sentence for the person who has to act on it.
public struct MerkleError: ExplainedError, Hashable, CustomStringConvertible {
    /// The kind of refusal. A struct rather than an enumeration, so that kinds can be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        private init(_ name: String) { description = name }

        /// A leaf index or a tree size lies outside the tree it is used with.
        public static let outOfRange = Code("outOfRange")
        /// A proof has more or fewer hashes than the sizes allow.
        public static let proofLength = Code("proofLength")
        /// An inclusion proof leads to another root than the one it is checked against.
        public static let inclusionMismatch = Code("inclusionMismatch")
        /// A consistency proof does not lead to the earlier root: the earlier tree is not a prefix.
        public static let earlierRootMismatch = Code("earlierRootMismatch")
        /// A consistency proof does not lead to the later root.
        public static let laterRootMismatch = Code("laterRootMismatch")
        /// A tile has the wrong number of hashes, or is not where it should be.
        public static let malformedTile = Code("malformedTile")
        /// A tile path is not of the form `tile/L/N[.p/W]` or `tile/entries/N[.p/W]`.
        public static let malformedTilePath = Code("malformedTilePath")
        /// A bundle of entries is cut short, too long, or holds another number of entries than it says.
        public static let malformedEntryBundle = Code("malformedEntryBundle")
        /// An entry is longer than the 65,535 bytes that the tile format can hold.
        public static let entryTooLarge = Code("entryTooLarge")
        /// A signed note breaks the rules of its format.
        public static let malformedNote = Code("malformedNote")
        /// A key's text form, name or identifier is not valid.
        public static let malformedKey = Code("malformedKey")
        /// The key cannot be used for what was asked: a signing key where a witness's is wanted, or the reverse.
        public static let wrongKeyType = Code("wrongKeyType")
        /// No signature on the note comes from a key that the reader trusts.
        public static let unsigned = Code("unsigned")
        /// A signature that carries a trusted key's name and identifier does not verify.
        public static let badSignature = Code("badSignature")
        /// The text of a note is not a checkpoint.
        public static let malformedCheckpoint = Code("malformedCheckpoint")
        /// A checkpoint belongs to another log than the one expected.
        public static let wrongOrigin = Code("wrongOrigin")
        /// A file is not a tlog-proof.
        public static let malformedProof = Code("malformedProof")
        /// The signing failed inside the cryptographic library.
        public static let signingFailed = Code("signingFailed")
    }

    public let code: Code
    /// What was wrong, where, and what to do about it.
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code { .damaged }

    static func noLeaf(_ index: UInt64, _ size: UInt64) -> MerkleError {
        MerkleError(.outOfRange, "There is no leaf \(index) in a tree of \(size) leaves: the first is leaf 0.")
    }
}
