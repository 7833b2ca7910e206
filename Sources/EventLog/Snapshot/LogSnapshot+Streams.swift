internal import LMDB

extension LogSnapshot {
    /// The positions of a stream's entries, in the order of their versions; empty when it has none.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func positions(of stream: StreamID) throws(EventLogError) -> [UInt64] {
        try EventLogError.translating {
            let prefix = Keys.streamPrefix(stream)
            var positions: [UInt64] = []
            var cursor = try transaction.cursor(storage.streams)
            var found = try cursor.seek(atOrAfter: prefix)
            while found, cursor.key.byteCount == prefix.count + 4, cursor.key.hasPrefix(prefix) {
                positions.append(try position(in: cursor.value))
                guard cursor.key.bigEndian(at: prefix.count) == UInt32(positions.count) else {
                    throw EventLogError.damaged(
                        positions.last, "version \(positions.count) of stream \(stream) is missing.")
                }
                found = try cursor.next()
            }
            return positions
        }
    }

    /// The version of a stream's last entry; 0 when it has none.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func version(of stream: StreamID) throws(EventLogError) -> UInt32 {
        try EventLogError.translating {
            var stored = try StreamCursor(storage, transaction)
            return try stored.lastVersion(stream)
        }
    }

    /// The position of one version of a stream; nil when the stream has no such version.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func position(of stream: StreamID, version: UInt32) throws(EventLogError) -> UInt64? {
        try EventLogError.translating {
            var key = Keys.streamPrefix(stream)
            Keys.appendVersion(version, to: &key)
            guard let row = try transaction.get(storage.streams, key: key) else { return nil }
            return try position(in: row)
        }
    }

    /// The ids of all records of a kind that have a stream, in the order of their bytes.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func streams(ofKind kind: UInt8) throws(EventLogError) -> [String] {
        var ids: [String] = []
        try forEachStream(ofKind: kind) {
            ids.append($0)
            return true
        }
        return ids
    }

    /// Walks the ids of all records of a kind, in the order of their bytes; stops when `body` returns false.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func forEachStream(ofKind kind: UInt8, _ body: (String) -> Bool) throws(EventLogError) {
        try EventLogError.translating {
            var cursor = try transaction.cursor(storage.streams)
            var found = try cursor.seek(atOrAfter: [kind])
            while found, cursor.key.byte(at: 0) == kind {
                let end = cursor.key.byteCount - 5
                guard end > 1 else { throw EventLogError.damaged("the index of streams has an unreadable row.") }
                // Every stream has exactly one row of version 1.
                if (cursor.key.bigEndian(at: end + 1) as UInt32) == 1 {
                    let id = String(decoding: cursor.key.extracting(1..<end).copied, as: UTF8.self)
                    guard body(id) else { return }
                }
                found = try cursor.next()
            }
        }
    }

    /// The receipt of the request that was appended with an idempotency key, marked as a repeat; nil if there is none.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func receipt(forKey key: String) throws(EventLogError) -> Receipt? {
        try EventLogError.translating {
            let key = Array(key.utf8)
            guard isStorable(key, maximum: AppendRequest.maximumKeyLength),
                let record = try storage.idempotencyRecord(key, transaction)
            else { return nil }
            return try storage.receipt(of: record, transaction)
        }
    }

    private func position(in row: RawSpan) throws -> UInt64 {
        guard row.byteCount == 8 else { throw EventLogError.damaged("the index of streams has an unreadable row.") }
        return row.bigEndian(at: 0)
    }
}
