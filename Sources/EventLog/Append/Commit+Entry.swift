internal import LMDB
internal import MerkleLog

extension Commit {
    /// Writes an entry at the next position, with its rows in the index of streams, the index by kind and the tree.
    ///
    /// - Parameters:
    ///   - entry: the bytes to store, which say this position and version.
    ///   - id: where in them the record's id lies.
    mutating func put(
        _ entry: [UInt8], kind: UInt8, id: Range<Int>, version: UInt32, _ transaction: inout WriteTransaction
    ) throws -> TreeHash {
        let position = head.size + 1
        let leaf = TreeHash.leaf(entry)
        // Append refuses any position that is not behind the last: no entry is ever written over.
        try transaction.put(storage.entries, key: position, value: entry, flags: .append)
        // Unsafe only for types with padding; a byte has none.
        Keys.setStreamPrefix(kind: kind, id: unsafe entry.span.bytes.extracting(id), &scratch.key)
        Keys.appendVersion(version, to: &scratch.key)
        scratch.value.removeAll(keepingCapacity: true)
        appendBigEndian(position, to: &scratch.value)
        try transaction.put(storage.streams, key: scratch.key, value: scratch.value, flags: .noOverwrite)
        try mark(position, kind, &transaction)
        edge.append(leaf, completed: &scratch.completed)
        if !scratch.completed.isEmpty { try putCompletedTiles(&transaction) }
        head.size = position
        head.counts[Int(kind)] += 1
        return leaf
    }

    /// Writes the row of a request that carried an idempotency key.
    func put(_ record: IdempotencyRecord, key: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(storage.idempotency, key: key, value: record.row, flags: .noOverwrite)
    }

    /// Says that entries from a position on were recorded at a time; writes its row unless that is the last one's time.
    mutating func setTime(_ recordedAt: UInt64, from position: UInt64, _ transaction: inout WriteTransaction) throws {
        guard recordedAt > head.recordedAt else { return }
        scratch.value.removeAll(keepingCapacity: true)
        appendBigEndian(position, to: &scratch.value)
        try transaction.put(storage.times, key: recordedAt, value: scratch.value, flags: .append)
        head.recordedAt = recordedAt
    }
}
