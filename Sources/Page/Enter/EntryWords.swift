import Foundation

/// What the command line says of its flags, as a form says it of its fields.
enum EntryWords {
    /// What a word of the command line is too short for.
    private static let labels = [
        "url": "Address", "from": "Country of origin", "via": "Country of transit", "to": "Country of destination",
        "document": "Document fraud", "conduct": "Conduct", "crime": "Crimes", "external-id": "External identifier",
        "result-url": "Address of the result",
    ]

    /// `counted-in` as "Counted in".
    static func label(_ field: String) -> String {
        let words = field.replacing("-", with: " ")
        return labels[field] ?? words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What is wrong, with fields called as the form calls them; at the field itself it need not be named.
    static func sentence(_ text: String, _ field: String?) -> String {
        var text = text
        if let field, text.hasPrefix("--\(field): ") { text = String(text.dropFirst(field.count + 4)) }
        return text.replacing(/--([a-z][a-z-]*[a-z])/) { "“\(label(String($0.output.1)))”" }
    }

    /// The help of a field that is chosen from a list: without the list.
    static func help(_ text: String, codes: [String]) -> String {
        guard let first = codes.first, let list = text.range(of: first) else {
            return text.replacing(#/ ?May be repeated(, once a scheme)?\./#, with: "")
                .replacing(/, one for each --[a-z-]+ in turn/, with: "")
        }
        let before = text[..<list.lowerBound].trimmingCharacters(in: .whitespaces)
        return before.hasSuffix(":") ? before.dropLast() + "." : before
    }
}
