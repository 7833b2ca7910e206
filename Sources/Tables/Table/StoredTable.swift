/// A table whose rows can be asked for in any order: read once, and kept in a temporary file, with eight bytes of memory
/// for each row.
package struct StoredTable: Sendable {
    /// The headings; of columns without one, `column X` with the letters that a spreadsheet gives it.
    package let header: [String]
    package let description: TableDescription
    /// Rows after the header.
    package var count: Int { offsets.count - 1 }
    private let rows: SpillFile
    private let offsets: [Int]

    /// - Throws: ``TableError``: those of reading, and `noRows`.
    package init(_ file: TableFile) throws(TableError) {
        let rows = try SpillFile()
        var offsets = [0]
        var width = file.header.count
        var reader = try file.rows()
        var row = TableRow()
        var bytes: [UInt8] = []
        while try reader.next(&row) {
            row.encode(into: &bytes)
            try rows.append(bytes[...])
            offsets.append(rows.count)
            width = max(width, row.count)
        }
        guard offsets.count > 1 else {
            throw TableError(.noRows, "The file has a header and no rows; an export of nothing is not imported.")
        }
        try rows.finish()
        self.rows = rows
        self.offsets = offsets
        description = file.description
        header = (0..<width).map { index in
            index < file.header.count && !file.header[index].isEmpty
                ? file.header[index] : "column \(StoredTable.letters(index))"
        }
    }

    /// Fills `row` with one of the rows, with as many cells as the header.
    ///
    /// - Parameter number: from 1.
    package func read(_ number: Int, into row: inout TableRow) throws(TableError) {
        var bytes: [UInt8] = []
        let start = offsets[number - 1]
        try rows.read(at: start, count: offsets[number] - start, into: &bytes)
        row.decode(bytes)
        row.number = number
        row.pad(to: header.count)
    }

    /// The cells of a row as text.
    package func texts(_ number: Int) throws(TableError) -> [String] {
        var row = TableRow()
        try read(number, into: &row)
        return row.texts
    }

    /// How a spreadsheet calls a column, from 0: A, B … Z, AA …
    private static func letters(_ index: Int) -> String {
        let last = String(UnicodeScalar(UInt8(0x41 + index % 26)))
        return index < 26 ? last : letters(index / 26 - 1) + last
    }
}
