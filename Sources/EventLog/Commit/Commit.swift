internal import LMDB
internal import MerkleLog

/// What one commit writes: entries with their rows, then the end. Nobody sees any of it before the transaction that has
/// the end is committed.
///
/// What belongs together is asserted before it is written and after it is read: where a commit ends, the tree, the tail
/// and the counts tell the same size; where the next begins, the tree leads to the root that the end states.
struct Commit {
    let storage: LogStorage
    /// The time of the entries that are appended; what is recorded never goes back before the log's last time.
    let recordedAt: UInt64
    /// What the database says, then what it will say.
    private(set) var end: EndRow
    private(set) var tail: Tail
    private let tree: TreeGrowth
    private let sizeBefore: UInt64
    private var layout = Layout()
    private var hasCompletedTile = false
    /// The tiles of higher levels that were completed. They replace their unfinished form, so they go with the end.
    private var upperTiles: [Tile] = []
    /// The last position that is staged; that before the commit where nothing is.
    private var stagedEnd: UInt64
    /// How many bytes of entries have been stored since.
    private var unstagedBytes = 0

    /// - Parameters:
    ///   - known: the edge and the tail that this process last saw; brought up to date where another process has
    ///     appended since.
    ///   - now: the clock's time.
    ///   - keepsLeaves: somebody asks for the leaf hashes of what is added.
    init(
        _ storage: LogStorage, known: (edge: TreeEdge, tail: Tail), now: UInt64, keepsLeaves: Bool,
        _ transaction: borrowing WriteTransaction
    ) throws {
        self.storage = storage
        end = try storage.end(transaction)
        tree = TreeGrowth(try storage.edge(at: end, known: known.edge, transaction), keepsLeaves: keepsLeaves)
        tail = try storage.tail(at: end.size, known: known.tail, transaction)
        recordedAt = max(now, end.recordedAt)
        sizeBefore = end.size
        stagedEnd = end.size
    }

    /// Entries of so many bytes are staged, fewer than `stagedCount` or not.
    private static let stagedBytes = 16 << 20

    /// The tree's edge after what was stored.
    var edge: TreeEdge { tree.edge }

    /// How many entries this commit adds.
    var entryCount: Int { Int(end.size - sizeBefore) }

    /// The leaf hashes of the entries that it added.
    var leaves: [TreeHash] { tree.leaves }

    /// Lays out the entries of a request or of a piece of one, and stores what is laid out whenever that is enough.
    mutating func append(
        _ request: PreparedRequest, _ versions: ArraySlice<UInt32>, _ transaction: inout WriteTransaction
    ) throws {
        for (draft, version) in zip(request.drafts.indices, versions) {
            layout.append(request, draft, position: end.size + 1, recordedAt: recordedAt, version: version)
            let (target, part) = (request.targets[draft], request.drafts[draft].callerPart)
            // Unsafe only for types with padding; a byte has none.
            try added(target.kind, unsafe part.span.bytes.extracting(target.id), version, &transaction)
        }
        end.recordedAt = recordedAt
    }

    /// Takes an entry as another log has stored it; its version is the next of its stream.
    mutating func append(
        _ entry: [UInt8], _ header: EntryHeader, _ envelope: Envelope, _ transaction: inout WriteTransaction
    ) throws {
        layout.append(entry, kind: envelope.kind, id: envelope.id, version: header.version)
        end.recordedAt = header.recordedAt
        // Unsafe only for types with padding; a byte has none.
        try added(
            envelope.kind, unsafe entry.span.bytes.extracting(envelope.id), header.version, &transaction)
    }

    /// Counts in an entry that was laid out.
    private mutating func added(
        _ kind: UInt8, _ id: RawSpan, _ version: UInt32, _ transaction: inout WriteTransaction
    ) throws {
        end.size += 1
        end.counts[Int(kind)] += 1
        tail.append(kind: kind, id: id, version: version)
        if layout.isFull || tail.isComplete { try store(&transaction) }
    }

