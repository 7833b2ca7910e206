/// Which row of a table is its header.
struct HeaderRow {
    /// Rows in which it is looked for.
    static let reach = 32

    /// Rows before it: titles, or the headings of groups of columns.
    var above: [TableRow]
    /// Where headings stand in two rows, each cell from the lower one that has it.
    var row: TableRow
    var isInTwoRows = false
    /// HXL tags of the columns, where the row after the header has them; empty where none has, or the header is the tags.
    var tags: [String] = []

    /// Rows that are no rows of data.
    var count: Int { above.count + 1 + (tags.isEmpty ? 0 : 1) }

    /// - Parameters:
    ///   - rows: the first `reach` rows that have anything in them.
    ///   - asked: the row of a spreadsheet in which somebody says it is.
    ///   - isKnown: whether a heading means something to who reads the table.
    /// - Throws: ``TableError`` `noHeader`.
    init(_ rows: [TableRow], asked: Int?, isKnown: (String) -> Bool) throws(TableError) {
        var (index, isInTwoRows) = (0, false)
        if let asked {
            guard let given = rows.firstIndex(where: { $0.sheetRow == asked }) else {
                throw TableError(
                    .noHeader,
                    "Row \(asked) is given as the header, but it is empty or not there; it is looked for in the first"
                        + " \(Self.reach) rows that have anything in them.")
            }
            index = given
        } else {
            (index, isInTwoRows) = Self.found(rows, isKnown)
        }
        above = Array(rows[..<index])
        self.isInTwoRows = isInTwoRows
        row = isInTwoRows ? rows[index].filled(from: rows[index - 1]) : rows[index]
        if index + 1 < rows.count, Self.isTags(rows[index + 1]), !Self.isTags(row) {
            tags = rows[index + 1].texts
        }
    }

    /// The row with the most known headings, at least two; together with the row above it where its empty cells lie below
    /// headings, as those of cells that are merged over two rows do. Where none has so many: the row before HXL tags, or the tags, or
    /// the first row that is more than half as full as the fullest.
    private static func found(
        _ rows: [TableRow], _ isKnown: (String) -> Bool
    ) -> (index: Int, isInTwoRows: Bool) {
        var best = (index: 0, isInTwoRows: false, known: 1)
        for (index, row) in rows.enumerated() {
            let known = row.count(of: isKnown)
            if known > best.known { best = (index, false, known) }
            guard index > 0, rows[index - 1].sheetRow + 1 == row.sheetRow else { continue }
            let together = row.filled(from: rows[index - 1]).count(of: isKnown)
            if together > best.known { best = (index, true, together) }
        }
        if best.known > 1 { return (best.index, best.isInTwoRows) }
        let filled = rows.map { row in (0..<row.count).count { !row.isEmpty($0) } }
        if let tags = rows.firstIndex(where: isTags) {
            return (tags > 0 && filled[tags - 1] * 2 > filled[tags] ? tags - 1 : tags, false)
        }
        let most = filled.max() ?? 0
        return (filled.firstIndex { $0 * 2 > most } ?? 0, false)
    }

    /// Whether every cell that holds anything is an HXL tag with its attributes: `#affected+dead +f`. What a spreadsheet
    /// could not calculate (`#NAME?`) is none.
    static func isTags(_ row: TableRow) -> Bool {
        var tags = 0
        for index in 0..<row.count where !row.isEmpty(index) {
            guard isTag(row.bytes(index)) else { return false }
            tags += 1
        }
        return tags > 0
    }

    private static func isTag(_ cell: ArraySlice<UInt8>) -> Bool {
        guard cell.first == 0x23, let second = cell.dropFirst().first, isLetter(second) else { return false }
        return cell.dropFirst().allSatisfy { byte in
            isLetter(byte) || 0x30...0x39 ~= byte || byte == 0x5F || byte == 0x2B || byte == 0x20
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}

extension TableRow {
    /// Cells that hold a text of some kind.
    func count(of isKnown: (String) -> Bool) -> Int {
        (0..<count).count { !isEmpty($0) && isKnown(text($0)) }
    }

    /// The row with the texts of another where it has none itself.
    fileprivate func filled(from other: TableRow) -> TableRow {
        var result = TableRow()
        (result.line, result.sheetRow) = (line, sheetRow)
        for index in 0..<max(count, other.count) {
            let isOwn = index < count && !isEmpty(index)
            if isOwn { result.add(bytes(index)) } else if index < other.count { result.add(other.bytes(index)) }
            result.close()
        }
        return result
    }
}
