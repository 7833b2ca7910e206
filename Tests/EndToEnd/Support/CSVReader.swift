/// A reader of RFC 4180 for what the executables print; written apart from theirs, so that the two check each other.
enum CSVReader {
    /// The header's names with each row's cells.
    static func rows(of text: String) -> [[String: String]] {
        let lines = records(of: text)
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }

    static func records(of text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell = ""
        var isQuoted = false
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where scalars.first == "\"":
                cell.unicodeScalars.append("\"")
                scalars.removeFirst()
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                record.append(cell)
                cell = ""
            case ("\n", false):
                records.append(record + [cell])
                record = []
                cell = ""
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return record.isEmpty && cell.isEmpty ? records : records + [record + [cell]]
    }
}
