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
