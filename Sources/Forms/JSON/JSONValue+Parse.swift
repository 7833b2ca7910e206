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
        // Nothing moves where comments are blanked.
        var reader = JSONReader(JSONComments.blanked(bytes))
        do {
            self = try reader.document()
        } catch {
            let before = bytes.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.count - (before.lastIndex(of: 0x0A) ?? -1)
            throw NotJSON(
                beginning: JSONValue.excerpt(String(decoding: bytes.prefix(200), as: UTF8.self)),
                reason: ": \(error.what) at line \(line), column \(column)")
        }
    }

    /// The first few characters of a text, for an error.
    static func excerpt(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let start = DisplayWidth.onOneLine(String(line.prefix(40)))
        return start + (text.utf8.count > start.utf8.count ? "…" : "")
    }
}
