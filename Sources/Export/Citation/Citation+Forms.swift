public import Forms
import Incidents

extension Citation {
    /// An entry for BibTeX.
    public var bibtex: String {
        let note = [moment, evidence, licenceText] + notices
        var fields = [
            ("author", "{\(Self.escaped(ledger))}"), ("title", "{\(Self.escaped(title))}"),
            ("howpublished", Self.escaped("Incident ledger \(origin)")),
        ]
        if let day {
            fields += [("year", "\(day.year)"), ("month", "\(day.month)")]
        }
        if !publishers.isEmpty {
            fields.append(("publisher", Self.escaped(publishers.map(\.text).joined(separator: "; "))))
        }
        fields.append(("note", Self.escaped(note.joined(separator: ". "))))
        return "@misc{\(key),\n" + fields.map { "  \($0) = {\($1)}" }.joined(separator: ",\n") + "\n}\n"
    }

    /// As TeX sets it; braces would be counted where they stand, whatever is before them.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "{": escaped += "\\textbraceleft "
            case "}": escaped += "\\textbraceright "
            case "\\": escaped += "\\textbackslash "
            case "~": escaped += "\\textasciitilde "
            case "^": escaped += "\\textasciicircum "
            case "%", "&", "$", "#", "_": escaped += "\\" + String(scalar)
            case "\n", "\r", "\t": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// For programs that set citations: a list of one item (CSL-JSON 1.0.2).
    public var csl: JSONValue {
        let issued = day.map { day in
            JSONValue.members([
                ("date-parts", .array([.array([.integer(day.year), .integer(day.month), .integer(day.dayOfMonth)])]))
            ])
        }
        let item = JSONValue.object(stating: [
            ("id", .string(key)), ("type", .string("dataset")), ("title", .string(title)),
            ("author", .array([.members([("literal", .string(ledger))])])), ("issued", issued),
            ("version", .string("position \(position)")), ("archive", .string(origin)),
            ("archive_location", .string("log \(logID), position \(position)")),
            (
                "publisher",
                publishers.isEmpty ? nil : .string(publishers.map(\.text).joined(separator: "; "))
            ),
            ("note", .string(([moment, evidence, licenceText] + notices).joined(separator: ". "))),
            (
                "custom",
                .members([
                    ("logId", .string(logID)), ("position", .integer(position)), ("root", .string(root)),
                    ("knownBy", .optional(knownBy?.description)), ("digest", .optional(digest)),
                    ("licence", .optional(licence?.text)), ("notices", .array(notices.map { .string($0) })),
                ])
            ),
        ])
        return .array([item])
    }
}
