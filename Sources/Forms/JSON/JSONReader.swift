/// Reads JSON text (RFC 8259) in one pass, in time and memory that grow with its length alone.
///
/// Stricter than other readers where they would choose for the one who wrote it: a name that an object has twice is
/// refused, because one of its two values would be dropped.
struct JSONReader {
    /// Where the text stops being JSON, and why.
    struct Stop: Error {
        var offset: Int
        var what: String
    }

    /// Deeper lists and objects would take more memory on the stack than there is.
    private static let maximumDepth = 512

    private let bytes: [UInt8]
    private var index = 0
    /// Where each value begins, by the way to it (`members[0].key`); nil: nobody asks.
    private(set) var offsets: [String: Int]?
    /// The way to the value that is read.
    private var way = ""

    /// - Parameters:
    ///   - bytes: without comments.
    ///   - isLocating: ``offsets`` are noted.
    init(_ bytes: [UInt8], isLocating: Bool = false) {
        self.bytes = bytes
        if isLocating { offsets = [:] }
        // The mark of UTF-8 with which some editors begin a file.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The one value that the text holds.
    mutating func document() throws(Stop) -> JSONValue {
        let value = try value(depth: 0)
        guard next == nil else { throw stop("nothing may follow the value") }
        return value
    }

    private mutating func value(depth: Int) throws(Stop) -> JSONValue {
        guard depth < Self.maximumDepth else { throw stop("it is nested more than \(Self.maximumDepth) deep") }
        guard let first = next else { throw stop("it ends where a value is expected") }
        offsets?[way] = index
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
            where bytes[index...].starts(with: word.utf8) {
                index += word.utf8.count
                return value
            }
            throw stop("a value is expected")
        }
    }

    /// The value that a list or an object has, on a way that goes on from theirs.
    private mutating func value(depth: Int, at further: (String) -> String) throws(Stop) -> JSONValue {
        guard offsets != nil else { return try value(depth: depth) }
        let outer = way
        way = further(outer)
        defer { way = outer }
        return try value(depth: depth)
    }

    private mutating func object(depth: Int) throws(Stop) -> JSONValue {
        var members: [(member: JSONValue.Member, offset: Int)] = []
        index += 1
        while next != UInt8(ascii: "}") {
            if !members.isEmpty { try take(UInt8(ascii: ","), "a comma or } is expected") }
            guard next == UInt8(ascii: "\"") else { throw stop("a name in quotes is expected") }
            let offset = index
            let name = try string()
            try take(UInt8(ascii: ":"), "a colon is expected")
            let value = try value(depth: depth) { $0.isEmpty ? name : $0 + "." + name }
            members.append((JSONValue.Member(name, value), offset))
        }
        index += 1
        // In the order of their names, so that what is read is the same however it was written.
        members.sort { ($0.member.key, $0.offset) < ($1.member.key, $1.offset) }
        for (former, latter) in zip(members, members.dropFirst()) where former.member.key == latter.member.key {
            throw Stop(offset: latter.offset, what: "\"\(JSONValue.excerpt(latter.member.key))\" is stated twice")
        }
        return .object(members.map(\.member))
    }

    private mutating func array(depth: Int) throws(Stop) -> JSONValue {
        var elements: [JSONValue] = []
        index += 1
        while next != UInt8(ascii: "]") {
            if !elements.isEmpty { try take(UInt8(ascii: ","), "a comma or ] is expected") }
            let place = elements.count
            elements.append(try value(depth: depth) { "\($0)[\(place)]" })
        }
        index += 1
        return .array(elements)
    }

    private mutating func number() throws(Stop) -> JSONValue {
        let start = index
        func isDigit(_ offset: Int) -> Bool { offset < bytes.count && (0x30...0x39).contains(bytes[offset]) }
        func digits(_ index: inout Int) -> Bool {
            let first = index
            while isDigit(index) { index += 1 }
            return index > first
        }
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let isZero = index < bytes.count && bytes[index] == UInt8(ascii: "0")
        guard digits(&index), !isZero || index == start + (bytes[start] == UInt8(ascii: "-") ? 2 : 1) else {
            throw stop("a number is expected, without zeros before it")
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits(&index) else { throw stop("a digit is expected") }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[index]) { index += 1 }
            guard digits(&index) else { throw stop("a digit is expected") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw stop("the number is too large") }
        return Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }

    /// The string at whose opening quote the reader stands.
    private mutating func string() throws(Stop) -> String {
        let start = index
        index += 1
        var text: [UInt8] = []
        while true {
            guard index < bytes.count else { throw Stop(offset: start, what: "the text is not closed") }
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw Stop(offset: start, what: "the text is not UTF-8")
                }
                return valid
            case UInt8(ascii: "\\"): try escape(&text)
            case ..<0x20: throw stop("a line break or another control character in a text is written as \\n, \\u0000")
            default:
                text.append(byte)
                index += 1
            }
        }
    }

    private mutating func escape(_ text: inout [UInt8]) throws(Stop) {
        let kind = index + 1 < bytes.count ? bytes[index + 1] : 0
        index += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(try scalar()).utf8
        default:
            index -= 2
            throw stop("\\ does not begin an escape here")
        }
    }

    /// The scalar whose `\u` was read; of two units where the first is half of a pair.
    private mutating func scalar() throws(Stop) -> Character {
        let start = index - 2
        let first = try unit()
        var value = UInt32(first)
        if (0xD800...0xDBFF).contains(first) {
            guard bytes[min(index, bytes.count)...].starts(with: Array("\\u".utf8)) else {
                throw Stop(offset: start, what: "half of a pair of \\u stands alone")
            }
            index += 2
            let second = try unit()
            // Half of a pair alone is no scalar, and refused as one below.
            if (0xDC00...0xDFFF).contains(second) {
                value = 0x1_0000 + ((value - 0xD800) << 10 | (UInt32(second) - 0xDC00))
            }
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw Stop(offset: start, what: "half of a pair of \\u stands alone")
        }
        return Character(scalar)
    }

    private mutating func unit() throws(Stop) -> UInt16 {
        let end = index + 4
        guard end <= bytes.count, bytes[index..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16)
        else { throw stop("four hexadecimal digits are expected after \\u") }
        index = end
        return unit
    }

    /// The next byte that is no blank, which the reader then stands at; nil at the end.
    private var next: UInt8? {
        mutating get {
            while index < bytes.count {
                switch bytes[index] {
                case 0x20, 0x09, 0x0A, 0x0D: index += 1
                case let byte: return byte
                }
            }
            return nil
        }
    }

    private mutating func take(_ byte: UInt8, _ what: String) throws(Stop) {
        guard next == byte else { throw stop(what) }
        index += 1
    }

    private func stop(_ what: String) -> Stop { Stop(offset: index, what: what) }
}
