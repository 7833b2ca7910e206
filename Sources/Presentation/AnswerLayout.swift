package import Forms
import Incidents

/// An answer, laid out in each of the forms in which somebody reads it. It is a value: whoever has it chooses the form and
/// says where it goes.
package protocol AnswerLayout {
    /// For people.
    ///
    /// - Parameter width: in columns of the terminal; nil: as wide as it is.
    func text(width: Int?) throws -> String

    /// For spreadsheets: rows under stable names.
    var table: TextTable { get throws }

    /// For programs: keys in lowerCamelCase.
    var json: JSONValue { get throws }

    /// Sentences that belong to the answer, and for which its ``table`` has no place.
    var remarks: [String] { get }
}

extension AnswerLayout {
    package var remarks: [String] { [] }
}

/// A list of names and values: lines for people, two columns in a spreadsheet, an object in JSON.
package struct NamedValues: AnswerLayout {
    package typealias Pair = (name: String, value: JSONValue)

    package var pairs: [Pair]

    package init(_ pairs: [Pair]) { self.pairs = pairs }

    package func text(width: Int?) -> String {
        let width = pairs.reduce(0) { max($0, DisplayWidth.of($1.name)) }
        return pairs.map { pair in
            pair.name + String(repeating: " ", count: width + 2 - DisplayWidth.of(pair.name)) + pair.value.plain + "\n"
        }.joined()
    }

    package var table: TextTable {
        TextTable(
            columns: [.init(name: "name"), .init(name: "value")],
            rows: pairs.map { [$0.name.replacing(" ", with: "_"), $0.value.plain] })
    }

    package var json: JSONValue { .members(pairs.map { ($0.name.lowerCamelCased, $0.value) }) }
}

/// A table and nothing beside it.
package struct TableLayout: AnswerLayout {
    package let table: TextTable

    package init(_ table: TextTable) { self.table = table }

    package func text(width: Int?) -> String { table.table(width: width) }
    package var json: JSONValue { table.json }
}

/// What is said in the same words wherever it is laid out.
enum Wording {
    /// Who said it: `by desk`, and by which import.
    static func by(_ event: Event) -> String { by(event.actor, event.importID) }

    static func by(_ actor: String, _ importID: String) -> String {
        "by \(DisplayWidth.onOneLine(actor))"
            + (importID.isEmpty ? "" : " in import \(DisplayWidth.onOneLine(importID))")
    }

    /// Sentences, a line each, whatever is in them.
    static func onLines(_ sentences: [String]) -> String {
        sentences.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    /// Names and values, the values aligned.
    static func lines(_ fields: [(field: String, value: String)]) -> String {
        let width = fields.reduce(0) { max($0, DisplayWidth.of($1.field)) }
        return fields.map { field, value in
            "  " + field + String(repeating: " ", count: width + 2 - DisplayWidth.of(field))
                + DisplayWidth.onOneLine(value) + "\n"
        }.joined()
    }
}

extension JSONValue {
    /// A list of texts.
    static func texts(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }

    /// A text, or null where it is empty: what nobody said.
    static func said(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
}
