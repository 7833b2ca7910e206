/// Which row of a table is its header.
struct HeaderRow {
    /// Rows in which it is looked for.
    static let reach = 32

    /// Rows before it: titles, or the headings of groups of columns.
    var above: [TableRow]
    var row: TableRow
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
        let index: Int
        if let asked {
            guard let given = rows.firstIndex(where: { $0.sheetRow == asked }) else {
                throw TableError(
                    .noHeader,
                    "Row \(asked) is given as the header, but it is empty or not there; it is looked for in the first"
                        + " \(Self.reach) rows that have anything in them.")
            }
            index = given
        } else {
            index = Self.found(rows, isKnown)
        }
        above = Array(rows[..<index])
        row = rows[index]
        if index + 1 < rows.count, Self.isTags(rows[index + 1]), !Self.isTags(row) {
            tags = rows[index + 1].texts
        }
    }

    /// The row with the most known headings, at least two. Where none has so many: the row before HXL tags, or the tags, or
    /// the first row that is more than half as full as the fullest.
    private static func found(_ rows: [TableRow], _ isKnown: (String) -> Bool) -> Int {
        var best = (index: 0, known: 1)
        for (index, row) in rows.enumerated() {
            let known = (0..<row.count).count { !row.isEmpty($0) && isKnown(row.text($0)) }
            if known > best.known { best = (index, known) }
        }
        if best.known > 1 { return best.index }
        let filled = rows.map { row in (0..<row.count).count { !row.isEmpty($0) } }
        if let tags = rows.firstIndex(where: isTags) {
            return tags > 0 && filled[tags - 1] * 2 > filled[tags] ? tags - 1 : tags
        }
        let most = filled.max() ?? 0
        return filled.firstIndex { $0 * 2 > most } ?? 0
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
