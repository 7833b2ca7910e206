import Forms

/// A report as one page of HTML that is also well-formed XML. It needs nothing beside itself: no scripts, no pictures, no
/// network. Its last line states the SHA-256 of all lines above.
enum HTMLReport {
    static func write(_ report: Report, to output: ReportOutput) throws -> String {
        try output.write(head(report))
        for part in report.parts { try write(part, to: output) }
        try output.write("</main>\n")
        return try output.finish { digest in
            "<footer><p>SHA-256 of all lines above this one, as <code>head -n -1 FILE | sha256sum</code> gives it: "
                + "<code>\(digest)</code></p></footer></body></html>"
        }
    }

    private static func head(_ report: Report) -> String {
        let title = HTMLText.escaped(report.title)
        let verdict = report.verdict.map { "<p dir=\"auto\">\(HTMLText.escaped($0))</p>\n" }.joined()
        return """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(title)</title>
            <style>
            \(ReportStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            <div class="\(report.isSound ? "sound" : "unsound")" role="status">
            \(verdict)</div>

            """
    }

    private static func write(_ part: ReportPart, to output: ReportOutput) throws {
        let heading = HTMLText.escaped(part.heading)
        try output.write("<section aria-labelledby=\"\(part.key)\">\n<h2 id=\"\(part.key)\">\(heading)</h2>\n")
        if !part.note.isEmpty { try output.write("<p>\(HTMLText.escaped(part.note))</p>\n") }
        switch part.body {
        case .facts(let facts): try output.write(table(of: facts, part.key))
        case .list(let sentences):
            let items = sentences.map { "<li dir=\"auto\">\(HTMLText.escaped($0))</li>\n" }.joined()
            try output.write(sentences.isEmpty ? none : "<ul>\n\(items)</ul>\n")
        case .verbatim(let text):
            try output.write(text.map { "<pre>\(HTMLText.escapedLines($0))</pre>\n" } ?? none)
        case .table(let columns, let rows): try write(rows, columns, part.key, to: output)
        }
        try output.write("</section>\n")
    }

    private static let none = "<p>None.</p>\n"

    private static func table(of facts: [ReportPart.Fact], _ key: String) -> String {
        let rows = facts.map { fact in
            "<tr><th scope=\"row\">\(HTMLText.escaped(fact.name))</th>"
                + cell(fact.value == .null ? .string(fact.absent) : fact.value, fact.isCode ? .code : .words)
                + "</tr>\n"
        }
        return "<table class=\"facts\" aria-labelledby=\"\(key)\">\n<tbody>\n\(rows.joined())</tbody>\n</table>\n"
    }

    private static func write(
        _ rows: (([JSONValue]) throws -> Void) throws -> Void, _ columns: [ReportPart.Column], _ key: String,
        to output: ReportOutput
    ) throws {
        let headings = columns.map { column in
            "<th scope=\"col\"\(column.style == .number ? " class=\"number\"" : "")>\(HTMLText.escaped(column.name))</th>"
        }
        var isEmpty = true
        try rows { row in
            if isEmpty {
                try output.write(
                    "<table aria-labelledby=\"\(key)\">\n<thead>\n<tr>\(headings.joined())</tr>\n</thead>\n<tbody>\n"
                )
                isEmpty = false
            }
            let cells = zip(columns, row).map { column, value in cell(value, column.style) }
            try output.write("<tr>\(cells.joined())</tr>\n")
        }
        try output.write(isEmpty ? none : "</tbody>\n</table>\n")
    }

    /// A direction of its own for each cell: what is written from right to left stays in it.
    private static func cell(_ value: JSONValue, _ style: ReportPart.Column.Style) -> String {
        let text = HTMLText.escaped(value.plain)
        return switch style {
        case .words: "<td dir=\"auto\">\(text)</td>"
        case .phrase: "<td class=\"phrase\" dir=\"auto\">\(text)</td>"
        case .term: "<td class=\"term\">\(text)</td>"
        case .number: "<td class=\"number\">\(text)</td>"
        case .code: "<td><code>\(text)</code></td>"
        }
    }
}

/// Text as HTML and XML both show it.
enum HTMLText {
    /// The text on one line, without the control characters and marks of direction with which it could show as something
    /// else.
    static func escaped(_ text: String) -> String { replaced(DisplayWidth.onOneLine(text)) }

    /// The text with its lines.
    static func escapedLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(
            separator: "\n")
    }

    private static func replaced(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Not characters of XML 1.0 (section 2.2).
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// How a report looks, on a screen and on paper.
enum ReportStyle {
    static let sheet = """
        :root { color-scheme: light; }
        body { font: 10.5pt/1.45 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; margin: 0; }
        main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; }
        h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; border-bottom: 1px solid #999; }
        .sound, .unsound { border-left: .4rem solid #2c6e49; background: #f1f6f3; padding: .3rem 1rem; }
        .unsound { border-color: #a4161a; background: #fbf0f0; font-weight: bold; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ddd; }
        thead th { border-bottom: 2px solid #666; }
        .facts th { width: 12rem; font-weight: normal; color: #555; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        code, pre { font: .85em/1.4 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
        td[dir] { text-align: start; overflow-wrap: anywhere; }
        td.phrase { overflow-wrap: break-word; }
        td.number, td.term { white-space: nowrap; }
        pre { background: #f6f6f6; padding: .6rem .8rem; white-space: pre-wrap; }
        footer { border-top: 1px solid #999; font-size: .85rem; color: #444; }
        @page { size: A4; margin: 18mm 15mm; }
        @media print {
          body { font-size: 9pt; }
          table { font-size: 8pt; }
          main, footer { max-width: none; padding: 0; }
          thead { display: table-header-group; }
          tr, .sound, .unsound { break-inside: avoid; }
          h2 { break-after: avoid; }
          .sound, .unsound { background: none; border: 1px solid #666; border-left-width: .4rem; }
        }
        """
}
