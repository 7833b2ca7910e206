/// Steps over the fields of a protobuf message in place, without copying and without knowing what they mean.
struct WireWalker: ~Copyable, ~Escapable {
    enum WireType {
        case varint, fixed64, bytes, fixed32
    }

    struct Field {
        var number: UInt32
        var wireType: WireType
        /// The value of a varint; 0 for the other types.
        var value: UInt64
        /// Where the payload lies; of a varint, its own bytes.
        var payload: Range<Int>
    }

    private let bytes: RawSpan
    private var offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next field; nil at the end.
    ///
    /// - Throws: ``EnvelopeError/notWireForm(offset:)`` for a field that is cut short, has number 0 or is one of the
    ///   old groups, which the schema does not use.
    @_lifetime(self: copy self)
    mutating func next() throws(EnvelopeError) -> Field? {
        guard offset < bytes.byteCount else { return nil }
        let start = offset
        let tag = try varint(fieldAt: start)
        guard tag >> 3 > 0, tag <= UInt64(UInt32.max) else { throw .notWireForm(offset: start) }
        let number = UInt32(tag >> 3)
        let first = offset
        switch tag & 7 {
        case 0:
            let value = try varint(fieldAt: start)
            return Field(number: number, wireType: .varint, value: value, payload: first..<offset)
        case 1: return try skip(8, Field(number: number, wireType: .fixed64, value: 0, payload: first..<first), start)
        case 2:
            let length = try varint(fieldAt: start)
            guard length <= UInt64(bytes.byteCount - offset) else { throw .notWireForm(offset: start) }
            return try skip(
                Int(length), Field(number: number, wireType: .bytes, value: 0, payload: offset..<offset), start)
        case 5: return try skip(4, Field(number: number, wireType: .fixed32, value: 0, payload: first..<first), start)
        default: throw .notWireForm(offset: start)
        }
    }

    @_lifetime(self: copy self)
    private mutating func skip(_ count: Int, _ field: Field, _ start: Int) throws(EnvelopeError) -> Field {
        guard count <= bytes.byteCount - offset else { throw .notWireForm(offset: start) }
        var field = field
        field.payload = offset..<offset + count
        offset += count
        return field
    }

    @_lifetime(self: copy self)
    private mutating func varint(fieldAt start: Int) throws(EnvelopeError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.byteCount {
            let byte = bytes.byte(at: offset)
            offset += 1
            // The tenth byte holds only the highest bit of 64.
            if shift == 63, byte > 1 { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .notWireForm(offset: start)
    }
}
