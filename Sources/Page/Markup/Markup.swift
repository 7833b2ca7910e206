import Mustache

/// A piece of HTML or SVG. What is text in it is escaped where it goes in, so that no record can say anything to a browser.
package struct Markup: Hashable, Sendable {
    /// As it is sent.
    package private(set) var source: String

    private init(source: String) { self.source = source }

    /// Nothing.
    package static let nothing = Markup(source: "")

    /// A text that people read.
    package static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

    /// A text whose days, 2020-01-08, stay on one line.
    package static func dated(_ text: String) -> Markup {
        guard text.utf8.contains(UInt8(ascii: "-")) else { return .text(text) }
        var pieces: [Markup] = []
        var rest = text[...]
        while let day = rest.firstMatch(of: /\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/) {
            pieces.append(.text(String(rest[..<day.range.lowerBound])))
            pieces.append(.element("time", [:], String(day.output)))
            rest = rest[day.range.upperBound...]
        }
        return .all(pieces + [.text(String(rest))])
    }

    /// An element with its end tag.
    ///
    /// - Parameters:
    ///   - name: of HTML or SVG; a name of this code, never of a record.
    ///   - attributes: without those whose value is nil; an empty value stands as `name=""`.
    package static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: [Markup] = []
    ) -> Markup {
        var source = tag(name, attributes)
        for piece in content { source += piece.source }
        source += "</" + name + ">"
        return Markup(source: source)
    }

    /// An element that holds a text alone.
    package static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ text: String
    ) -> Markup {
        element(name, attributes, [.text(text)])
    }

    /// An element of HTML that has no end tag: `input`, `br`.
    package static func void(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> Markup {
        Markup(source: tag(name, attributes))
    }

    /// One after the other.
    package static func all(_ pieces: some Sequence<Markup>) -> Markup {
        var source = ""
        for piece in pieces { source += piece.source }
        return Markup(source: source)
    }

    /// What a file of this package holds, as it stands there.
    static func file(_ source: String) -> Markup { Markup(source: source) }

    private static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?>) -> String {
        var source = "<" + name
        for case (let name, let value?) in attributes { source += " " + name + "=\"" + escaped(value) + "\"" }
        return source + ">"
    }

    /// As it may stand in an element and between quotation marks (HTML, 13.1.2). Control characters, which HTML does not
    /// have, are shown as the sign for what cannot be shown.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || special.contains($0) }) else { return text }
        var source = ""
        source.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            case "\n", "\t": source.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: source += "\u{FFFD}"
            default: source.unicodeScalars.append(scalar)
            }
        }
        return source
    }

    private static let special = Set("&<>\"'".utf8)
}

/// A template puts it in as it is: `{{{figures}}}`.
extension Markup: MustacheCustomRenderable {
    package var renderText: String { source }
    package var isNull: Bool { source.isEmpty }
}
