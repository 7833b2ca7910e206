/// Writes messages in protobuf's wire form (proto3), the fields of each in the order in which it is called, which is that of
/// their numbers. A field that says nothing is left out.
///
/// SwiftProtobuf, which reads the wire form here, computes the size of every message again for each message around it, and
/// makes a value of its own of each: of an import of a million rows that took a quarter of the time.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    /// The bytes of a message alone.
    static func bytes(of value: some WireWritable) -> [UInt8] {
        var writer = WireWriter()
        writer.reserve(512)
        value.write(to: &writer)
        return writer.bytes
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func varint(_ field: UInt32, _ value: UInt64) {
        varint(UInt64(field) << 3)
        varint(value)
    }

    private mutating func beginBytes(_ field: UInt32, _ count: Int) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(count))
    }

    mutating func uint(_ field: UInt32, _ value: UInt32) {
        if value != 0 { varint(field, UInt64(value)) }
    }

    /// `int32`.
    mutating func int(_ field: UInt32, _ value: Int32) {
        if value != 0 { varint(field, UInt64(bitPattern: Int64(value))) }
    }

    /// `sint32`, `sint64`.
    mutating func signed(_ field: UInt32, _ value: some FixedWidthInteger & SignedInteger) {
        if value != 0 { optional(field, value) }
    }

    /// `optional sint32`, `optional sint64`: 0 is said, too.
    mutating func optional(_ field: UInt32, _ value: (some FixedWidthInteger & SignedInteger)?) {
        guard let value = value.map({ Int64($0) }) else { return }
        varint(field, UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    mutating func code(_ field: UInt32, _ value: (some Coded)?) {
        guard let raw = value?.rawValue else { return }
        int(field, raw)
    }

    /// Packed.
    mutating func codes(_ field: UInt32, _ values: [some Coded]) {
        guard !values.isEmpty else { return }
        nested(field) { writer in
            for value in values { writer.varint(UInt64(bitPattern: Int64(value.rawValue))) }
        }
    }

    mutating func text(_ field: UInt32, _ value: String) {
        if !value.isEmpty { element(field, value) }
    }

    mutating func texts(_ field: UInt32, _ values: [String]) {
        for value in values { element(field, value) }
    }

    private mutating func element(_ field: UInt32, _ value: String) {
        let utf8 = value.utf8
        beginBytes(field, utf8.count)
        bytes.append(contentsOf: utf8)
    }

    mutating func bytes(_ field: UInt32, _ value: [UInt8]) {
        if !value.isEmpty { message(field, encoded: value) }
    }

    /// A message, even one that says nothing; nil is left out.
    mutating func message(_ field: UInt32, _ value: (some WireWritable)?) {
        guard let value else { return }
        nested(field) { value.write(to: &$0) }
    }

    mutating func messages(_ field: UInt32, _ values: [some WireWritable]) {
        for value in values { message(field, value) }
    }

    /// A message that was written before.
    mutating func message(_ field: UInt32, encoded value: [UInt8]) {
        beginBytes(field, value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes the length of what `body` writes before it. Most is shorter than 128 bytes, whose length is one byte.
    mutating func nested(_ field: UInt32, _ body: (inout WireWriter) -> Void) {
        varint(UInt64(field) << 3 | 2)
        let place = bytes.count
        bytes.append(0)
        body(&self)
        let count = bytes.count - place - 1
        guard count >= 0x80 else {
            bytes[place] = UInt8(truncatingIfNeeded: count)
            return
        }
        var length = WireWriter()
        length.varint(UInt64(count))
        bytes.replaceSubrange(place...place, with: length.bytes)
    }
}
