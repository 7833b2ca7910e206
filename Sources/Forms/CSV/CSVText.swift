internal import Crypto

/// The form of rows that digests are computed from: RFC 4180 with a header, LF at the end of every line, UTF-8, and
/// quotes only where a value holds a comma, a quote, CR or LF.
package enum CanonicalCSV {
    package static func text(columns: [String], rows: [[String]]) -> String {
        var text = ""
        append(columns, to: &text)
        for row in rows { append(row, to: &text) }
        return text
    }

    /// SHA-256 of a text: 64 hexadecimal digits.
    package static func digest(_ text: String) -> String { digest(Array(text.utf8)) }

    /// SHA-256 of bytes: 64 hexadecimal digits.
    package static func digest(_ bytes: [UInt8]) -> String { Hex.encode(Array(SHA256.hash(data: bytes))) }

    private static func append(_ values: [String], to text: inout String) {
        for (index, value) in values.enumerated() {
            if index > 0 { text += "," }
            text += quoted(value)
        }
        text += "\n"
    }

    private static func quoted(_ value: String) -> String {
        let special: (UInt8) -> Bool = { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard value.utf8.contains(where: special) else { return value }
        var result = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}

/// Tables as comma-separated values (RFC 4180) that are safe to open in a spreadsheet.
public enum CSVText {
    /// A header and rows, each line ended by a line feed.
    ///
    /// A text cell that a spreadsheet would execute (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) is
    /// preceded by an apostrophe; numbers are left as they are.
    public static func table(header: [String], rows: [[String]]) -> String {
        CanonicalCSV.text(columns: header, rows: rows.map { $0.map(inert) })
    }

    /// One row of such a table.
    public static func table(row: [String]) -> String { CanonicalCSV.text(columns: row.map(inert), rows: []) }

    private static func inert(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Int64(text) == nil else { return text }
        return "'" + text
    }
}
