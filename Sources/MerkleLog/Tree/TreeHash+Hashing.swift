internal import Crypto

/// The three hashes of RFC 6962, section 2.1 (unchanged in RFC 9162, section 2.1.1).
extension TreeHash {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = TreeHash(SHA256().finalize())

    /// The hash of an entry as it is stored: SHA-256(0x00 ‖ entry).
    ///
    /// The prefix keeps an entry from ever being taken for a pair of hashes.
    public static func leaf(_ entry: RawSpan) -> TreeHash {
        var hasher = SHA256()
        if entry.byteCount <= copiedLength {
            // One update costs less than two, and most entries are short: the prefix and the entry side by side.
            unsafe withUnsafeTemporaryAllocation(byteCount: 1 + entry.byteCount, alignment: 1) { buffer in
                // Both writes stay within the buffer, which they fill, and the hasher keeps no pointer.
                unsafe buffer[0] = leafPrefix
                unsafe entry.copy(to: buffer, at: 1)
                unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            }
        } else {
            hasher.update(leafPrefix)
            // The span is borrowed for the whole call and the hasher keeps no pointer.
            unsafe entry.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
        }
        return TreeHash(hasher.finalize())
    }

    /// The hash of an entry as it is stored: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> TreeHash {
        // Unsafe only for types with padding; a byte has none.
        unsafe leaf(entry.span.bytes)
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        // One update of 65 bytes on the stack instead of three: each call into the library has its own cost.
        unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            // The three writes fill the 65 bytes exactly, and the hasher keeps no pointer.
            unsafe buffer[0] = 0x01
            unsafe left.span.copy(to: buffer, at: 1)
            unsafe right.span.copy(to: buffer, at: 1 + byteCount)
            unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
        }
        return TreeHash(hasher.finalize())
    }

    /// The root over a perfect subtree's lowest hashes.
    ///
    /// - Precondition: the number of hashes is a power of two.
    static func root(ofPerfect hashes: ArraySlice<TreeHash>) -> TreeHash {
        precondition(hashes.count.nonzeroBitCount == 1)
        var row = Array(hashes)
        while row.count > 1 {
            for pair in 0..<row.count / 2 {
                row[pair] = node(row[2 * pair], row[2 * pair + 1])
            }
            row.removeLast(row.count / 2)
        }
        return row[0]
    }

    init(_ digest: SHA256Digest) {
        // The digest is 32 bytes by definition and outlives the closure.
        self = unsafe digest.withUnsafeBytes { unsafe TreeHash(unchecked: $0.bytes) }
    }

    private static let leafPrefix: UInt8 = 0x00

    /// Entries up to this length, in bytes, are copied beside their prefix; a buffer this small lies on the stack.
    private static let copiedLength = 1023
}

extension RawSpan {
    /// Copies the bytes into `buffer` from `offset` on; traps when they do not fit.
    fileprivate func copy(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        // Rebasing traps when the range lies outside the buffer; the span is borrowed for the whole call.
        unsafe withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<offset + source.count])
                .copyMemory(from: source)
        }
    }
}

extension SHA256 {
    /// Hashes a single byte.
    fileprivate mutating func update(_ byte: UInt8) {
        // The pointer is to a local that lives until the closure returns.
        unsafe withUnsafeBytes(of: byte) { unsafe update(bufferPointer: $0) }
    }
}
