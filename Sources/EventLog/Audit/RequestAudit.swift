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
