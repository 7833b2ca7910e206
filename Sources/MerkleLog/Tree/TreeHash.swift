internal import Crypto
internal import Forms

/// A SHA-256 value in the tree: a leaf hash, an inner node or a root. Always 32 bytes, held in place.
public struct TreeHash: Hashable, Sendable {
    /// The length of every hash, in bytes.
    public static let byteCount = 32

    /// The 32 bytes in memory order, as words so that comparing takes four steps.
    private var words: InlineArray<4, UInt64>

    /// Takes exactly 32 bytes; nil for any other length.
    public init?(_ bytes: [UInt8]) {
        // Unsafe only for types with padding; a byte has none.
        unsafe self.init(bytes.span.bytes)
    }

    /// Takes exactly 32 bytes; nil for any other length.
    public init?(_ bytes: RawSpan) {
        guard bytes.byteCount == Self.byteCount else { return nil }
        self.init(unchecked: bytes)
    }

    /// - Precondition: `bytes` is 32 bytes long.
    @inline(__always)
    init(unchecked bytes: RawSpan) {
        precondition(bytes.byteCount == Self.byteCount)
        // Unsafe only because any type could be loaded; every bit pattern is a valid UInt64, and the length is checked.
        words = unsafe [
            bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.unsafeLoadUnaligned(fromByteOffset: 24, as: UInt64.self),
        ]
    }

    /// The 32 bytes where they lie, for as long as the hash itself is borrowed.
    public var span: RawSpan {
        @_lifetime(borrow self)
        // Unsafe only for types with padding; four words have none.
        get { unsafe words.span.bytes }
    }

    /// The 32 bytes, copied.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.byteCount)
        append(to: &result)
        return result
    }

    /// Adds the 32 bytes to the end of a buffer, as tiles hold them.
    public func append(to buffer: inout [UInt8]) {
        // The span covers exactly the four words of this value, which outlives the call.
        unsafe span.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    }

    @inline(__always)
    public static func == (left: TreeHash, right: TreeHash) -> Bool {
        // A proof's hashes are public, so comparing need not take constant time.
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
            && left.words[2] == right.words[2] && left.words[3] == right.words[3]
    }

    public func hash(into hasher: inout Hasher) {
        // A SHA-256 value is already evenly spread, and an attacker cannot choose 64 bits of it at will for long.
        hasher.combine(words[0])
        hasher.combine(words[1])
    }
}

/// The two ways a hash is written: hexadecimal for people, base64 in checkpoints and proofs.
extension TreeHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { Hex.encode(bytes) }

    /// Reads 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// 44 characters of base64 (RFC 4648, section 4), with padding.
    public var base64: String { Base64.encode(bytes) }

    /// Reads the 44 characters that ``base64`` writes; nil for anything else, unpadded and non-canonical forms included.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }
}

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

/// How many leaves a tree has and the root over them: everything a checkpoint vouches for.
public struct TreeHead: Hashable, Sendable {
    /// The number of leaves.
    public let size: UInt64
    /// The RFC 6962 Merkle tree hash of those leaves.
    public let root: TreeHash

    public init(size: UInt64, root: TreeHash) {
        self.size = size
        self.root = root
    }

    /// The tree that every log starts from.
    public static let empty = TreeHead(size: 0, root: .empty)
}
