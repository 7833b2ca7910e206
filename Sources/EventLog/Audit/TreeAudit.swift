internal import LMDB
internal import MerkleLog

extension LogSnapshot {
    /// Builds the tree again from every entry, and compares it with what is stored of it: tiles, the roots that stored
    /// checkpoints state, the head's root.
    ///
    /// - Throws: ``AuditFinding``, the first; `LMDBError`.
    func auditTree(_ report: inout AuditReport, _ progress: ((UInt64) -> Void)?) throws {
        var edge = TreeEdge()
        var completed: [Tile] = []
        var tiles = TileAudit(storage)
        var checkpoints = try CheckpointAudit(storage, transaction)
        try checkpoints.advance()
        try checkpoints.reach(edge)
        var entries = try transaction.cursor(storage.entries)
        while edge.size < head.position, try entries.next() {
            let position = edge.size + 1
            guard entries.key.byteCount == 8, entries.key.bigEndian(at: 0) == position else {
                throw AuditFinding(.positions, position, "The event at position \(position) is missing.")
            }
            edge.append(.leaf(entries.value), completed: &completed)
            if !completed.isEmpty {
                for tile in completed { try tiles.check(tile, transaction) }
                completed.removeAll(keepingCapacity: true)
                if position.isMultiple(of: 8192) { progress?(position) }
            }
            if position == checkpoints.next { try checkpoints.reach(edge) }
        }
        guard edge.size == head.position else {
            throw AuditFinding(
                .positions, edge.size + 1,
                "The events from position \(edge.size + 1) to \(head.position) are missing: the end was cut off.")
        }
        guard UInt64(try transaction.count(storage.entries)) == (try storage.lastStored(transaction)) else {
            throw AuditFinding(
                .positions, head.position + 1,
                "There are events after the last one, which is at position \(head.position).")
        }
        for tile in edge.partialTiles where tile.coordinate.level > 0 { try tiles.check(tile, transaction) }
        try checkpoints.finish(edge, head)
        try tiles.finish(head, transaction)
        report.tileCount = tiles.count
        report.checkpointCount = checkpoints.count
        progress?(edge.size)
    }
}

/// Compares the roots that stored checkpoints state with the tree as it grows.
private struct CheckpointAudit: ~Copyable, ~Escapable {
    private var cursor: Cursor
    /// The size of the next checkpoint; nil when there is none.
    private(set) var next: UInt64?
    private(set) var count: UInt64 = 0
    /// The largest size at which a checkpoint was right.
    private var lastGood: UInt64 = 0
    /// The first checkpoint that was not, and what it states.
    private var bad: (size: UInt64, stated: TreeHead?)?

    @_lifetime(borrow transaction)
    init(_ storage: LogStorage, _ transaction: borrowing ReadTransaction) throws {
        cursor = try transaction.cursor(storage.checkpoints)
    }

    /// Goes to the next checkpoint.
    @_lifetime(self: copy self)
    mutating func advance() throws {
        next = nil
        guard try cursor.next() else { return }
        guard cursor.key.byteCount == 8 else {
            throw AuditFinding(.checkpoints, nil, "A stored checkpoint has an unreadable size.")
        }
        next = cursor.key.bigEndian(at: 0)
    }

    /// Takes the tree at the size of the next checkpoint.
    @_lifetime(self: copy self)
    mutating func reach(_ edge: TreeEdge) throws {
        guard next == edge.size else { return }
        let stated = (try? SignedNote(bytes: cursor.value.copied)).flatMap { try? Checkpoint(text: $0.text) }?.head
        count += 1
        if stated == edge.head {
            lastGood = edge.size
        } else if bad == nil {
            bad = (edge.size, stated)
        }
        try advance()
    }

    /// Whether all that was stated is so.
    ///
    /// Where the head does not agree with the entries either, they have changed, not the checkpoint.
    borrowing func finish(_ edge: TreeEdge, _ head: Head) throws {
        let isHeadRight = edge.root == head.root
        if let bad, isHeadRight {
            let stated = bad.stated.map { "states \($0.size) events with root \($0.root)" } ?? "is not readable"
            throw AuditFinding(
                .checkpoints, bad.size, "The stored checkpoint of \(bad.size) events \(stated), which is not the log's."
            )
        }
        guard isHeadRight else {
            // Full tiles agree with their entries, or the audit had ended there.
            let tiled = edge.size / UInt64(TileCoordinate.width) * UInt64(TileCoordinate.width)
            let sound = max(lastGood, tiled)
            let last = bad.map(\.size).flatMap { $0 > sound ? $0 : nil } ?? edge.size
            throw sound == edge.size
                ? AuditFinding(
                    .head, nil, "The head says root \(head.root); the log's \(edge.size) events have root \(edge.root)."
                )
                : AuditFinding(
                    .entries, sound + 1,
                    (sound + 1 == last
                        ? "The event at position \(last)"
                        : "Of the events from position \(sound + 1) to \(last), at least one")
                        + " is not the one that the tree was computed over: it has been altered.")
        }
        if let next {
            throw AuditFinding(
                .checkpoints, edge.size + 1,
                "The log has been cut back: it has \(edge.size) events, and a stored checkpoint vouches for \(next).")
        }
    }
}
