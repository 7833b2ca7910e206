/// A sum over rows that does not depend on their order: two collections of rows are the same when their sums are, but
/// for a chance of 2⁻⁶⁴.
///
/// Each row is hashed under a key that is drawn when the first sum is made, so that nobody can choose rows whose sums
/// agree.
struct RowSum: Equatable {
    /// Drawn anew for each audit.
    struct Key {
        let low = UInt64.random(in: .min ... .max)
        let high = UInt64.random(in: .min ... .max)
    }

    private(set) var sum: UInt64 = 0
    private(set) var count: UInt64 = 0

    @inline(__always)
    mutating func add(_ key: Key, _ text: RawSpan, _ first: UInt64, _ second: UInt64, _ digest: RawSpan) {
        var hasher = Hasher()
        hasher.combine(key.low)
        hasher.combine(key.high)
        hasher.combine(first)
        hasher.combine(second)
        hasher.combine(text.byteCount)
        // The pointers are used only inside the closures, while the spans are borrowed.
        unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        unsafe digest.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
        count += 1
    }

    static func == (left: RowSum, right: RowSum) -> Bool {
        left.sum == right.sum && left.count == right.count
    }
}
