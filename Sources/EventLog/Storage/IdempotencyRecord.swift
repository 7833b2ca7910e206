/// A row of `idempotency`: `first position u64 ‖ count u32 ‖ SHA-256 of the content`.
struct IdempotencyRecord: Equatable {
    static let byteCount = 44

    var firstPosition: UInt64
    var count: UInt32
    /// 32 bytes.
    var digest: [UInt8]

    init(firstPosition: UInt64, count: UInt32, digest: [UInt8]) {
        self.firstPosition = firstPosition
        self.count = count
        self.digest = digest
    }

    init?(_ row: RawSpan) {
        guard row.byteCount == Self.byteCount else { return nil }
        firstPosition = row.bigEndian(at: 0)
        count = row.bigEndian(at: 8)
        digest = row.extracting(12..<Self.byteCount).copied
        guard firstPosition > 0, count > 0 else { return nil }
    }

    var row: [UInt8] {
        var row: [UInt8] = []
        row.reserveCapacity(Self.byteCount)
        appendBigEndian(firstPosition, to: &row)
        appendBigEndian(count, to: &row)
        row += digest
        return row
    }
}
