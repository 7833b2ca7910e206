/// How an answer is written.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// For people.
    case table
    /// For programs and spreadsheets: stable columns, nothing but rows.
    case csv
    /// For programs: keys in lowerCamelCase.
    case json
}

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

    /// The same rows with some of the columns, in another order.
    public func showing(_ names: [String]) -> TextTable {
        let places = names.compactMap { name in columns.firstIndex { $0.name == name } }
        return TextTable(columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } })
    }

    /// For people: columns aligned on a terminal. Cells of text go on below, between words, and where that is not enough
    /// columns are left out from the right, which the last line then says.
    ///
    /// - Parameters:
    ///   - width: in columns of the terminal; nil: as wide as it is.
    ///   - groups: an empty line stands after so many rows; nil: none.
    public func table(width: Int?, groups: Int? = nil) -> String {
        FittedTable(self, width: width).text(groups: groups)
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
}

extension String {
    /// `deaths_records` as `deathsRecords`.
    public var lowerCamelCased: String {
        let words = split(whereSeparator: { "_- ".contains($0) })
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// How wide text is on a terminal, and text that a terminal cannot be hurt by.
public enum DisplayWidth {
    /// Columns that the text takes: two for wide East Asian characters and emoji, none for marks that combine.
    public static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// The text on one line: line breaks and tabs as spaces, and neither control characters nor marks that change the
    /// direction of what follows or that nobody can see, which could make a terminal show something else than what the
    /// ledger holds. The joiners that scripts and emoji need stay.
    public static func onOneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isUnsafe(scalar) {
                safe.append(scalar)
            } else if scalar.value <= 0x20 || scalar.value == 0x85 || (0x2028...0x2029).contains(scalar.value) {
                if safe.last != " " { safe.append(" ") }
            }
        }
        return String(safe)
    }

    /// The same for a text of several lines, which stay.
    public static func onLines(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 != "\n" && isUnsafe($0) }) else { return text }
        // By scalars: a carriage return and a line break are one character to Swift.
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { onOneLine(String($0)) }.joined(separator: "\n")
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static func width(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .format: return 0
        default: break
        }
        let isEmoji =
            first.properties.isEmojiPresentation || character.unicodeScalars.contains { $0.value == 0xFE0F }
        return isEmoji || wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    /// The blocks whose characters Unicode's EastAsianWidth (UAX #11) gives as wide or full-width.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
}
