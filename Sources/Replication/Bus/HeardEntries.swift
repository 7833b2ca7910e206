internal import EventLog
internal import JetStream
internal import MerkleLog

/// Entries that came by the bus, and that no signature vouches for yet.
struct HeardEntries {
    private(set) var run: EntryRun
    /// Over what is held and these.
    private var tree: TreeFrontier

    /// What a message says is signed.
    struct Signed {
        /// What the entries so far come to.
        var head: TreeHead
        /// The bytes of the note.
        var note: [UInt8]
    }

    init(after tree: TreeFrontier) {
        self.tree = tree
        run = EntryRun(after: tree.size)
    }

    /// Takes messages that continue what came before.
    ///
    /// - Returns: the last checkpoint that came with them.
    /// - Throws: ``FeedError`` where a message is missing.
    mutating func take(_ messages: [BusMessage]) throws -> Signed? {
        var signed: Signed?
        for message in messages {
            guard let sequence = message.sequence else {
                throw FeedError(.wrong, "The bus gives a message without a sequence.")
            }
            // An old server begins earlier than it was asked to where its stream ends before that.
            if sequence <= run.end { continue }
            guard sequence == run.end + 1 else {
                throw FeedError(.wrong, "The bus gives position \(sequence) after \(run.end).")
            }
            // Unsafe only for types with padding; a byte has none.
            let entry = unsafe message.body.span.bytes
            run.append(entry)
            tree.append(.leaf(entry))
            if let note = LogStream.note(of: message) { signed = Signed(head: tree.head, note: note) }
        }
        return signed
    }

    /// Gives away the entries up to a head, and keeps those after it.
    mutating func take(through head: TreeHead) -> EntryRun {
        let (whole, rest) = run.split(at: head.size)
        run = rest
        return whole
    }
}