    /// Stores what is laid out, adds it to the tree, and stores the rows of a block that it completes.
    mutating func store(_ transaction: inout WriteTransaction) throws {
        let layout = layout
        guard !layout.entries.isEmpty else { return }
        self.layout = Layout()
        let (first, tail, storage) = (tree.edge.size + 1, tail, storage)
        try tree.add(layout) {
            try storage.put(layout, from: first, &transaction)
            if tail.isComplete { try storage.putRows(of: tail, &transaction) }
        }
        if tail.isComplete { self.tail = Tail(after: tail.size) }
        unstagedBytes += layout.bytes.count
        for tile in tree.takeCompleted() {
            hasCompletedTile = true
            guard tile.coordinate.level == 0 else {
                upperTiles.append(tile)
                continue
            }
            try storage.put(tile, &transaction)
        }
    }

    /// Stages what was stored where that is much: it is committed beyond the end, where nobody reads it, because a
    /// transaction keeps in memory all pages that it changes. ``finish(_:)`` makes it part of the log.
    ///
    /// Only for who has its ``LogStorage/beginAppend(inTurn:)`` in turn.
    mutating func stageIfMuch(_ options: EventLogOptions, _ transaction: inout WriteTransaction) throws {
        guard end.size - stagedEnd >= options.stagedCount || unstagedBytes >= Self.stagedBytes else { return }
        try store(&transaction)
        try options.atStep(.stage)
        try storage.putStaged(end.size, &transaction)
        try transaction.commitAndBegin { try options.atStep(.staged) }
        (stagedEnd, unstagedBytes) = (end.size, 0)
    }

    /// Writes the row of a request that carried an idempotency key.
    func put(_ record: IdempotencyRecord, key: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(storage.idempotency, key: key, value: record.row, flags: .noOverwrite)
    }

    /// Writes what is written once: the unfinished tiles and the row `end`.
    mutating func finish(_ transaction: inout WriteTransaction) throws {
        try store(&transaction)
        guard entryCount > 0 else { return }
        for tile in upperTiles { try storage.put(tile, &transaction) }
        if hasCompletedTile {
            for tile in tree.edge.partialTiles where tile.coordinate.level > 0 { try storage.put(tile, &transaction) }
        }
        end.root = tree.edge.root
        guard tree.edge.size == end.size, tail.size == end.size, end.counts.reduce(0, +) == end.size else {
            throw EventLogError(
                .io,
                "A commit was given up before anything was written: its \(end.size) entries are \(tree.edge.size) in the "
                    + "tree, \(tail.size) in the indexes and \(end.counts.reduce(0, +)) by kind. That is an error of "
                    + "this program; please report it.")
        }
        if stagedEnd > sizeBefore { try storage.putStaged(nil, &transaction) }
        try transaction.put(storage.main, key: Keys.end, value: end.bytes)
    }
}

extension LogStorage {
    /// Writes entries at the next positions.
    fileprivate func put(_ layout: Layout, from first: UInt64, _ transaction: inout WriteTransaction) throws {
        var cursor = try transaction.writeCursor(entries)
        var key: [UInt8] = []
        for (offset, entry) in layout.entries.enumerated() {
            key.removeAll(keepingCapacity: true)
            appendBigEndian(first + UInt64(offset), to: &key)
            // Append refuses any position that is not after the last: no entry is ever written over.
            // Unsafe only for types with padding; a byte has none.
            try cursor.put(
                key: unsafe key.span.bytes, value: unsafe layout.bytes.span.bytes.extracting(entry.bytes),
                flags: .append)
        }
    }

    /// Writes the rows of a complete block in the indexes of streams and kinds.
    fileprivate func putRows(of tail: Tail, _ transaction: inout WriteTransaction) throws {
        var cursor = try transaction.writeCursor(streams)
        var value: [UInt8] = []
        try tail.forEachStreamRow { key, position in
            value.removeAll(keepingCapacity: true)
            appendBigEndian(position, to: &value)
            try cursor.put(key: key, value: value, flags: .noOverwrite)
        }
        cursor.close()
        for (kind, block) in tail.kindBlocks {
            try transaction.put(
                kinds, key: Keys.kindBlock(kind, block.number), value: block.bytes, flags: .noOverwrite)
        }
    }

    /// Writes a tile. One of a higher level replaces its own unfinished form; one of level 0 is new.
    fileprivate func put(_ tile: Tile, _ transaction: inout WriteTransaction) throws {
        let key = Keys.tile(level: tile.coordinate.level, index: tile.coordinate.index)
        let flags: PutFlags = tile.coordinate.level == 0 ? .noOverwrite : []
        try transaction.put(tiles, key: key, value: tile.bytes, flags: flags)
    }
}
