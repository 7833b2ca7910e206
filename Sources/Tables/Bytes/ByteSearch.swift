import Foundation

/// Looking for bytes, by the C library's `memchr`: it looks at many at once.
enum ByteSearch {
    /// The index of the first such byte of a range; its end where there is none.
    static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range lies in the bytes")
        // Unsafe: the call looks at bytes of the range alone, while they are lent.
        return unsafe bytes.withUnsafeBytes { all in
            guard let start = all.baseAddress, !range.isEmpty,
                let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
            else { return range.upperBound }
            return unsafe UnsafeRawPointer(found) - start
        }
    }

    static func contains(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        first(byte, in: bytes, range) < range.upperBound
    }

    static func count(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        var index = first(byte, in: bytes, range)
        while index < range.upperBound {
            count += 1
            index = first(byte, in: bytes, index + 1..<range.upperBound)
        }
        return count
    }
}
