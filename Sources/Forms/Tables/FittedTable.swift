/// A table laid out for a terminal of some width.
struct FittedTable {
    private static let gap = 2

    private let columns: [TextTable.Column]
    /// Header and rows, each cell on one line.
    private let header: [String]
    private let rows: [[String]]
    private var widths: [Int]
    /// Of the terminal.
    private let width: Int?
    /// How many columns are shown.
    private var shown: Int

    init(_ table: TextTable, width: Int?) {
        columns = table.columns
        header = table.columns.map { DisplayWidth.onOneLine($0.name) }
        rows = table.rows.map { $0.map(DisplayWidth.onOneLine) }
        shown = columns.count
        self.width = width
        widths = []
        widths = columns.indices.map { column in cells(column).reduce(0) { max($0, DisplayWidth.of($1)) } }
        if let width { fit(width) }
    }

    private func cells(_ column: Int) -> [String] { [header[column]] + rows.map { $0[column] } }

    private var total: Int { widths.prefix(shown).reduce(0, +) + Self.gap * max(0, shown - 1) }

    /// Makes the widest columns of text narrower, down to their longest word, and then leaves columns out.
    private mutating func fit(_ width: Int) {
        guard total > width else { return }
        let least = columns.indices.map { column in
            columns[column].isNumber ? widths[column] : cells(column).reduce(0) { max($0, Self.longestWord($1)) }
        }
        while shown > 1, least.prefix(shown).reduce(0, +) + Self.gap * (shown - 1) > width { shown -= 1 }
        while total > width,
            let widest = (0..<shown).filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
    }

    private static func longestWord(_ text: String) -> Int {
        text.split(separator: " ").reduce(0) { max($0, DisplayWidth.of(String($1))) }
    }

    func text(groups: Int?) -> String {
        let rule = widths.prefix(shown).map { String(repeating: "─", count: $0) }
        let body = rows.enumerated().flatMap { index, row in
            (groups.map { index > 0 && index % $0 == 0 } ?? false ? [""] : []) + lines(row)
        }
        let all = lines(header) + [line(rule)] + body
        let left = columns.dropFirst(shown).map(\.name)
        let remark =
            left.isEmpty
            ? []
            : Self.folded(
                "… and \(left.joined(separator: ", ")): there is no room for them here; --format csv has them.",
                to: max(total, width ?? 0))
        return (all + remark).map { $0 + "\n" }.joined()
    }

    /// A row on as many lines as its longest cell.
    private func lines(_ row: [String]) -> [String] {
        let folded = (0..<shown).map { Self.folded(row[$0], to: widths[$0]) }
        return (0..<(folded.map(\.count).max() ?? 0)).map { place in
            line(folded.map { place < $0.count ? $0[place] : "" })
        }
    }

    private static func folded(_ text: String, to width: Int) -> [String] {
        guard DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var (line, lineWidth) = ("", 0)
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let wordWidth = DisplayWidth.of(String(word))
            if !line.isEmpty, lineWidth + 1 + wordWidth > width {
                lines.append(line)
                (line, lineWidth) = (String(word), wordWidth)
            } else {
                (line, lineWidth) =
                    line.isEmpty ? (String(word), wordWidth) : (line + " " + word, lineWidth + 1 + wordWidth)
            }
        }
        return lines + [line]
    }

    private func line(_ cells: [String]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
            line += columns[column].isNumber ? padding + cell : cell + padding
            line += String(repeating: " ", count: Self.gap)
        }
        return String(line.reversed().drop(while: { $0 == " " }).reversed())
    }
}
