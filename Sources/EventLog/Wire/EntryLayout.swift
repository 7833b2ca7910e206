/// The first 23 bytes of every entry, written by the log: position, recorded-at and version at fixed width.
///
/// `09 ‖ position u64le ‖ 11 ‖ recorded-at u64le ‖ 1d ‖ version u32le`: fields 1, 2 and 3 of `Entry`.
enum EntryLayout {
    static let headerLength = 23
    /// The published tile format counts an entry's bytes with 16 bits.
    static let maximumLength = 65_535

    static func appendHeader(position: UInt64, recordedAt: UInt64, version: UInt32, to buffer: inout [UInt8]) {
        var header = InlineArray<23, UInt8>(repeating: 0)
        // Unsafe only for types with padding; a byte has none.
        var span = header.mutableSpan
        var bytes = unsafe span.mutableBytes
        bytes.storeBytes(of: 0x09, toByteOffset: 0, as: UInt8.self)
        bytes.storeBytes(of: position.littleEndian, toByteOffset: 1, as: UInt64.self)
        bytes.storeBytes(of: 0x11, toByteOffset: 9, as: UInt8.self)
        bytes.storeBytes(of: recordedAt.littleEndian, toByteOffset: 10, as: UInt64.self)
        bytes.storeBytes(of: 0x1D, toByteOffset: 18, as: UInt8.self)
        bytes.storeBytes(of: version.littleEndian, toByteOffset: 19, as: UInt32.self)
        // The pointer is used only inside the closure, while the array is borrowed.
        unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    }

    /// Fields 11 and 12, which the log adds to the first entry of a request that carries a key.
    static func appendKeyFields(_ key: some Collection<UInt8>, requestSize: Int, to buffer: inout [UInt8]) {
        buffer.append(0x5A)
        appendVarint(UInt64(key.count), to: &buffer)
        buffer.append(contentsOf: key)
        buffer.append(0x60)
        appendVarint(UInt64(requestSize), to: &buffer)
    }

    static func keyFieldsLength(key: some Collection<UInt8>, requestSize: Int) -> Int {
        2 + varintLength(UInt64(key.count)) + key.count + varintLength(UInt64(requestSize))
    }

    private static func appendVarint(_ value: UInt64, to buffer: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(rest))
    }

    private static func varintLength(_ value: UInt64) -> Int {
        max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7)
    }
}

/// What the log wrote at the start of an entry.
struct EntryHeader: Equatable {
    var position: UInt64
    var recordedAt: UInt64
    var version: UInt32

    init(position: UInt64, recordedAt: UInt64, version: UInt32) {
        self.position = position
        self.recordedAt = recordedAt
        self.version = version
    }

    /// Reads the first 23 bytes; nil when they are not as the log writes them.
    init?(_ entry: RawSpan) {
        guard entry.byteCount >= EntryLayout.headerLength, entry.byte(at: 0) == 0x09, entry.byte(at: 9) == 0x11,
            entry.byte(at: 18) == 0x1D
        else { return nil }
        position = entry.littleEndian(at: 1)
        recordedAt = entry.littleEndian(at: 10)
        version = entry.littleEndian(at: 19)
    }
}

extension RawSpan {
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        // Unsafe only because any type could be loaded; every bit pattern is a byte, and the load checks its bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Value {
        // Every bit pattern is a valid integer, and the load checks its bounds.
        Value(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    @inline(__always)
    func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Value {
        // Every bit pattern is a valid integer, and the load checks its bounds.
        Value(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}
