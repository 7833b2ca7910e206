/// The stored form of a row of running sums.
///
/// `records zigzag varint ‖ stated varint ‖ inexact varint ‖ for each measure whose bit of "stated" is set: low zigzag
/// varint ‖ records − reported zigzag varint, and where its bit of "inexact" is set too: high − low, unbounded, approximate
/// as zigzag varints`. A measure without a bit of "stated" was not reported. Most sums are exact, and then take only their
/// digits.
package enum RowCoding {
    package static func append(_ rows: borrowing SumRows, row: Int, to bytes: inout [UInt8]) {
        let records = rows.records(of: row)
        appendSigned(records, to: &bytes)
        let (stated, inexact) = rows.measures(of: row)
        appendVarint(stated, to: &bytes)
        appendVarint(inexact, to: &bytes)
        var rest = stated
        while rest != 0 {
            let measure = SumRows.takeFirst(of: &rest)
            let sum = rows.sum(measure, of: row)
            appendSigned(sum.low, to: &bytes)
            appendSigned(records &- sum.reported, to: &bytes)
            guard inexact & 1 << UInt64(measure) != 0 else { continue }
            appendSigned(sum.high &- sum.low, to: &bytes)
            appendSigned(sum.unbounded, to: &bytes)
            appendSigned(sum.approximate, to: &bytes)
        }
    }

    /// Adds a stored row to a row; false if the bytes are not a row of this width.
    package static func add(_ reader: inout ByteReader, to rows: inout SumRows, row: Int) -> Bool {
        guard let records = reader.signed(), let stated = reader.varint(), let inexact = reader.varint(),
            rows.width == 64 || stated >> UInt64(rows.width) == 0, inexact & ~stated == 0
        else { return false }
        rows.add(records: records, to: row)
        var rest = stated
        while rest != 0 {
            let measure = SumRows.takeFirst(of: &rest)
            guard let low = reader.signed(), let unreported = reader.signed() else { return false }
            var (spread, unbounded, approximate): (Int64, Int64, Int64) = (0, 0, 0)
            if inexact & 1 << UInt64(measure) != 0 {
                guard let high = reader.signed(), let open = reader.signed(), let rough = reader.signed()
                else { return false }
                (spread, unbounded, approximate) = (high, open, rough)
            }
            rows.add(
                Sum(
                    low: low, high: low &+ spread, unbounded: unbounded, approximate: approximate,
                    reported: records &- unreported),
                measure: measure, to: row)
        }
        return reader.isAtEnd
    }

    package static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package static func appendSigned(_ value: Int64, to bytes: inout [UInt8]) {
        appendVarint(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
    }

    // Inlinable, or other modules would call it without knowing the type.
    @inlinable
    package static func appendBigEndian<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }
}

/// Reads stored numbers one after another; nil where the bytes end too soon.
package struct ByteReader: ~Escapable {
    @usableFromInline
    let bytes: RawSpan
    @usableFromInline
    var offset = 0

    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan) {
        self.bytes = bytes
    }

    package var isAtEnd: Bool { offset == bytes.byteCount }

    @_lifetime(self: copy self)
    package mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.byteCount, shift < 64 {
            let byte = bytes.byte(at: offset)
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    @_lifetime(self: copy self)
    package mutating func signed() -> Int64? {
        varint().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    @inlinable
    @_lifetime(self: copy self)
    package mutating func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>() -> Value? {
        let size = MemoryLayout<Value>.size
        guard bytes.byteCount - offset >= size else { return nil }
        offset += size
        // Every bit pattern is a valid integer, and the load checks its bounds.
        return Value(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset - size, as: Value.self))
    }

    @_lifetime(self: copy self)
    package mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, bytes.byteCount - offset >= count else { return nil }
        offset += count
        return bytes.extracting(offset - count..<offset).copied
    }

    /// The bytes of a text, where they lie.
    @_lifetime(copy self)
    package mutating func textBytes() -> RawSpan? {
        guard let count = varint(), count <= UInt64(bytes.byteCount - offset) else { return nil }
        offset += Int(count)
        return bytes.extracting(offset - Int(count)..<offset)
    }
}

extension RawSpan {
    @inline(__always)
    package func byte(at offset: Int) -> UInt8 {
        // Unsafe only because any type could be loaded: every bit pattern is a byte, and the load checks its bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The bytes, copied.
    package var copied: [UInt8] {
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
