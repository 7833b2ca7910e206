import MerkleLog

/// The file `checkpoints`, read note by note: each is checked for its form, its signature and its place in the order.
struct StoredNotes {
    /// A checkpoint and the text that it came in.
    struct Note {
        var head: TreeHead
        var text: String
    }

    /// Signatures are checked in groups, over two threads.
    private static let groupSize: UInt64 = 256

    private let file: BundleFile
    private let key: VerifierKey
    private let origin: String
    private var unread: UInt64
    private var remainingBytes: UInt64
    private var group: ArraySlice<Note> = []
    /// The last note of the groups before.
    private var last: Note?

    /// - Throws: ``BundleFinding`` where the file is missing or longer than so many notes can be.
    init(_ manifest: BundleManifest, in folder: BundleFolder) throws {
        let (maximum, isTooLarge) = manifest.checkpointCount.multipliedReportingOverflow(
            by: UInt64(2 + BundleShape.maximumNoteLength))
        file = try folder.file(BundleShape.checkpoints, maximum: isTooLarge ? .max : maximum)
        key = manifest.key
        origin = manifest.origin
        unread = manifest.checkpointCount
        remainingBytes = file.length
    }

    /// The next note; nil after the last.
    ///
    /// - Throws: ``BundleFinding``.
    mutating func next() throws -> Note? {
        if group.isEmpty { try readGroup() }
        return group.popFirst()
    }

    private mutating func readGroup() throws {
        guard unread > 0 else {
            guard remainingBytes == 0 else { throw finding("has \(remainingBytes) bytes after its last checkpoint.") }
            return
        }
        var notes: [Note] = []
        while notes.count < Self.groupSize, unread > 0 {
            notes.append(try read(after: notes.last ?? last))
            unread -= 1
        }
        if let bad = SignatureCheck.reasons(notes.map(\.text), key, origin).first {
            throw finding("holds a checkpoint of \(notes[bad.index].head.size) events that was altered: \(bad.reason)")
        }
        last = notes.last
        group = notes[...]
    }

    private mutating func read(after last: Note?) throws -> Note {
        let length = try take(2).reduce(0) { $0 << 8 | Int($1) }
        let bytes = try take(length)
        // The log stores its own signature and no other, in the one form that it writes.
        guard let note = try? SignedNote(bytes: bytes), note.signatures.count == 1,
            note.description.utf8.elementsEqual(bytes), let head = (try? Checkpoint(text: note.text))?.head
        else {
            throw finding(
                "does not go on with a checkpoint after that of \(last?.head.size ?? 0) events, or holds an altered "
                    + "one.")
        }
        guard last.map({ $0.head.size < head.size }) ?? true else {
            throw finding("holds a checkpoint of \(head.size) events after one of \(last?.head.size ?? 0).")
        }
        return Note(head: head, text: note.description)
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard UInt64(count) <= remainingBytes else { throw finding("ends before its last checkpoint does.") }
        remainingBytes -= UInt64(count)
        return try file.read(count)
    }

    private func finding(_ what: String) -> BundleFinding {
        BundleFinding("checkpoints", BundleShape.checkpoints, "The file \(what)")
    }
}
