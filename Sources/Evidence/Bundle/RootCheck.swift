import MerkleLog

/// Compares the roots that checkpoints state, the bundle's and those that the auditor kept, with the tree as it grows.
struct RootCheck {
    /// A checkpoint that somebody kept outside.
    struct Kept {
        var source: String
        var head: TreeHead
    }

    /// What a checkpoint states, and what the tree had at its size.
    private struct Pair {
        /// Nil: the bundle's own.
        var source: String?
        var stated: TreeHead
        var found: TreeHead
    }

    private var notes: StoredNotes
    private var note: StoredNotes.Note?
    /// Ascending by size.
    private var kept: ArraySlice<Kept>
    private var pairs: [Pair] = []
    /// The largest size at which a checkpoint was right.
    private var lastGood: UInt64 = 0
    /// The largest size at which a kept checkpoint was right; nil: none yet.
    private(set) var keptSize: UInt64?
    /// The text of the last of the bundle's checkpoints that was reached; empty: none yet.
    private(set) var lastText = ""

    /// - Throws: ``BundleFinding`` where the first of the bundle's checkpoints cannot be read.
    init(_ notes: StoredNotes, kept: [Kept]) throws {
        self.notes = notes
        self.kept = kept.sorted { $0.head.size < $1.head.size }[...]
        note = try self.notes.next()
    }

    /// The size at which the tree is wanted next; nil: at none.
    var next: UInt64? {
        switch (note?.head.size, kept.first?.head.size) {
        case (let own?, let kept?): min(own, kept)
        case (let own, let kept): own ?? kept
        }
    }

    /// Takes the tree at a size that is wanted; it is compared by ``settle()``, once the entries up to it are known to be
    /// those of the tiles.
    ///
    /// - Throws: ``BundleFinding`` where the bundle's next checkpoint cannot be read.
    mutating func reach(_ head: TreeHead) throws {
        if let own = note, own.head.size == head.size {
            pairs.append(Pair(source: nil, stated: own.head, found: head))
            lastText = own.text
            note = try notes.next()
        }
        while let first = kept.first, first.head.size == head.size {
            pairs.append(Pair(source: first.source, stated: first.head, found: head))
            kept.removeFirst()
        }
    }

    /// - Throws: ``BundleFinding`` where a checkpoint states another root than the tree had.
    mutating func settle() throws {
        for pair in pairs {
            guard pair.stated == pair.found else { throw finding(pair) }
            lastGood = pair.found.size
            if pair.source != nil { keptSize = pair.found.size }
        }
        pairs.removeAll(keepingCapacity: true)
    }

    private func finding(_ pair: Pair) -> BundleFinding {
        let size = pair.found.size
        if let source = pair.source {
            return BundleFinding(
                "checkpoints", nil, at: lastGood + 1,
                "The log has been rewritten: the root of its first \(size) events is \(pair.found.root), and \(source) "
                    + "vouches for \(pair.stated.root).")
        }
        return BundleFinding(
            "checkpoints", BundleShape.checkpoints, at: lastGood + 1,
            "The checkpoint of \(size) events states root \(pair.stated.root), and the entries have \(pair.found.root): "
                + "of the events from position \(lastGood + 1) to \(size), at least one is not the one that was signed."
        )
    }
}
