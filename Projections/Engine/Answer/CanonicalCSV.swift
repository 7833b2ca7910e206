internal import Crypto

/// The form of rows that digests are computed from: RFC 4180 with a header, LF at the end of every line, UTF-8, and
/// quotes only where a value holds a comma, a quote, CR or LF.
public enum CanonicalCSV {
    public static func text(columns: [String], rows: [[String]]) -> String {
        var text = ""
        append(columns, to: &text)
        for row in rows { append(row, to: &text) }
        return text
    }

    /// SHA-256 of a text: 64 hexadecimal digits.
    public static func digest(_ text: String) -> String { digest(Array(text.utf8)) }

    /// SHA-256 of bytes: 64 hexadecimal digits.
    public static func digest(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        var result = ""
        for byte in SHA256.hash(data: bytes) {
            result.append(digits[Int(byte >> 4)])
            result.append(digits[Int(byte & 15)])
        }
        return result
    }

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

extension ViewAnswer {
    /// The rows as text: the same rows always give the same bytes.
    public var canonicalCSV: String {
        CanonicalCSV.text(columns: columns.map(\.name), rows: rows.map { $0.key + $0.sums.map(\.description) })
    }
}
