import ProjectionEngine

/// Tables as comma-separated values (RFC 4180) that are safe to open in a spreadsheet.
public enum CSVText {
    /// A header and rows, each line ended by a line feed.
    ///
    /// A text cell that a spreadsheet would execute (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) is
    /// preceded by an apostrophe; numbers are left as they are.
    public static func table(header: [String], rows: [[String]]) -> String {
        CanonicalCSV.text(columns: header, rows: rows.map { $0.map(inert) })
    }

    private static func inert(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Int64(text) == nil else { return text }
        return "'" + text
    }
}

extension ViewTable {
    /// The answer as CSV; its SHA-256 is the provenance's digest.
    public var csv: String {
        CSVText.table(header: columns.map(\.name), rows: rows)
    }
}
