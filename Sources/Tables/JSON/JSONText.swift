/// Reads the values of JSON text (RFC 8259) piece by piece.
struct JSONText {
    private static let deepest = 64

    private(set) var line = 1
    private(set) var column = 1
    /// What a sentence about a fault begins with.
    private let subject: String
    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var index = 0

    init(_ stream: any ByteStream, subject: String = "The file is no list of JSON objects") {
        self.stream = stream
        self.subject = subject
    }

    /// - Returns: the byte after the white space, which is still to be read; nil at the end.
    mutating func skipSpace() throws(TableError) -> UInt8? {
        while try isMore() {
            switch buffer[index] {
            case 0x20, 0x09, 0x0D, 0x0A: advance()
            case let byte: return byte
            }
        }
        return nil
    }

    mutating func advance() {
        if buffer[index] == Byte.lineFeed {
            line += 1
            column = 0
        }
        // Of a character of several bytes the first counts.
        if buffer[index] & 0xC0 != 0x80 { column += 1 }
        index += 1
    }

    mutating func expect(_ byte: UInt8) throws(TableError) {
        guard try isMore(), buffer[index] == byte else {
            throw fault("\(String(UnicodeScalar(byte))) is expected here")
        }
        advance()
    }

    /// Adds the text of a value: of a string what it says; of nothing nothing; of a list or an object its JSON.
    mutating func readValue(into bytes: inout [UInt8]) throws(TableError) -> CellType {
        switch try skipSpace() {
        case Byte.quote:
            try readString(into: &bytes)
            return .text
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try copyNested(into: &bytes)
            return .text
        case UInt8(ascii: "t"):
            try expectWord("true")
            bytes += "TRUE".utf8
            return .boolean
        case UInt8(ascii: "f"):
            try expectWord("false")
            bytes += "FALSE".utf8
            return .boolean
        case UInt8(ascii: "n"):
            try expectWord("null")
            return .text
        case nil: throw fault("a value is missing: the file was cut")
        default:
            try readNumber(into: &bytes)
            return .number
        }
    }

    mutating func readString(into bytes: inout [UInt8]) throws(TableError) {
        try expect(Byte.quote)
        let start = bytes.count
        while try isMore() {
            let byte = buffer[index]
            guard byte >= 0x20 else { throw fault("a text is not closed on its line") }
            advance()
            switch byte {
            case Byte.quote: return
            case UInt8(ascii: "\\"): try readEscape(into: &bytes)
            default: bytes.append(byte)
            }
            try check(bytes.count - start)
        }
        throw fault("a text is not closed: the file was cut")
    }

    private mutating func readEscape(into bytes: inout [UInt8]) throws(TableError) {
        let byte = try take()
        switch byte {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "u"):
            var scalar = try readUnit()
            if scalar & 0xFC00 == 0xD800 {
                try expectWord("\\u")
                let low = try readUnit()
                guard low & 0xFC00 == 0xDC00 else { throw fault("half of a character is missing") }
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
            }
            guard let scalar = Unicode.Scalar(scalar) else { throw fault("half of a character is missing") }
            bytes += String(Character(scalar)).utf8
        default: throw fault("\\\(String(UnicodeScalar(byte))) means nothing in JSON")
        }
    }

    private mutating func readUnit() throws(TableError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let byte = try take()
            switch byte {
            case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32(byte | 0x20 - 0x61 + 10) & 0xF
            default: throw fault("\\u is followed by four hexadecimal digits")
            }
        }
        return unit
    }

    private mutating func readNumber(into bytes: inout [UInt8]) throws(TableError) {
        var number: [UInt8] = []
        while try isMore(), Self.isNumber(buffer[index]) {
            number.append(buffer[index])
            advance()
            guard number.count <= 400 else { throw fault("a number is too long") }
        }
        guard Self.isWellFormed(number), let text = CellNumber.text(number[...]) else {
            throw fault(number.isEmpty ? "a value is expected here" : "a number ends here that is none of JSON")
        }
        bytes += text
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
            || byte | 0x20 == UInt8(ascii: "e")
    }

    /// Of RFC 8259: no plus before it, no zero before its digits, digits around its point.
    private static func isWellFormed(_ number: [UInt8]) -> Bool {
        var rest = number[...]
        func digits() -> Int {
            let count = rest.prefix { 0x30...0x39 ~= $0 }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let isZero = rest.first == 0x30
        let whole = digits()
        guard whole > 0, !isZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let sign = rest.first, sign | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Copies a list or an object, without what stands between its parts.
    private mutating func copyNested(into bytes: inout [UInt8]) throws(TableError) {
        let start = bytes.count
        var open: [UInt8] = []
        repeat {
            guard let byte = try skipSpace() else { throw fault("a value is not closed: the file was cut") }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append(byte)
                guard open.count <= Self.deepest else { throw fault("a value is more than \(Self.deepest) deep") }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // In ASCII a closing bracket follows its opening one by two.
                guard open.popLast() == byte - 2 else { throw fault("a bracket closes what is not open") }
            case Byte.quote:
                try copyString(into: &bytes)
                continue
            default: break
            }
            bytes.append(byte)
            advance()
            try check(bytes.count - start)
        } while !open.isEmpty
    }

    /// Copies a string with its quotes and escapes.
    private mutating func copyString(into bytes: inout [UInt8]) throws(TableError) {
        let start = bytes.count
        bytes.append(try take())
        while true {
            let byte = try take()
            bytes.append(byte)
            try check(bytes.count - start)
            if byte == Byte.quote { return }
            if byte == UInt8(ascii: "\\") { bytes.append(try take()) }
        }
    }

    private func check(_ length: Int) throws(TableError) {
        guard length <= TableError.largestCell else {
            throw TableError(
                .tooLarge, "A value on line \(line) has more than 1 MiB, which is none of a table.")
        }
    }

    private mutating func expectWord(_ word: String) throws(TableError) {
        for byte in word.utf8 {
            guard try isMore(), buffer[index] == byte else { throw fault("\(word) is expected here") }
            advance()
        }
    }

    private mutating func take() throws(TableError) -> UInt8 {
        guard try isMore() else { throw fault("a text is not closed: the file was cut") }
        let byte = buffer[index]
        advance()
        return byte
    }

    private mutating func isMore() throws(TableError) -> Bool {
        if index < buffer.count { return true }
        index = 0
        guard try stream.read(into: &buffer) else {
            buffer.removeAll()
            return false
        }
        return true
    }

    func fault(_ what: String) -> TableError {
        TableError(.badJSON, "\(subject): \(what) (line \(line), column \(column)).")
    }
}
