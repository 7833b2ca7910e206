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
