import Forms
import Foundation

/// Names of columns and of fields, as people read them.
enum FieldWords {
    /// `dead_and_missing` and `place.pointPrecision` as words: `Dead and missing`, `Place: point precision`.
    static func of(_ name: String) -> String {
        let parts = name.split(separator: ".").map { words($0) }
        let text = parts.joined(separator: ": ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func words(_ name: Substring) -> String {
        // Lists are counted from 0 in JSON, and from 1 by people.
        let counted = name.replacing(/\[([0-9]+)\]/) { " \((Int($0.output.1) ?? 0) + 1)" }
        return counted.reduce(into: "") { text, letter in
            text += letter == "_" ? " " : letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }

    /// A text as it stands, in which addresses on the web can be followed.
    static func linked(_ text: String) -> Markup {
        .all(
            text.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { place, word in
                let gap = place == 0 ? Markup.nothing : .text(" ")
                let end = word.hasSuffix(",") || word.hasSuffix(";") ? 1 : 0
                let address = String(word.dropLast(end))
                guard address.hasPrefix("https://") || address.hasPrefix("http://"), URL(string: address) != nil
                else { return .all([gap, .text(String(word))]) }
                return .all([
                    gap, .element("a", ["href": address, "rel": "noreferrer"], address),
                    .text(String(word.suffix(end))),
                ])
            })
    }
}
