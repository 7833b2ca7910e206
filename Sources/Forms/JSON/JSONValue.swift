/// A JSON value whose objects keep the order of their members, so that the same record always prints the same text.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A key and its value.
    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONValue

        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// An object of those members that have a value.
    public static func object(stating members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    /// The value of a key of an object; nil where there is none, or this is no object.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// How errors call it: "a number", "an object" …
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// How errors show it: short values as they stand, others by what they are.
    package var shown: String {
        switch self {
        case .string(let text): text
        case .array, .object: kindName
        default: text()
        }
    }
}

/// Why a text is not JSON.
public struct NotJSON: ExplainedError, Hashable, CustomStringConvertible {
    /// The first few characters of the text.
    public var beginning: String
    /// What is wrong and in which line, after a colon.
    public var reason: String

    public var description: String { "\"\(beginning)\" is not JSON\(reason)." }

    public var failure: LedgerError.Code { .refused }
}

extension JSONValue {
    /// Reads JSON text; comments (`//` and `/* */`) and a comma after the last element are accepted. An object that states
    /// a name twice is not.
    ///
    /// - Throws: ``NotJSON``, saying where the text stops being JSON.
    public init(parsing bytes: [UInt8]) throws(NotJSON) {
        self = try JSONSource(parsing: bytes, isLocating: false).value
    }
}

/// JSON of which it is known where it stands in its file, so that whoever finds a fault in it can name the line.
package struct JSONSource {
    package let value: JSONValue
    /// Of each value by the way to it, such as `members[0].key`, the line in which it begins, from 1.
    private let lines: [String: Int]

    /// As `JSONValue.init(parsing:)`.
    package init(parsing bytes: [UInt8]) throws(NotJSON) {
        self = try Self(parsing: bytes, isLocating: true)
    }

    /// The line of a value; of one that is not there, of what it would stand in.
    package func line(of way: String) -> Int {
        if let line = lines[way] { return line }
        let end = way.lastIndex { $0 == "." || $0 == "[" }
        return end.map { line(of: String(way[..<$0])) } ?? lines[""] ?? 1
    }

    fileprivate init(parsing bytes: [UInt8], isLocating: Bool) throws(NotJSON) {
        // Nothing moves where comments are blanked.
        var reader = JSONReader(JSONComments.blanked(bytes), isLocating: isLocating)
        do {
            value = try reader.document()
            lines = (reader.offsets ?? [:]).mapValues { offset in 1 + bytes.prefix(offset).count { $0 == 0x0A } }
        } catch {
            let before = bytes.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.count - (before.lastIndex(of: 0x0A) ?? -1)
            throw NotJSON(
                beginning: JSONValue.excerpt(String(decoding: bytes.prefix(200), as: UTF8.self)),
                reason: ": \(error.what) at line \(line), column \(column)")
        }
    }

}

extension JSONValue {
    /// The first few characters of a text, for an error.
    static func excerpt(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let start = DisplayWidth.onOneLine(String(line.prefix(40)))
        return start + (text.utf8.count > start.utf8.count ? "…" : "")
    }
}

extension JSONValue {
    /// The value as JSON text (RFC 8259).
    ///
    /// - Parameter isPretty: over several lines, indented by two spaces; otherwise on one line.
    public func text(isPretty: Bool = false) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(256)
        write(to: &output, indent: isPretty ? 0 : nil)
        return String(decoding: output, as: UTF8.self)
    }

    private func write(to output: inout [UInt8], indent: Int?) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        // JSON has no infinity and no "not a number".
        case .number(let value): output += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let text): JSONValue.quote(text, to: &output)
        case .array(let elements):
            JSONValue.list(elements, in: ("[", "]"), to: &output, indent: indent) { element, output, indent in
                element.write(to: &output, indent: indent)
            }
        case .object(let members):
            JSONValue.list(members, in: ("{", "}"), to: &output, indent: indent) { member, output, indent in
                JSONValue.quote(member.key, to: &output)
                output += (indent == nil ? ":" : ": ").utf8
                member.value.write(to: &output, indent: indent)
            }
        }
    }

    private static func list<Element>(
        _ elements: [Element], in brackets: (Unicode.Scalar, Unicode.Scalar), to output: inout [UInt8], indent: Int?,
        write: (Element, inout [UInt8], Int?) -> Void
    ) {
        output.append(UInt8(ascii: brackets.0))
        let inner = indent.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(to: &output, indent: inner)
            write(element, &output, inner)
        }
        if !elements.isEmpty { newLine(to: &output, indent: indent) }
        output.append(UInt8(ascii: brackets.1))
    }

    private static func newLine(to output: inout [UInt8], indent: Int?) {
        guard let indent else { return }
        output.append(0x0A)
        output += repeatElement(0x20, count: 2 * indent)
    }

    private static func quote(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        defer { output.append(UInt8(ascii: "\"")) }
        guard !text.utf8.allSatisfy(standsForItself) else {
            output += text.utf8
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\"".utf8
            case "\\": output += "\\\\".utf8
            case "\n": output += "\\n".utf8
            case "\r": output += "\\r".utf8
            case "\t": output += "\\t".utf8
            // The last ones are no control characters to JSON, and are to terminals.
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                output += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
            default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }

    /// Whether a byte of UTF-8 belongs to nothing that is escaped, which in most texts none does. U+0080 to U+009F begin with
    /// the byte C2.
    private static func standsForItself(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F && byte != 0xC2
    }
}

extension JSONValue {
    /// A whole number as a number; anything else, such as `12..15`, as text; nothing as null.
    public static func number(orText cell: String) -> JSONValue {
        if cell.isEmpty { return .null }
        return Int64(cell).map { .integer($0) } ?? .string(cell)
    }

    public static func integer(_ value: some BinaryInteger) -> JSONValue { .integer(Int64(clamping: value)) }

    public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    public static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { Member($0, $1) })
    }

    /// As answers are written: over several lines, with a line feed at the end.
    public var formatted: String { text(isPretty: true) + "\n" }

    /// The value alone, as people read it.
    public var plain: String {
        switch self {
        case .string(let text): DisplayWidth.onOneLine(text)
        case .bool(let value): value ? "yes" : "no"
        case .null: ""
        default: text()
        }
    }
}
