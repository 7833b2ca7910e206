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

    /// Calls `body` with the 32 bytes.
    @inline(__always)
    public func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(span)
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
