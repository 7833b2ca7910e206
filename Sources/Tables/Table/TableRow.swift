/// What a container says that a cell is.
package enum CellType: UInt8, Sendable {
    /// Text, or nothing is said.
    case text
    /// A number: its text has a point and no separators of thousands.
    case number
    /// A day, a time of day or both: its text is ISO 8601, `2022-05-21`, `2022-05-21 12:30:00` or `12:30:00`.
    case date
    /// `TRUE` or `FALSE`.
    case boolean
    /// What a formula gave that could not be calculated: `#N/A`, `#NAME?` …
    case error
}

/// A row of a table. One value is filled again for each row, so that reading a million rows allocates little.
package struct TableRow: Sendable {
    /// Rows after the header count from 1; rows with nothing in them are none.
    package internal(set) var number = 0
    /// Where the row begins: the line of a text file, the row of a sheet, from 1.
    package internal(set) var line = 0
    /// The row in which a spreadsheet would show it, from 1: other than `line` where cells hold line breaks.
    package internal(set) var sheetRow = 0
    /// The texts of the cells, one after the other.
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var types: [CellType] = []

    package init() {}

    /// Cells, empty ones among them.
    package var count: Int { ends.count }

    package func text(_ index: Int) -> String {
        String(decoding: bytes[range(index)], as: UTF8.self)
    }

    package func type(_ index: Int) -> CellType { types[index] }

    /// The cell's text in UTF-8.
    package func bytes(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

    /// Of all cells together.
    package var byteCount: Int { bytes.count }

    package func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

    /// All cells as text.
    package var texts: [String] { (0..<count).map { text($0) } }

    /// Where a cell's text is in `bytes`.
    func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
    }

    /// Where the cell that is being written begins.
    var open: Int { ends.last ?? 0 }

    mutating func add(_ slice: ArraySlice<UInt8>) { bytes.append(contentsOf: slice) }

    mutating func add(_ byte: UInt8) { bytes.append(byte) }

    /// Ends the cell that is being written.
    mutating func close(_ type: CellType = .text) {
        ends.append(bytes.count)
        types.append(type)
    }

    /// Forgets cells after the first few.
    mutating func cut(to count: Int) {
        guard count < ends.count else { return }
        ends.removeLast(ends.count - count)
        types.removeLast(types.count - count)
        bytes.removeLast(bytes.count - open)
    }

    /// Adds empty cells.
    mutating func pad(to count: Int) {
        while ends.count < count { close() }
    }

    /// How much of an encoded row says where it stands.
    static let encodedPlaceLength = 8

    /// Writes the row, its number aside, for `decode(_:_:)`: line, row of a sheet, number of cells; where each cell ends;
    /// what each is; the texts.
    func encode(into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        func append(_ number: Int) {
            // Unsafe: the pointer is used only inside the closure, while the value is lent.
            unsafe withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) {
                unsafe result.append(contentsOf: $0)
            }
        }
        append(line)
        append(sheetRow)
        append(count)
        for end in ends { append(end) }
        for type in types { result.append(type.rawValue) }
        result += bytes
    }

    /// Reads what `encode(into:)` has written.
    mutating func decode(_ source: [UInt8], _ range: Range<Int>) {
        clear()
        // Unsafe: the pointer is used only inside the closure, and each load is checked against its end.
        unsafe source.withUnsafeBytes { all in
            func number(_ offset: Int) -> Int {
                Int(
                    UInt32(
                        littleEndian: unsafe all.loadUnaligned(
                            fromByteOffset: range.lowerBound + offset, as: UInt32.self)))
            }
            line = number(0)
            sheetRow = number(4)
            let count = number(8)
            for index in 0..<count { ends.append(number(12 + 4 * index)) }
            let types = range.lowerBound + 12 + 4 * count
            for index in 0..<count { self.types.append(CellType(rawValue: unsafe all[types + index]) ?? .text) }
            unsafe bytes.append(contentsOf: all[(types + count)..<range.upperBound])
        }
    }

    /// No cell holds anything but white space.
    var isBlank: Bool {
        bytes.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
    }

    /// It is larger than makes sense.
    var isTooLarge: Bool {
        bytes.count - open > TableError.largestCell || bytes.count > TableError.largestRow
            || ends.count > TableError.mostColumns
    }

    /// Refuses what is larger than makes sense.
    func checkSize(_ name: () -> String) throws(TableError) {
        if bytes.count - open > TableError.largestCell {
            throw TableError(.tooLarge, "\(name()) has a cell of more than 1 MiB, which is none of a table.")
        }
        if bytes.count > TableError.largestRow {
            throw TableError(.tooLarge, "\(name()) has more than 8 MiB, which is none of a table.")
        }
        if ends.count > TableError.mostColumns {
            throw TableError(
                .tooLarge, "\(name()) has more than \(TableError.mostColumns) cells, which is none of a table.")
        }
    }
}

/// Reads the rows of a container one after the other.
protocol RowStream {
    /// Fills `row` with the next row that has anything in it. `number` is the caller's.
    ///
    /// - Returns: false at the end.
    mutating func next(_ row: inout TableRow) throws(TableError) -> Bool
}
