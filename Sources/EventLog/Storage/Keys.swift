internal import Foundation

/// The keys of the log's databases. Numbers are big-endian, so that the order of the bytes is that of the numbers.
enum Keys {
    static let end = Array("end".utf8)
    static let log = Array("log".utf8)
    static let staged = Array("staged".utf8)

    /// `kind ‖ id ‖ 00`: what all rows of one stream begin with. The NUL, which no id holds, keeps `a` from being
    /// taken for the beginning of `ab`.
    static func setStreamPrefix(kind: UInt8, id: RawSpan, _ key: inout [UInt8]) {
        key.removeAll(keepingCapacity: true)
        key.append(kind)
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe id.withUnsafeBytes { unsafe key.append(contentsOf: $0) }
        key.append(0)
    }

    /// Completes a stream's prefix to the key of one version.
    static func appendVersion(_ version: UInt32, to key: inout [UInt8]) {
        appendBigEndian(version, to: &key)
    }

    static func streamPrefix(_ stream: StreamID) -> [UInt8] {
        var key: [UInt8] = []
        let id = Array(stream.id.utf8)
        // Unsafe only for types with padding; a byte has none.
        unsafe setStreamPrefix(kind: stream.kind, id: id.span.bytes, &key)
        return key
    }

    /// `kind ‖ block`.
    static func kindBlock(_ kind: UInt8, _ block: UInt64) -> [UInt8] { byteAndNumber(kind, block) }

    /// `level ‖ index`.
    static func tile(level: Int, index: UInt64) -> [UInt8] { byteAndNumber(UInt8(level), index) }

    private static func byteAndNumber(_ byte: UInt8, _ number: UInt64) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(9)
        key.append(byte)
        appendBigEndian(number, to: &key)
        return key
    }
}

@inline(__always)
func appendBigEndian<Value: FixedWidthInteger>(_ value: Value, to buffer: inout [UInt8]) {
    // The pointer is to a local that lives until the closure returns.
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe buffer.append(contentsOf: $0) }
}

extension RawSpan {
    func hasPrefix(_ prefix: [UInt8]) -> Bool {
        guard byteCount >= prefix.count else { return false }
        for index in prefix.indices where byte(at: index) != prefix[index] { return false }
        return true
    }

    /// Whether two spans hold the same bytes.
    func elementsEqual(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount, byteCount > 0 else { return byteCount == other.byteCount }
        // The pointers are used only inside the closures, while the spans are borrowed; both have that many bytes.
        return unsafe withUnsafeBytes { left in
            unsafe other.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return false }
                return unsafe memcmp(left, right, byteCount) == 0
            }
        }
    }
}
