/// Reads rows of RFC 4180 text one after the other.
///
/// Beyond the RFC it accepts LF and CR alone as row ends, and a quote inside an unquoted cell as a character of it,
/// since both occur in exports that spreadsheets wrote.
struct CSVReader {
    private static let quote: UInt8 = 0x22
    private static let comma: UInt8 = 0x2C
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// Well-formed UTF-8 without a byte order mark.
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var line = 1
    /// Rows that were read, the header among them.
    private var count = 0

    /// - Parameter bytes: well-formed UTF-8 without a byte order mark.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The next row that is not a blank line; nil at the end.
    mutating func next() throws(ImportError) -> CSVTable.Row? {
        skipBlankLines()
        guard index < bytes.endIndex else { return nil }
        count += 1
        var row = CSVTable.Row(line: line, cells: [])
        while true {
            row.cells.append(try cell())
            guard index < bytes.endIndex else { return row }
            if bytes[index] == CSVReader.comma {
                index += 1
            } else {
                skipLineEnd()
                return row
            }
        }
    }

    private mutating func skipBlankLines() {
        while index < bytes.endIndex, bytes[index] == CSVReader.lineFeed || bytes[index] == CSVReader.carriageReturn {
            skipLineEnd()
        }
    }

    /// At a CR or LF.
    private mutating func skipLineEnd() {
        if bytes[index] == CSVReader.carriageReturn, index + 1 < bytes.endIndex, bytes[index + 1] == CSVReader.lineFeed
        {
            index += 1
        }
        index += 1
        line += 1
    }

    /// Leaves `index` at the comma or line end after the cell, or at the end.
    private mutating func cell() throws(ImportError) -> String {
        guard index < bytes.endIndex, bytes[index] == CSVReader.quote else { return unquotedCell() }
        return try quotedCell()
    }

    private mutating func unquotedCell() -> String {
        let start = index
        while index < bytes.endIndex, !isEnd(bytes[index]) {
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quotedCell() throws(ImportError) -> String {
        let firstLine = line
        index += 1
        var start = index
        var text = ""
        while index < bytes.endIndex {
            if bytes[index] == CSVReader.quote {
                text += String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                guard index < bytes.endIndex, bytes[index] == CSVReader.quote else {
                    try expectEnd()
                    return text
                }
                start = index  // The second of two quotes stands for one: it is the next piece's first character.
            } else if bytes[index] == CSVReader.lineFeed || isLoneCarriageReturn {
                line += 1
            }
            index += 1
        }
        throw ImportError(
            .unterminatedQuote,
            "\(rowName), on line \(firstLine), opens a quoted cell that the file never closes: the file was cut.")
    }

    private var isLoneCarriageReturn: Bool {
        bytes[index] == CSVReader.carriageReturn
            && (index + 1 == bytes.endIndex || bytes[index + 1] != CSVReader.lineFeed)
    }

    private func expectEnd() throws(ImportError) {
        guard index < bytes.endIndex, !isEnd(bytes[index]) else { return }
        throw ImportError(
            .malformedQuote,
            "\(rowName), on line \(line), has text after the closing quote of a cell; a quote inside a cell is doubled."
        )
    }

    private var rowName: String {
        count == 1 ? "The header" : "Row \(count - 1)"
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == CSVReader.comma || byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
    }
}
