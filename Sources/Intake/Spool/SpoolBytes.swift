/// Writes a value for a ``Spool``: numbers of a known width, texts after their length.
struct SpoolWriter {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func number(_ value: UInt32) {
        // Unsafe: the pointer is used only inside the closure, while the value is lent.
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func number64(_ value: Int64) {
        number(UInt32(truncatingIfNeeded: value))
        number(UInt32(truncatingIfNeeded: value >> 32))
    }

    mutating func data(_ value: [UInt8]) {
        number(UInt32(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) {
        number(UInt32(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func setLength() {
        let length = UInt32(bytes.count)
        for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
    }
}

/// Reads what ``SpoolWriter`` has written.
struct SpoolReader {
    private let source: [UInt8]
    private var index: Int

    init(_ source: [UInt8], at index: Int) {
        self.source = source
        self.index = index
    }

    /// Of the whole value, at whose beginning it stands.
    var length: Int {
        var copy = self
        return Int(copy.number())
    }

    mutating func skipLength() { index += 4 }

    mutating func number() -> UInt32 {
        defer { index += 4 }
        return source.number(at: index)
    }

    mutating func number64() -> Int64 {
        let low = UInt64(number())
        return Int64(bitPattern: low | UInt64(number()) << 32)
    }

    mutating func data() -> [UInt8] {
        let count = Int(number())
        defer { index += count }
        return Array(source[index..<index + count])
    }

    mutating func text() -> String {
        let count = Int(number())
        defer { index += count }
        return String(decoding: source[index..<index + count], as: UTF8.self)
    }
}
