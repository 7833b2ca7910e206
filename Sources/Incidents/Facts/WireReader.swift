/// Steps over the fields of a protobuf message where its bytes lie. Nothing is copied or allocated.
struct WireReader: ~Escapable, BitwiseCopyable {
    /// The bytes of the whole entry: offsets count from its start.
    let bytes: RawSpan
    private(set) var offset: Int
    private let end: Int
    /// The number of the current field.
    private(set) var number: UInt32 = 0
    private var wireType: UInt8 = 0
    private var value: UInt64 = 0
    private var payload = Slice()

    /// - Precondition: the slice lies in the bytes.
    @_lifetime(copy bytes)
    @inline(__always)
    init(_ bytes: RawSpan, _ slice: Slice) {
        precondition(slice.start >= 0 && slice.end <= bytes.byteCount, "the slice does not lie in the bytes")
        self.bytes = bytes
        offset = slice.start
        end = slice.end
    }

    /// Goes to the next field; false at the end.
    @_lifetime(self: copy self)
    @inline(__always)
    mutating func next() throws(FactsError) -> Bool {
        guard offset < end else { return false }
        let tag = try varint()
        number = UInt32(truncatingIfNeeded: tag >> 3)
        wireType = UInt8(truncatingIfNeeded: tag & 7)
        guard tag >> 3 > 0, tag <= UInt64(UInt32.max) else { throw cut() }
        switch wireType {
        case 0: value = try varint()
        case 1: try skip(8)
        case 2:
            let length = try varint()
            guard length <= UInt64(end - offset) else { throw cut() }
            try skip(Int(length))
        case 5: try skip(4)
        default: throw cut()
        }
        return true
    }

    /// The current field has bytes: of a list of numbers several, packed.
    var hasBytes: Bool { wireType == 2 }

    /// The current field's number, where the schema says that it is a varint.
    @inline(__always)
    func varint(of message: StaticString) throws(FactsError) -> UInt64 {
        guard wireType == 0 else { throw .badField(number, of: message) }
        return value
    }

    /// Where the current field's bytes lie, where the schema says that it has some.
    @inline(__always)
    func slice(of message: StaticString) throws(FactsError) -> Slice {
        guard wireType == 2 else { throw .badField(number, of: message) }
        return payload
    }

    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func skip(_ count: Int) throws(FactsError) {
        guard count <= end - offset else { throw cut() }
        payload = Slice(start: offset, end: offset + count)
        offset += count
    }

    /// Reads the next number of a packed list, which has no fields; nil at the end.
    @_lifetime(self: copy self)
    mutating func packed() throws(FactsError) -> UInt64? {
        offset < end ? try varint() : nil
    }

    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func varint() throws(FactsError) -> UInt64 {
        guard offset < end else { throw cut() }
        let first = byte(at: offset)
        offset += 1
        if first < 0x80 { return UInt64(first) }
        // Most of the others have two bytes.
        if offset < end, case let second = byte(at: offset), second < 0x80 {
            offset += 1
            return UInt64(first & 0x7F) | UInt64(second) << 7
        }
        return try longVarint(first)
    }

    @_lifetime(self: copy self)
    private mutating func longVarint(_ first: UInt8) throws(FactsError) -> UInt64 {
        var result = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while offset < end {
            let byte = byte(at: offset)
            offset += 1
            // The tenth byte holds only the highest bit of 64.
            guard shift < 63 || byte <= 1 else { break }
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        throw cut()
    }

    /// - Precondition: the offset is that of a byte before the end.
    @inline(__always)
    private func byte(at offset: Int) -> UInt8 {
        // Unsafe: the callers compare the offset with the end, which lies in the bytes, so that it is not checked again.
        unsafe bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    private func cut() -> FactsError {
        FactsError(.notWireForm, "is not protobuf wire form at byte \(offset) of its entry")
    }
}

/// Where some bytes of an entry lie, counted from its start.
struct Slice: Hashable, Sendable {
    var start = 0
    var end = 0

    var isEmpty: Bool { start == end }
}

extension RawSpan {
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        // Unsafe only because any type could be loaded: every bit pattern is a byte, and the load checks its bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func word<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Value {
        // Every bit pattern is a valid integer, and the load checks its bounds.
        Value(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}

/// The signed value of a `sint32`: of a number that is longer the lowest 32 bits, as protobuf reads it.
@inline(__always)
func unzigzag32(_ value: UInt64) -> Int32 {
    let value = UInt32(truncatingIfNeeded: value)
    return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
}

/// The signed value of a `sint64`.
@inline(__always)
func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
}
