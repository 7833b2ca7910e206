internal import Foundation

/// One spelling for texts that say the same: "Central Mediterranean", the same with a space after it, in lower case;
/// "Ethiopia, Somalia" and "Somalia, Ethiopia"; composed and decomposed letters.
///
/// Texts with the same *key form* are one; the spelling that most records have is shown, of two that are as frequent the
/// first by its bytes. It does not depend on the years or regions that are asked for.
struct Spellings: Sendable {
    /// By column of the view's key, and by key form.
    private var shown: [Int: [String: String]] = [:]
    private var forms = KeyForms()

    /// - Parameter rows: all that an answer counts.
    init(_ view: any View, _ rows: [OwnedRow]) {
        for column in view.keys.indices where view.keys[column].isSpelled {
            var records: [String: Int64] = [:]
            for row in rows { records[row.key[column], default: 0] += row.records }
            var best: [String: (text: String, records: Int64)] = [:]
            for (text, count) in records {
                let form = forms.form(of: text)
                if let other = best[form], (other.records, Bytes(text)) > (count, Bytes(other.text)) { continue }
                best[form] = (text, count)
            }
            shown[column] = best.mapValues { $0.text.trimmingCharacters(in: .whitespaces) }
        }
    }

    func applied(to rows: [OwnedRow]) -> [OwnedRow] {
        guard !shown.isEmpty else { return rows }
        var forms = forms
        return rows.map { row in
            var row = row
            for (column, texts) in shown {
                row.key[column] = texts[forms.form(of: row.key[column])] ?? row.key[column]
            }
            return row
        }
    }

    func shown(_ text: String, in column: Int) -> String {
        var forms = forms
        return shown[column]?[forms.form(of: text)] ?? text
    }

    /// Compared by bytes, so that of two spellings the same one is always taken.
    private struct Bytes: Comparable {
        let text: String

        init(_ text: String) { self.text = text }

        static func == (left: Bytes, right: Bytes) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

        static func < (left: Bytes, right: Bytes) -> Bool {
            left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
        }
    }
}

/// Key forms, each found once.
struct KeyForms: Sendable {
    private var known: [String: String] = [:]

    /// Normal form C, in lower case, without white space at the edges or in rows; a list in the order of its parts.
    mutating func form(of text: String) -> String {
        // Strings that are canonically equal are equal keys, and have the same form.
        if let form = known[text] { return form }
        let parts = text.precomposedStringWithCanonicalMapping.lowercased().split(separator: ",").map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let form = parts.filter { !$0.isEmpty }.sorted().joined(separator: ", ")
        known[text] = form
        return form
    }
}
