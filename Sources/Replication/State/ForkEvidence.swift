internal import Forms
public import MerkleLog

/// Two checkpoints of one log, both signed by its key, of which the earlier is not the beginning of the later: proof that
/// whoever has the key showed different histories.
public struct ForkEvidence: Codable, Hashable, Sendable {
    /// The note of the smaller tree, or of the one that was seen first where both are of one size.
    public var earlier: String
    /// The note of the larger tree.
    public var later: String
    /// Of a ``PrefixProof`` from the earlier size in the later tree, in base64: what shows which root the later tree had
    /// with as many leaves as the earlier. None where both are of one size.
    public var hashes: [String]
    /// Where the one that contradicts was found, and when: microseconds since 1970-01-01T00:00:00Z.
    public var place: String
    public var foundAt: UInt64

    package init(earlier: String, later: String, hashes: [String], place: String, foundAt: UInt64) {
        (self.earlier, self.later, self.hashes) = (earlier, later, hashes)
        (self.place, self.foundAt) = (place, foundAt)
    }

    /// What the evidence shows, checked again from its notes and hashes alone.
    ///
    /// - Throws: ``MerkleError`` where it does not show a fork.
    public func shown(key: VerifierKey, origin: String) throws -> Shown {
        let first = try VerifiedCheckpoint(try SignedNote(earlier), log: key, origin: origin).checkpoint.head
        let second = try VerifiedCheckpoint(try SignedNote(later), log: key, origin: origin).checkpoint.head
        let proof = PrefixProof(hashes.compactMap { TreeHash(base64: $0) })
        let root = try proof.root(at: first.size, in: second)
        guard root != first.root else {
            throw MerkleError(.earlierRootMismatch, "The two checkpoints do not contradict each other.")
        }
        return Shown(earlier: first, later: second, laterBegan: root)
    }

    /// What contradicts what.
    public struct Shown: Hashable, Sendable {
        public var earlier: TreeHead
        public var later: TreeHead
        /// The root that the later tree had at the earlier size.
        public var laterBegan: TreeHash

        public var sentence: String {
            earlier.size == later.size
                ? "The log has signed two different histories of \(earlier.size) events: one with root \(earlier.root), one "
                    + "with root \(later.root)."
                : "The log has signed two different histories: its checkpoint of \(later.size) events begins with "
                    + "\(earlier.size) events of root \(laterBegan), and its checkpoint of \(earlier.size) events states "
                    + "root \(earlier.root)."
        }
    }

    /// Why nothing is followed any more.
    func refusal(_ folder: String) -> LedgerError {
        LedgerError(
            .fork,
            "The log has forked: two checkpoints that its key has signed contradict each other (found at \(place)). Both are "
                + "kept in \(folder)/fork.json. Nothing is taken in any more: ask whoever has the key.")
    }
}
