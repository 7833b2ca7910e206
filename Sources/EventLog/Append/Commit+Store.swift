internal import LMDB
internal import MerkleLog

extension Commit {
    /// Counts in an entry that the batch has got, and stores the batch once it is full.
    mutating func added(_ kind: UInt8, _ transaction: inout WriteTransaction) throws {
        head.size += 1
        head.counts[Int(kind)] += 1
        if scratch.batch.isFull { try store(&transaction) }
    }

    /// Stores the entries of the batch with their rows in the indexes, and adds them to the tree.
    mutating func store(_ transaction: inout WriteTransaction) throws {
        try scratch.tree.add(scratch.batch) { try storeRows(&transaction) }
        try put(scratch.tree.takeCompleted(), &transaction)
        scratch.batch.removeAll()
    }

    private mutating func storeRows(_ transaction: inout WriteTransaction) throws {
        let (entries, laidOut) = (scratch.batch.entries, scratch.batch.bytes)
        // Unsafe only for types with padding; a byte has none.
        let bytes = unsafe laidOut.span.bytes
        var position = head.size - UInt64(entries.count)
        let indexedEnd = UnindexedStreams.indexedEnd(in: head.size)
        if indexedEnd > position { try putUnindexed(through: indexedEnd, &transaction) }
        for entry in entries {
            position += 1
            // Append refuses any position that is not behind the last: no entry is ever written over.
            try transaction.put(
                storage.entries, key: position, value: bytes.extracting(entry.bytes), flags: .append)
            let id = bytes.extracting(entry.id)
            if position <= indexedEnd {
                try putStream(entry.kind, id, entry.version, position, &transaction)
            } else {
                end.streams.append(kind: entry.kind, id: id, version: entry.version)
            }
            if let complete = end.block.append(entry.kind) { try put(complete, &transaction) }
        }
    }

    /// Writes the rows of streams that earlier commits have left.
    ///
    /// - Parameter indexedEnd: the last position whose row this commit writes.
    private mutating func putUnindexed(through indexedEnd: UInt64, _ transaction: inout WriteTransaction) throws {
        for row in end.streams.rows {
            // Unsafe only for types with padding; a byte has none.
            try putStream(row.kind, unsafe row.id.span.bytes, row.version, row.position, &transaction)
        }
        end.streams = UnindexedStreams(behind: indexedEnd)
    }

    private mutating func putStream(
        _ kind: UInt8, _ id: RawSpan, _ version: UInt32, _ position: UInt64, _ transaction: inout WriteTransaction
    ) throws {
        Keys.setStreamPrefix(kind: kind, id: id, &key)
        Keys.appendVersion(version, to: &key)
        value.removeAll(keepingCapacity: true)
        appendBigEndian(position, to: &value)
        try transaction.put(storage.streams, key: key, value: value, flags: .noOverwrite)
    }

    /// Writes the row of a request that carried an idempotency key.
    func put(_ record: IdempotencyRecord, key: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(storage.idempotency, key: key, value: record.row, flags: .noOverwrite)
    }
}
