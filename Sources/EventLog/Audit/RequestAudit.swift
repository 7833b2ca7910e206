internal import Crypto

/// Follows requests that carried an idempotency key through their entries, and sums the rows that their keys should
/// have.
struct RequestAudit {
    private let key: RowSum.Key
    private(set) var sum = RowSum()
    /// The request whose entries are being read.
    private var first: UInt64 = 0
    private var size: UInt32 = 0
    private var remaining: UInt32 = 0
    private var name: [UInt8] = []
    private var hasher = SHA256()

    init(_ key: RowSum.Key) {
        self.key = key
    }

    /// - Throws: ``AuditFinding`` where the log's own fields are not as the log writes them.
    mutating func add(_ entry: RawSpan, _ envelope: Envelope, at position: UInt64) throws {
        var end = entry.byteCount
        if let range = envelope.idempotencyKey, let size = envelope.requestSize, size > 0, remaining == 0 {
            name = entry.extracting(range).copied
            end -= EntryLayout.keyFieldsLength(key: name, requestSize: Int(size))
            (first, self.size, remaining, hasher) = (position, size, size, SHA256())
        } else if envelope.idempotencyKey != nil || envelope.requestSize != nil {
            throw AuditFinding(
                .entries, position, "The event at position \(position) holds a request's fields where none begins.")
        }
        guard remaining > 0 else { return }
        guard end >= EntryLayout.headerLength else {
            throw AuditFinding(.entries, position, "The event at position \(position) is shorter than what it holds.")
        }
        update(entry.extracting(EntryLayout.headerLength..<end))
        remaining -= 1
        if remaining == 0 { complete() }
    }

    /// - Throws: ``AuditFinding`` where the last request has fewer entries than it says.
    func finish() throws {
        guard remaining == 0 else {
            throw AuditFinding(
                .entries, first, "The request that begins at position \(first) has \(remaining) events too few.")
        }
    }

    private mutating func update(_ part: RawSpan) {
        // Both pointers are to values that outlive the closures, and the hasher keeps none.
        unsafe withUnsafeBytes(of: UInt32(part.byteCount).bigEndian) { unsafe hasher.update(bufferPointer: $0) }
        unsafe part.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
    }

    private mutating func complete() {
        let digest = hasher.finalize()
        let (key, first, size, name) = (key, first, size, name)
        // The digest and the name outlive the closure; a byte has no padding.
        unsafe digest.withUnsafeBytes {
            unsafe sum.add(key, name.span.bytes, first, UInt64(size), $0.bytes)
        }
    }
}
