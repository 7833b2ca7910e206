/// What was found out of a table, for a person who is to judge whether it was read as it was meant.
package struct TableDescription: Hashable, Sendable {
    /// `CSV`, `XLSX`, `JSON`.
    package var container: String
    /// Of CSV: what separates its cells.
    package var delimiter: String?
    package var encoding: TextEncoding?
    package var sheet: String?
    package var dateSystem: DateSystem?
    /// The line of a text file, or the row of a sheet, on which the header begins.
    package var headerLine: Int?
    /// One for each thing, each a sentence.
    package var sentences: [String]

    init(_ content: TableContent, _ file: InputFile, line: Int?, found: HeaderRow?) {
        headerLine = line
        switch content {
        case .csv(_, let dialect, let encoding, let evidence):
            container = "CSV"
            let character = String(UnicodeScalar(dialect.delimiter))
            delimiter = character
            self.encoding = encoding
            let name = Self.names[character] ?? excerpt(character)
            sentences = [
                "CSV whose cells are separated by \(name)"
                    + (dialect.isStated ? ", as its first line says." : ", as found out."),
                "Text in \(encoding.rawValue), \(evidence.rawValue).",
            ]
        case .sheet(let workbook, let sheet):
            container = "XLSX"
            self.sheet = sheet.name
            dateSystem = workbook.dateSystem
            sentences = ["The sheet \(excerpt(sheet.name)) of an Excel workbook."]
            let others = workbook.sheets.filter { $0.part != sheet.part }
            if !others.isEmpty {
                let names = others.prefix(20).map { excerpt($0.name) + ($0.isHidden ? " (hidden)" : "") }
                sentences.append("Not read: the sheets \(names.joined(separator: ", ")).")
            }
            if workbook.dateSystem == .from1904 { sentences.append("Its dates count from 1904.") }
        case .json(_, let encoding, let columns):
            container = "JSON"
            self.encoding = encoding
            sentences = ["JSON objects with \(columns.count) different names."]
        }
        if let found { sentences += Self.sentences(found, place: container == "XLSX" ? "row" : "line") }
    }

    private static let names = [",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"]

    private static func sentences(_ found: HeaderRow, place: String) -> [String] {
        var sentences: [String] = []
        let line = found.row.line
        if HeaderRow.isTags(found.row) {
            sentences.append("The only header is HXL tags, on \(place) \(line).")
        } else if found.isInTwoRows {
            sentences.append("The header is on \(place) \(line) and the one above it.")
        } else if !found.above.isEmpty {
            sentences.append("The header is on \(place) \(line).")
        }
        let above = found.isInTwoRows ? found.above.dropLast() : found.above[...]
        if let first = above.first {
            let text = first.texts.first { !$0.isEmpty } ?? ""
            let rows = above.count == 1 ? "1 row" : "\(above.count) rows"
            sentences.append(
                "\(rows) above it \(above.count == 1 ? "is" : "are") not part of the table: \(excerpt(text))\(rows == "1 row" ? "" : " …")."
            )
        }
        if !found.tags.isEmpty { sentences.append("HXL tags follow the header.") }
        return sentences
    }
}
