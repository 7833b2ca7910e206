/// Reads rows of RFC 4180 text one after the other.
///
/// Beyond the RFC it accepts LF and CR alone as row ends, and a quote inside an unquoted cell as a character of it,
/// since both occur in exports that spreadsheets wrote.
struct CSVReader {
    private static let quote: UInt8 = 0x22
    private static let comma: UInt8 = 0x2C
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// A cell where it lies in the file.
    struct Cell {
        /// Between its delimiters.
        var range: Range<Int>
        /// Two quotes in it stand for one.
        var hasDoubledQuotes = false
    }

    /// Where a row begins.
    struct Place {
        var index: Int
        /// The line of the file, from 1.
        var line: Int
    }

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

    /// Begins at a row that was read before.
    init(_ bytes: ArraySlice<UInt8>, at place: Place) {
        self.bytes = bytes
        index = place.index
        line = place.line
    }

    /// Reads the next row that is not a blank line.
    ///
    /// - Parameter cells: replaced by the row's.
    /// - Returns: where the row begins; nil at the end.
    mutating func next(_ cells: inout [Cell]) throws(CSVError) -> Place? {
        skipBlankLines()
        guard index < bytes.endIndex else { return nil }
        count += 1
        let place = Place(index: index, line: line)
        cells.removeAll(keepingCapacity: true)
        while true {
            cells.append(try cell())
            guard index < bytes.endIndex else { return place }
            if bytes[index] == CSVReader.comma {
                index += 1
            } else {
                skipLineEnd()
                return place
            }
        }
    }

    /// What a cell says.
    func text(_ cell: Cell) -> String {
        guard cell.hasDoubledQuotes else { return String(decoding: bytes[cell.range], as: UTF8.self) }
        var text: [UInt8] = []
        var isSecondQuote = false
        for byte in bytes[cell.range] {
            isSecondQuote = byte == CSVReader.quote && !isSecondQuote
            if !isSecondQuote { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
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
    private mutating func cell() throws(CSVError) -> Cell {
        guard index < bytes.endIndex, bytes[index] == CSVReader.quote else { return unquotedCell() }
        return try quotedCell()
    }

    private mutating func unquotedCell() -> Cell {
        let start = index
        while index < bytes.endIndex, !isEnd(bytes[index]) {
            index += 1
        }
        return Cell(range: start..<index)
    }

    private mutating func quotedCell() throws(CSVError) -> Cell {
        let firstLine = line
        index += 1
        var cell = Cell(range: index..<index)
        while index < bytes.endIndex {
            if bytes[index] == CSVReader.quote {
                cell.range = cell.range.lowerBound..<index
                index += 1
                guard index < bytes.endIndex, bytes[index] == CSVReader.quote else {
                    try expectEnd()
                    return cell
                }
                cell.hasDoubledQuotes = true
            } else if bytes[index] == CSVReader.lineFeed || isLoneCarriageReturn {
                line += 1
            }
            index += 1
        }
        throw CSVError(
            .unterminatedQuote,
            "\(rowName), on line \(firstLine), opens a quoted cell that the file never closes: the file was cut.")
    }

    private var isLoneCarriageReturn: Bool {
        bytes[index] == CSVReader.carriageReturn
            && (index + 1 == bytes.endIndex || bytes[index + 1] != CSVReader.lineFeed)
    }

    private func expectEnd() throws(CSVError) {
        guard index < bytes.endIndex, !isEnd(bytes[index]) else { return }
        throw CSVError(
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

/// Why bytes are not a table of comma-separated values.
public struct CSVError: ExplainedError, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// There are no bytes.
        case emptyFile
        /// There are NUL bytes: it is no text.
        case binaryFile
        /// It is text in another encoding, or damaged.
        case notUTF8
        /// It ends inside a quoted cell: it was cut.
        case unterminatedQuote
        /// Text follows the closing quote of a cell.
        case malformedQuote
        /// A row has more or fewer cells than the header.
        case raggedRow
        /// There is a header and nothing else.
        case noRows
    }

    public var code: Code
    /// A sentence that a person can act on.
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code { .refused }
}
