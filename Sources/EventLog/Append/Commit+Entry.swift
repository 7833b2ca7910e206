internal import LMDB
internal import MerkleLog

extension Commit {
    /// Writes an entry at the next position, with its row in the index of streams, and adds it to the tree and the index by kind.
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
        if let complete = end.block.append(kind) { try put(complete, &transaction) }
        end.edge.append(leaf, completed: &scratch.completed)
        if !scratch.completed.isEmpty { try putCompletedTiles(&transaction) }
        head.size = position
        head.counts[Int(kind)] += 1
        return leaf
    }

    /// Writes the row of a request that carried an idempotency key.
    func put(_ record: IdempotencyRecord, key: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(storage.idempotency, key: key, value: record.row, flags: .noOverwrite)
    }
}
