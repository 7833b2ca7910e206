internal import LMDB
internal import MerkleLog

extension Commit {
    /// Counts in an entry that the batch has got, and stores the batch once it is full.
    mutating func added(_ kind: UInt8, _ transaction: inout WriteTransaction) throws {
        head.size += 1
        head.counts[Int(kind)] += 1
        if batch.isFull { try store(&transaction) }
    }

    /// Stores the entries of the batch with their rows in the indexes, and adds them to the tree.
    mutating func store(_ transaction: inout WriteTransaction) throws {
        let batch = batch
        try scratch.tree.add(batch) { try storeRows(batch, &transaction) }
        try put(scratch.tree.takeCompleted(), &transaction)
        self.batch.removeAll()
    }

    private mutating func storeRows(_ batch: EntryBatch, _ transaction: inout WriteTransaction) throws {
        let (entries, bytes) = (batch.entries, batch.bytes)
        let first = head.size - UInt64(entries.count) + 1
        try put(entries, in: bytes, from: first, &transaction)
        for entry in entries {
            if let complete = end.block.append(entry.kind) { try put(complete, &transaction) }
        }
        let indexedEnd = UnindexedStreams.indexedEnd(in: head.size)
        let indexedCount = indexedEnd < first ? 0 : Int(indexedEnd - first) + 1
        if indexedCount > 0 {
            let waiting = end.streams.rows
            end.streams = UnindexedStreams(behind: indexedEnd)
            try putStreams(waiting, entries[..<indexedCount], in: bytes, from: first, &transaction)
        }
        for entry in entries[indexedCount...] {
            // Unsafe only for types with padding; a byte has none.
            let id = unsafe bytes.span.bytes.extracting(entry.id)
            end.streams.append(kind: entry.kind, id: id, version: entry.version)
        }
    }

    private func put(
        _ entries: [EntryBatch.Entry], in bytes: [UInt8], from first: UInt64, _ transaction: inout WriteTransaction
    ) throws {
        var cursor = try transaction.writeCursor(storage.entries)
        var key: [UInt8] = []
        for (offset, entry) in entries.enumerated() {
            key.removeAll(keepingCapacity: true)
            appendBigEndian(first + UInt64(offset), to: &key)
            // Append refuses any position that is not behind the last: no entry is ever written over.
            // Unsafe only for types with padding; a byte has none.
            try cursor.put(
                key: unsafe key.span.bytes, value: unsafe bytes.span.bytes.extracting(entry.bytes), flags: .append)
        }
    }

    /// Writes rows of streams: those that earlier commits have left, and those of entries.
    private func putStreams(
        _ waiting: [UnindexedStreams.Row], _ entries: ArraySlice<EntryBatch.Entry>, in bytes: [UInt8],
        from first: UInt64, _ transaction: inout WriteTransaction
    ) throws {
        var rows = StreamWriter(try transaction.writeCursor(storage.streams))
        for row in waiting {
            // Unsafe only for types with padding; a byte has none.
            try rows.put(row.kind, unsafe row.id.span.bytes, row.version, at: row.position)
        }
        // Kind by kind: the ids of one that are appended together mostly lie together in the index.
        for kind in Set(entries.map(\.kind)).sorted() {
            for (index, entry) in zip(entries.indices, entries) where entry.kind == kind {
                // Unsafe only for types with padding; a byte has none.
                let id = unsafe bytes.span.bytes.extracting(entry.id)
                try rows.put(kind, id, entry.version, at: first + UInt64(index))
            }
        }
    }

    /// Writes the row of a request that carried an idempotency key.
    func put(_ record: IdempotencyRecord, key: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(storage.idempotency, key: key, value: record.row, flags: .noOverwrite)
    }
}

/// Puts rows in the index of streams.
private struct StreamWriter: ~Copyable, ~Escapable {
    private var cursor: WriteCursor
    private var (key, value): ([UInt8], [UInt8]) = ([], [])

    @_lifetime(copy cursor)
    init(_ cursor: consuming WriteCursor) { self.cursor = cursor }

    @_lifetime(self: copy self)
    mutating func put(_ kind: UInt8, _ id: RawSpan, _ version: UInt32, at position: UInt64) throws {
        Keys.setStreamPrefix(kind: kind, id: id, &key)
        Keys.appendVersion(version, to: &key)
        value.removeAll(keepingCapacity: true)
        appendBigEndian(position, to: &value)
        try cursor.put(key: key, value: value, flags: .noOverwrite)
    }
}
