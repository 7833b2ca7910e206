internal import Forms

/// What somebody searches for, as SQLite's full-text index is asked: no text is a mistake there.
struct TextQuery: Hashable {
    /// The words as FTS5 reads them: each quoted, so that nothing in them has a meaning of its own.
    let expression: String

    /// Words, which must all occur; what stands in quotes occurs as it stands; a word that ends with `*` is the beginning of
    /// one.
    ///
    /// - Returns: nil where there is no word in the text.
    init?(_ text: String) {
        var terms: [String] = []
        for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // Of a quote that nobody closed, the rest is a phrase.
            let words = index % 2 == 1 ? [part] : part.split(whereSeparator: \.isWhitespace)
            for word in words {
                let isBeginning = word.last == "*"
                let folded = FoldedText.of(String(word)).unicodeScalars.map {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x7F
                        ? Character($0) : " "
                }
                let cleaned = String(folded)
                guard cleaned.unicodeScalars.contains(where: Self.isOfWord) else { continue }
                terms.append("\"\(cleaned)\"" + (isBeginning ? "*" : ""))
            }
        }
        guard !terms.isEmpty else { return nil }
        expression = terms.joined(separator: " ")
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }

    /// The same in one column of the index.
    func expression(in column: String) -> String { "\(column) : (\(expression))" }
}
