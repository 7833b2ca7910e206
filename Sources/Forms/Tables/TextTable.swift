/// Rows under named columns, in each of the forms in which programs answer.
public struct TextTable: Sendable {
    public struct Column: Sendable {
        /// Stable: programs read it.
        public var name: String
        /// Aligned to the right in tables, and a number in JSON where it is one.
        public var isNumber: Bool

        public init(name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    public var columns: [Column]
    /// A cell for each column.
    public var rows: [[String]]

    public init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// For people: columns aligned on a terminal.
    public var table: String {
        let cells = rows.map { $0.map(DisplayWidth.onOneLine) }
        let names = columns.map { DisplayWidth.onOneLine($0.name) }
        let widths = columns.indices.map { column in
            cells.reduce(DisplayWidth.of(names[column])) { max($0, DisplayWidth.of($1[column])) }
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        let lines = [names, rule] + cells
        return lines.map { line(of: $0, widths: widths) + "\n" }.joined()
    }

    /// For programs and spreadsheets.
    public var csv: String {
        CSVText.table(header: columns.map(\.name), rows: rows)
    }

    /// An object a row, its keys in lowerCamelCase.
    public var json: JSONValue {
        .array(
            rows.map { row in
                .members(
                    zip(columns, row).map { column, cell in
                        (column.name.lowerCamelCased, column.isNumber ? .number(orText: cell) : .string(cell))
                    })
            })
    }

    private func line(of cells: [String], widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[index] - DisplayWidth.of(cell))
            line += columns[index].isNumber ? padding + cell : cell + padding
            line += "  "
        }
        return String(line.reversed().drop(while: { $0 == " " }).reversed())
    }
}

extension String {
    /// `deaths_records` as `deathsRecords`.
    public var lowerCamelCased: String {
        let words = split(whereSeparator: { "_- ".contains($0) })
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
