/// A handle of a database inside an environment; see `Environment.database(_:)`. It stays valid as long as its
/// environment is open.
///
/// Keys are ordered by their bytes, and each has one value.
public struct Database: Hashable, Sendable {
    /// The C library's number of the handle.
    let index: UInt32
    /// Which environment of this process it belongs to.
    let environment: UInt64
}

/// How a value is put.
public struct PutFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Refuses an existing key with `.keyExists`.
    public static let noOverwrite = PutFlags(rawValue: 0x10)
    /// The key is above every key in the database: faster and denser. Refused with `.keyExists` if it is not.
    public static let append = PutFlags(rawValue: 0x20000)
}

extension UInt64 {
    /// Lends the number's eight bytes, most significant first: the order in which such keys sort as numbers do.
    public func withBigEndianBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let number = CollectionOfOne(bigEndian)
        return try body(number.span.rawBytes)
    }

    /// The number in eight bytes, most significant first; nil if there are not eight.
    public init?(bigEndianBytes bytes: RawSpan) {
        guard bytes.byteCount == 8 else { return nil }
        // Unsafe: any eight bytes are a number, and there are eight.
        self = unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(as: UInt64.self))
    }
}

extension Span where Element: FixedWidthInteger & BitwiseCopyable {
    /// The integers' bytes.
    var rawBytes: RawSpan {
        @_lifetime(copy self)
        get {
            // Unsafe only for elements with padding, whose bytes are not all initialised; integers have none.
            unsafe bytes
        }
    }
}
