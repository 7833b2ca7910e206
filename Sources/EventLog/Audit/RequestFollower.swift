internal import Crypto

/// Follows requests that carried an idempotency key through their entries, and gives the row that each should have in the
/// index of keys.
struct RequestFollower {
    /// A row of the index of idempotency keys.
    struct Row {
        var key: [UInt8]
        var record: IdempotencyRecord
    }

    /// The request whose entries are being read.
    private var first: UInt64 = 0
    private var size: UInt32 = 0
    private var remaining: UInt32 = 0
    private var name: [UInt8] = []
    private var hasher = SHA256()

    /// - Returns: the row of the request that this entry completes; nil where it completes none.
    /// - Throws: ``AuditFinding`` where the log's own fields are not as the log writes them.
    mutating func add(
        _ entry: RawSpan, _ envelope: Envelope, at position: UInt64
    ) throws(AuditFinding) -> Row? {
        var end = entry.byteCount
        if let range = envelope.idempotencyKey, let size = envelope.requestSize, size > 0, remaining == 0 {
            name = entry.extracting(range).copied
            end = try Self.end(of: entry, name, size, at: position)
            (first, self.size, remaining, hasher) = (position, size, size, SHA256())
        } else if envelope.idempotencyKey != nil || envelope.requestSize != nil {
            throw AuditFinding(
                .entries, position, "The event at position \(position) holds a request's fields where none begins.")
        }
        guard remaining > 0 else { return nil }
        update(entry.extracting(EntryLayout.headerLength..<end))
        remaining -= 1
        guard remaining == 0 else { return nil }
        return Row(
            key: name, record: IdempotencyRecord(firstPosition: first, count: size, digest: Array(hasher.finalize())))
    }

    /// - Throws: ``AuditFinding`` where the last request has fewer entries than it says.
    func finish() throws(AuditFinding) {
        guard remaining == 0 else {
            throw AuditFinding(
                .entries, first, "The request that begins at position \(first) has \(remaining) events too few.")
        }
    }

    /// Where the caller's part ends: the log's fields 11 and 12 are the entry's last bytes.
    private static func end(
        of entry: RawSpan, _ name: [UInt8], _ size: UInt32, at position: UInt64
    ) throws(AuditFinding) -> Int {
        var fields: [UInt8] = []
        EntryLayout.appendKeyFields(name, requestSize: Int(size), to: &fields)
        let end = entry.byteCount - fields.count
        guard isStorable(name, maximum: AppendRequest.maximumKeyLength), end >= EntryLayout.headerLength,
            entry.extracting(end..<entry.byteCount).hasPrefix(fields)
        else {
            throw AuditFinding(
                .entries, position,
                "The event at position \(position) does not hold its request's fields as the log writes them.")
        }
        return end
    }

    private mutating func update(_ part: RawSpan) {
        // Both pointers are to values that outlive the closures, and the hasher keeps none.
        unsafe withUnsafeBytes(of: UInt32(part.byteCount).bigEndian) { unsafe hasher.update(bufferPointer: $0) }
        unsafe part.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
    }
}

/// Sums the rows that the requests among the entries should have in the index of idempotency keys.
struct RequestAudit {
    private let key: RowSum.Key
    private var requests = RequestFollower()
    private(set) var sum = RowSum()

    init(_ key: RowSum.Key) {
        self.key = key
    }

    /// - Throws: ``AuditFinding`` where the log's own fields are not as the log writes them.
    mutating func add(_ entry: RawSpan, _ envelope: Envelope, at position: UInt64) throws {
        guard let row = try requests.add(entry, envelope, at: position) else { return }
        let record = row.record
        // Unsafe only for types with padding; a byte has none.
        unsafe sum.add(
            key, row.key.span.bytes, record.firstPosition, UInt64(record.count), record.digest.span.bytes)
    }

    /// - Throws: ``AuditFinding`` where the last request has fewer entries than it says.
    func finish() throws {
        try requests.finish()
    }
}
