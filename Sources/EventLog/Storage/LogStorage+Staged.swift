internal import Files
internal import LMDB
internal import MerkleLog

/// Entries that are stored beyond the end and are not part of the log: those of a long request that is being appended, or
/// of one that came to nothing.
///
/// A transaction keeps in memory every page that it changes. So what is long is committed in several: first its entries,
/// beyond the end, with the rows of blocks and the tiles of level 0 that they complete, and the row `staged`, which says up
/// to which position; then, in one last commit, the end that takes them in, and everything of which there is one for the
/// whole log. Until that commit nobody reads them. Who stages has the folder locked: so who finds the row knows, once it
/// has the lock itself, that nobody will take these entries in, and takes them away before it appends.
extension LogStorage {
    /// The last position at which an entry is stored: the end, or that of what is staged beyond it.
    ///
    /// - Throws: damage where the row `staged` is not readable or does not lead beyond the end.
    func lastStored<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws -> UInt64 {
        let end = try end(transaction).size
        guard let row = try transaction.get(main, key: Keys.staged) else { return end }
        guard row.byteCount == 8, row.bigEndian(at: 0) > end else {
            throw EventLogError.damaged("the row that says what is staged is not readable or contradicts its end.")
        }
        return row.bigEndian(at: 0)
    }

    /// Says up to which position entries are staged; nil: none are any more.
    func putStaged(_ last: UInt64?, _ transaction: inout WriteTransaction) throws {
        guard let last else {
            try transaction.delete(main, key: Keys.staged)
            return
        }
        var row: [UInt8] = []
        appendBigEndian(last, to: &row)
        try transaction.put(main, key: Keys.staged, value: row)
    }

    /// Waits until no other process stages: a lock that ends with its holder, on the log's folder.
    func turnToStage() throws -> FileLock { try FileLock(waitingForFolder: environment.path) }

    /// Begins the transaction of an append, where nothing is staged.
    ///
    /// - Parameter isInTurn: the caller has ``turnToStage()``; else it is waited for where something is staged.
    func beginAppend(inTurn isInTurn: Bool) throws -> WriteTransaction {
        while true {
            let transaction = try environment.beginWrite()
            guard try hasStaged(transaction) else { return transaction }
            transaction.abort()
            // Never the other way round: who has the turn waits for transactions.
            let turn = isInTurn ? nil : try turnToStage()
            try clearStaged()
            withExtendedLifetime(turn) {}
        }
    }

    private func hasStaged(_ transaction: borrowing WriteTransaction) throws -> Bool {
        try transaction.get(main, key: Keys.staged) != nil
    }

    /// Takes away what is staged, from its last entry down, some blocks in a transaction. The caller has the turn.
    ///
    /// - Throws: damage where a stored checkpoint is of a tree that has these entries: then it is the end that is wrong.
    func clearStaged() throws {
        while try environment.write({ try clearLastBlocks(&$0) }) {}
    }

    private static let blocksPerTransaction = 4

    /// - Returns: whether there is more.
    private func clearLastBlocks(_ transaction: inout WriteTransaction) throws -> Bool {
        guard try hasStaged(transaction) else { return false }
        let end = try end(transaction).size
        var last = try lastStored(transaction)
        try refuseSigned(after: end, transaction)
        for _ in 0..<Self.blocksPerTransaction where last > end {
            last = try clearLastBlock(last, end, &transaction)
        }
        try putStaged(last > end ? last : nil, &transaction)
        return last > end
    }

    private func refuseSigned(after end: UInt64, _ transaction: borrowing WriteTransaction) throws {
        var cursor = try transaction.cursor(checkpoints)
        guard try cursor.last(), cursor.key.byteCount == 8 else { return }
        let size: UInt64 = cursor.key.bigEndian(at: 0)
        guard size <= end else {
            throw EventLogError.damaged("its end says \(end) entries, and a stored checkpoint vouches for \(size).")
        }
    }

    /// Takes away the staged entries of the block of `last`, and its rows where they complete it.
    ///
    /// - Returns: the last position that is left.
    private func clearLastBlock(
        _ last: UInt64, _ end: UInt64, _ transaction: inout WriteTransaction
    ) throws -> UInt64 {
        let number = KindBlock.block(of: last)
        let (before, size) = (number * KindBlock.positionCount, (number + 1) * KindBlock.positionCount)
        if last == size {
            // Of all its entries: what comes before the end goes back to the tail.
            var block = Tail(after: before)
            try carryOn(&block, to: last, transaction)
            try block.forEachStreamRow { key, _ in try transaction.delete(streams, key: key) }
            for (kind, block) in block.kindBlocks {
                try transaction.delete(kinds, key: Keys.kindBlock(kind, block.number))
            }
        }
        let left = max(before, end)
        let width = UInt64(TileCoordinate.width)
        for index in left / width..<last / width {
            try transaction.delete(tiles, key: Keys.tile(level: 0, index: index))
        }
        for position in (left + 1...last).reversed() { try transaction.delete(entries, key: position) }
        return left
    }
}
