internal import LMDB

extension LogSnapshot {
    /// The positions of a stream's entries, in the order of their versions; empty when it has none.
    ///
    /// - Parameter last: the highest position.
    /// - Throws: `.damaged`, `.io`.
    public func positions(of stream: StreamID, through last: UInt64 = .max) throws(EventLogError) -> [UInt64] {
        try EventLogError.translating {
            let prefix = Keys.streamPrefix(stream)
            let indexedEnd = KindBlock.completeEnd(in: head.position)
            var positions: [UInt64] = []
            var cursor = try transaction.cursor(storage.streams)
            var found = try cursor.seek(atOrAfter: prefix)
            while found, cursor.key.byteCount == prefix.count + 4, cursor.key.hasPrefix(prefix) {
                let position = try position(in: cursor.value)
                if position > last { return positions }
                // Rows of what is staged.
                if position > indexedEnd { break }
                positions.append(position)
                guard cursor.key.bigEndian(at: prefix.count) == UInt32(positions.count) else {
                    throw EventLogError.damaged(
                        positions.last, "version \(positions.count) of stream \(stream) is missing.")
                }
                found = try cursor.next()
            }
            if last <= indexedEnd { return positions }
            for row in try tailVersions(of: stream) {
                guard row.version == UInt32(positions.count) + 1 else {
                    throw EventLogError.damaged(
                        row.position, "version \(positions.count + 1) of stream \(stream) is missing.")
                }
                if row.position > last { break }
                positions.append(row.position)
            }
            return positions
        }
    }

    /// The version of a stream's last entry; 0 when it has none.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func version(of stream: StreamID) throws(EventLogError) -> UInt32 {
        try EventLogError.translating {
            let id = Array(stream.id.utf8)
            // Unsafe only for types with padding; a byte has none.
            let bytes = unsafe id.span.bytes
            if let last = try tail.lastVersion(stream.kind, bytes) { return last }
            var stored = try StreamCursor(storage, transaction)
            return try stored.lastVersion(
                stream.kind, bytes, through: KindBlock.completeEnd(in: head.position))
        }
    }

    /// The position of one version of a stream; nil when the stream has no such version.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func position(of stream: StreamID, version: UInt32) throws(EventLogError) -> UInt64? {
        try EventLogError.translating {
            var key = Keys.streamPrefix(stream)
            Keys.appendVersion(version, to: &key)
            if let row = try transaction.get(storage.streams, key: key) {
                let position = try position(in: row)
                return position <= head.position ? position : nil
            }
            return try tailVersions(of: stream).first { $0.version == version }?.position
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
            var new = Array(try tail.newIDs(ofKind: kind).reversed())
            let indexedEnd = KindBlock.completeEnd(in: head.position)
            var cursor = try transaction.cursor(storage.streams)
            var found = try cursor.seek(atOrAfter: [kind])
            while found, cursor.key.byte(at: 0) == kind {
                let end = cursor.key.byteCount - 5
                guard end > 1 else { throw EventLogError.damaged("the index of streams has an unreadable row.") }
                if (cursor.key.bigEndian(at: end + 1) as UInt32) == 1, try position(in: cursor.value) <= indexedEnd {
                    let id = cursor.key.extracting(1..<end).copied
                    while let first = new.last, first.lexicographicallyPrecedes(id) {
                        guard body(String(decoding: new.removeLast(), as: UTF8.self)) else { return }
                    }
                    guard body(String(decoding: id, as: UTF8.self)) else { return }
                }
                found = try cursor.next()
            }
            while let id = new.popLast(), body(String(decoding: id, as: UTF8.self)) {}
        }
    }

    /// The acknowledgement of the request that was appended with an idempotency key, marked as a repeat; nil if there is none.
    ///
    /// - Throws: `.damaged`, `.io`.
    public func acknowledgement(forKey key: String) throws(EventLogError) -> AppendAcknowledgement? {
        try EventLogError.translating {
            let key = Array(key.utf8)
            guard isStorable(key, maximum: AppendRequest.maximumKeyLength),
                let record = try storage.idempotencyRecord(key, transaction)
            else { return nil }
            return try storage.acknowledgement(of: record, transaction)
        }
    }

    /// The versions and positions of a stream's entries that the index does not hold yet.
    private func tailVersions(of stream: StreamID) throws -> [(version: UInt32, position: UInt64)] {
        let id = Array(stream.id.utf8)
        // Unsafe only for types with padding; a byte has none.
        return try tail.versions(stream.kind, unsafe id.span.bytes)
    }

    private func position(in row: RawSpan) throws -> UInt64 {
        guard row.byteCount == 8 else { throw EventLogError.damaged("the index of streams has an unreadable row.") }
        return row.bigEndian(at: 0)
    }
}
