/// A table whose rows can be asked for in any order: read once, and kept in temporary files.
package struct StoredTable: Sendable {
    /// The headings; of columns without one, `column X` with the letters that a spreadsheet gives it.
    package let header: [String]
    package let description: TableDescription
    /// Rows after the header.
    package let count: Int
    fileprivate let rows: SpillFile
    /// Where each row begins, and the last one ends.
    fileprivate let offsets: SpilledNumbers

    /// How many rows are read before that is told.
    private static let step = 1 << 14

    /// - Parameters:
    ///   - progress: called with the rows that are read, now and then; how many there are is not known before.
    ///   - rows: called with all rows as they are stored, some at a time, for who looks at them meanwhile.
    /// - Throws: ``TableError``: those of reading, and `noRows`.
    package init(
        _ file: TableFile, progress: ((_ done: Int) -> Void)? = nil, handing handOver: ((StoredRows) -> Void)? = nil
    ) throws(TableError) {
        let rows = try SpillFile()
        var offsets = try SpilledNumbers()
        try offsets.append(0)
        var width = file.header.count
        var reader = try file.rows()
        var row = TableRow()
        var bytes: [UInt8] = []
        var piece = StoredRows(first: 1)
        while try reader.next(&row) {
            row.encode(into: &bytes)
            try rows.append(bytes[...])
            try offsets.append(rows.count)
            width = max(width, row.count)
            if row.number.isMultiple(of: Self.step) { progress?(row.number) }
            guard let handOver else { continue }
            piece.add(bytes)
            if piece.isFull {
                handOver(piece)
                piece = StoredRows(first: row.number + 1)
            }
        }
        if let handOver, !piece.isEmpty { handOver(piece) }
        guard offsets.count > 1 else {
            throw TableError(.noRows, "The file has a header and no rows; an export of nothing is not imported.")
        }
        try rows.finish()
        try offsets.finish()
        self.rows = rows
        self.offsets = offsets
        count = offsets.count - 1
        description = file.description
        header = Self.header(file.header, width: width)
    }

    /// The headings of a table that is so wide.
    package static func header(_ header: [String], width: Int) -> [String] {
        (0..<width).map { index in
            index < header.count && !header[index].isEmpty ? header[index] : "column \(letters(index))"
        }
    }

    package var reader: StoredReader { StoredReader(self) }

    /// The cells of a row as text.
    package func texts(_ number: Int) throws(TableError) -> [String] {
        var row = TableRow()
        var reader = reader
        try reader.read(number, into: &row)
        return row.texts
    }

    /// How a spreadsheet calls a column, from 0: A, B … Z, AA …
    private static func letters(_ index: Int) -> String {
        let last = String(UnicodeScalar(UInt8(0x41 + index % 26)))
        return index < 26 ? last : letters(index / 26 - 1) + last
    }
}

/// Rows that follow each other, as they are stored.
package struct StoredRows: Sendable {
    private static let full = 1 << 18

    /// The number of the first, from 1.
    private let first: Int
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(first: Int) {
        self.first = first
    }

    var isEmpty: Bool { ends.isEmpty }
    var isFull: Bool { bytes.count >= Self.full }

    mutating func add(_ encoded: [UInt8]) {
        bytes += encoded
        ends.append(bytes.count)
    }

    /// Gives each row, with at least so many cells.
    ///
    /// - Throws: what `body` throws, which ends it.
    package func forEach<Failure: Error>(
        width: Int, _ body: (TableRow) throws(Failure) -> Void
    ) throws(Failure) {
        var (row, start) = (TableRow(), 0)
        for (index, end) in ends.enumerated() {
            row.decode(bytes, start..<end)
            row.number = first + index
            row.pad(to: width)
            try body(row)
            start = end
        }
    }
}

/// Reads rows of a stored table in any order; those that follow each other, many at once.
package struct StoredReader {
    private static let piece = 1 << 18

    private let table: StoredTable
    private var offsets: SpilledNumbersReader
    /// Some of the stored rows, from an offset on.
    private var bytes: [UInt8] = []
    private var start = 0
    /// Where the row that was read last ends.
    private var next = 0

    fileprivate init(_ table: StoredTable) {
        self.table = table
        offsets = SpilledNumbersReader(table.offsets)
    }

    /// Fills `row` with one of the rows, with as many cells as the header.
    ///
    /// - Parameter number: from 1.
    package mutating func read(_ number: Int, into row: inout TableRow) throws(TableError) {
        let found = try find(number)
        row.decode(bytes, found)
        row.number = number
        row.pad(to: table.header.count)
    }

    /// The cells of one of the rows as they are stored, and nothing of where it stands: number of cells; where each ends;
    /// what each is; their texts. Numbers are 4 bytes, the least significant first.
    package mutating func cells(_ number: Int) throws(TableError) -> ArraySlice<UInt8> {
        let found = try find(number)
        return bytes[found.dropFirst(TableRow.encodedPlaceLength)]
    }

    /// Where a row lies in `bytes`, which are read where they do not hold it.
    private mutating func find(_ number: Int) throws(TableError) -> Range<Int> {
        let (first, end) = try offsets.pair(at: number - 1)
        if first < start || end > start + bytes.count {
            let count = first == next ? max(end - first, Self.piece) : end - first
            try table.rows.read(at: first, count: count, into: &bytes)
            start = first
        }
        next = end
        return first - start..<end - start
    }
}
