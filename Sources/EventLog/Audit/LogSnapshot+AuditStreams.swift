internal import LMDB

extension LogSnapshot {
    /// Walks the index of streams: versions without gaps, positions that rise with them, and the same rows as the
    /// entries have. Those after the last complete block have none, and go on with the versions.
    ///
    /// - Returns: the number of streams.
    func auditStreams(_ expected: RowSum, _ key: RowSum.Key, _ last: UInt64) throws -> UInt64 {
        var found = RowSum()
        var count: UInt64 = 0
        var (stream, version, position): ([UInt8], UInt32, UInt64) = ([], 0, 0)
        let indexedEnd = KindBlock.completeEnd(in: head.position)
        let rowsEnd = KindBlock.completeEnd(in: try storage.lastStored(transaction))
        var cursor = try transaction.cursor(storage.streams)
        while try cursor.next() {
            let (row, length) = (cursor.key, cursor.key.byteCount)
            guard length > 6, row.byte(at: length - 5) == 0, cursor.value.byteCount == 8 else {
                throw AuditFinding(.streams, nil, "The index of streams has an unreadable row.")
            }
            let at: UInt64 = cursor.value.bigEndian(at: 0)
            guard at <= rowsEnd else {
                throw AuditFinding(.streams, at, "The index of streams leads to position \(at), after its end.")
            }
            if at > min(last, indexedEnd) { continue }
            if length != stream.count + 4 || !row.hasPrefix(stream) {
                stream = row.extracting(0..<length - 4).copied
                (version, position) = (0, 0)
                count += 1
            }
            let next: UInt32 = row.bigEndian(at: length - 4)
            guard next == version &+ 1, at > position else {
                throw AuditFinding(
                    .streams, at,
                    "The index of streams leads to position \(at) as version \(next) after version \(version).")
            }
            (version, position) = (next, at)
            let kind = UInt64(row.byte(at: 0)) << 32
            found.add(key, row.extracting(1..<length - 5), kind | UInt64(next), at, RawSpan())
        }
        if found != expected { try findStreamDifference(min(last, indexedEnd)) }
        return count + (try auditTail(last))
    }

    /// The entries whose rows are not stored yet: each is the version after the last one of its stream.
    ///
    /// - Returns: the number of streams that begin with them.
    private func auditTail(_ last: UInt64) throws -> UInt64 {
        var count: UInt64 = 0
        var versions: [StreamID: UInt32] = [:]
        var indexed = try StreamCursor(storage, transaction)
        let indexedEnd = KindBlock.completeEnd(in: head.position)
        // From the entries: the audit's own, not what this process remembers.
        try storage.tail(at: head.position, transaction).forEachEntry { position, kind, id, version in
            guard position <= last else { return }
            let stream = StreamID(kind: kind, id: String(decoding: id, as: UTF8.self))
            // Unsafe only for types with padding; a byte has none.
            let before =
                try unsafe versions[stream]
                ?? indexed.lastVersion(
                    kind, id.span.bytes, through: indexedEnd)
            guard version == before &+ 1 else {
                throw AuditFinding(
                    .streams, position,
                    "The event at position \(position) says that it is version \(version) of its record; the one before "
                        + "it is version \(before).")
            }
            if before == 0 { count += 1 }
            versions[stream] = version
        }
        return count
    }

    /// Goes through entries and rows one by one, after the sums have differed.
    private func findStreamDifference(_ last: UInt64) throws {
        try forEachEntry(through: last) { position, entry in
            guard let header = EntryHeader(entry), let envelope = try? Envelope.entry(entry) else { return true }
            var key: [UInt8] = []
            Keys.setStreamPrefix(kind: envelope.kind, id: entry.extracting(envelope.id), &key)
            Keys.appendVersion(header.version, to: &key)
            let row = try transaction.get(storage.streams, key: key)
            guard let row, row.byteCount == 8, row.bigEndian(at: 0) == position else {
                throw AuditFinding(
                    .streams, position, "The index of streams does not lead to the event at position \(position).")
            }
            return true
        }
        throw AuditFinding(.streams, nil, "The index of streams has a row that no event has.")
    }

    /// Walks the index of idempotency keys: the same rows as the entries have.
    ///
    /// - Returns: the number of keys.
    func auditKeys(_ expected: RowSum, _ key: RowSum.Key, _ last: UInt64) throws -> UInt64 {
        var found = RowSum()
        var cursor = try transaction.cursor(storage.idempotency)
        while try cursor.next() {
            guard let record = IdempotencyRecord(cursor.value) else {
                throw AuditFinding(.idempotencyKeys, nil, "The index of idempotency keys has an unreadable row.")
            }
            if isLater(record.firstPosition, last, head.position) { continue }
            let digest = cursor.value.extracting(12..<IdempotencyRecord.byteCount)
            found.add(key, cursor.key, record.firstPosition, UInt64(record.count), digest)
        }
        if found != expected { try findKeyDifference(last) }
        return found.count
    }

    private func findKeyDifference(_ last: UInt64) throws {
        try forEachEntry(through: last) { position, entry in
            guard let envelope = try? Envelope.entry(entry), let range = envelope.idempotencyKey else { return true }
            let row = try storage.idempotencyRecord(entry.extracting(range).copied, transaction)
            guard row?.firstPosition == position, row?.count == envelope.requestSize else {
                throw AuditFinding(
                    .idempotencyKeys, position,
                    "The index of idempotency keys does not lead to the request that begins at position \(position).")
            }
            return true
        }
        throw AuditFinding(
            .idempotencyKeys, nil,
            "The index of idempotency keys has a row that no event has, or another digest than its request.")
    }
}
