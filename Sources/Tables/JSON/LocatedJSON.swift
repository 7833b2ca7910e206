/// A JSON value that knows where in its file it stands: so that a sentence about it names the line and the column.
package struct LocatedJSON: Sendable {
    package indirect enum Value: Sendable {
        case null
        case bool(Bool)
        /// As text, in its shortest form.
        case number(String)
        case text(String)
        case list([LocatedJSON])
        case object([Member])
    }

    package struct Member: Sendable {
        package var name: LocatedName
        package var value: LocatedJSON
    }

    package struct LocatedName: Sendable {
        package var text: String
        package var line: Int
        package var column: Int
    }

    private static let deepest = 32

    package var value: Value
    /// From 1.
    package var line: Int
    /// In characters, from 1.
    package var column: Int

    /// Reads a file that is one value.
    ///
    /// - Throws: ``TableError`` `badJSON`, with line and column; `badEncoding`.
    package init(_ bytes: [UInt8]) throws(TableError) {
        let stream = TextStream(MemoryStream(bytes), TextEncoding(markOf: bytes) ?? .utf8)
        var text = JSONText(stream, subject: "The file is not JSON")
        try self.init(&text, depth: 0)
        guard try text.skipSpace() == nil else { throw text.fault("there is more after its end") }
    }

    private init(_ text: inout JSONText, depth: Int) throws(TableError) {
        let first = try text.skipSpace()
        guard depth < Self.deepest else { throw text.fault("a value is more than \(Self.deepest) deep") }
        (line, column) = (text.line, text.column)
        switch first {
        case UInt8(ascii: "{"): value = .object(try Self.members(&text, depth))
        case UInt8(ascii: "["): value = .list(try Self.elements(&text, depth))
        default:
            var bytes: [UInt8] = []
            let type = try text.readValue(into: &bytes)
            let string = String(decoding: bytes, as: UTF8.self)
            switch type {
            case .boolean: value = .bool(string == "TRUE")
            case .number: value = .number(string)
            default: value = first == UInt8(ascii: "n") ? .null : .text(string)
            }
        }
    }

    private static func members(_ text: inout JSONText, _ depth: Int) throws(TableError) -> [Member] {
        text.advance()
        var members: [Member] = []
        var next = try text.skipSpace()
        while next != UInt8(ascii: "}") {
            let (line, column) = (text.line, text.column)
            var name: [UInt8] = []
            try text.readString(into: &name)
            _ = try text.skipSpace()
            try text.expect(UInt8(ascii: ":"))
            let located = LocatedName(text: String(decoding: name, as: UTF8.self), line: line, column: column)
            members.append(Member(name: located, value: try LocatedJSON(&text, depth: depth + 1)))
            next = try Self.separator(&text)
        }
        try text.expect(UInt8(ascii: "}"))
        return members
    }

    private static func elements(_ text: inout JSONText, _ depth: Int) throws(TableError) -> [LocatedJSON] {
        text.advance()
        var elements: [LocatedJSON] = []
        var next = try text.skipSpace()
        while next != UInt8(ascii: "]") {
            elements.append(try LocatedJSON(&text, depth: depth + 1))
            next = try Self.separator(&text)
        }
        try text.expect(UInt8(ascii: "]"))
        return elements
    }

    /// After an element: passes over a comma, which something must follow.
    private static func separator(_ text: inout JSONText) throws(TableError) -> UInt8? {
        let next = try text.skipSpace()
        guard next == UInt8(ascii: ",") else {
            guard next == UInt8(ascii: "}") || next == UInt8(ascii: "]") else {
                throw text.fault("a comma or the end is expected here")
            }
            return next
        }
        text.advance()
        let after = try text.skipSpace()
        guard after != UInt8(ascii: "}"), after != UInt8(ascii: "]") else {
            throw text.fault("nothing follows the comma")
        }
        return after
    }
}
