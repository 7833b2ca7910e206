/// Reads rows of RFC 4180 text one after the other, with any delimiter.
///
/// Beyond the RFC it accepts LF and CR alone as row ends, and a quote inside an unquoted cell as a character of it,
/// since both occur in exports that spreadsheets wrote. Of the packages available, SwiftCSV 0.10.0 takes a file that was
/// cut in the middle of a quoted cell for a whole one, fills short rows and keeps long ones without a word, reads a quote
/// and a combining character after it as one character, and names no row or line when it fails: a file cut in two would
/// have been imported, and its second half withdrawn.
struct CSVReader: RowStream {
    /// Rows that were read before the first after the header, so that sentences name rows as reports do.
    var headerRows = 1
    private let stream: any ByteStream
    private let delimiter: UInt8
    private var buffer: [UInt8] = []
    private var index = 0
    /// Where the next LF and CR of `buffer` are, as far as they were looked for; its end where there is none.
    private var lineFeed = 0
    private var carriageReturn = 0
    private var line = 1
    private var sheetRow = 0
    /// Rows that were read.
    private var count = 0

    /// - Parameter stream: well-formed UTF-8 without a byte order mark.
    init(_ stream: any ByteStream, delimiter: UInt8) {
        self.stream = stream
        self.delimiter = delimiter
    }

    /// Passes over the line `sep=;`.
    mutating func skipLine() throws(TableError) {
        while try isMore(), buffer[index] != Byte.lineFeed, buffer[index] != Byte.carriageReturn { index += 1 }
        if try isMore() { try skipLineEnd() }
        sheetRow += 1
    }

    mutating func next(_ row: inout TableRow) throws(TableError) -> Bool {
        repeat {
            row.clear()
            try skipBlankLines()
            guard try isMore() else { return false }
            sheetRow += 1
            count += 1
            row.line = line
            row.sheetRow = sheetRow
            try readCells(&row)
            if row.isBlank { count -= 1 }
        } while row.isBlank
        return true
    }

    private mutating func readCells(_ row: inout TableRow) throws(TableError) {
        while true {
            if try isMore(), buffer[index] == Byte.quote {
                try quotedCell(&row)
            } else {
                try unquotedCell(&row)
            }
            try check(row)
            row.close()
            guard try isMore() else { return }
            guard buffer[index] == delimiter else { return try skipLineEnd() }
            index += 1
        }
    }

    private mutating func unquotedCell(_ row: inout TableRow) throws(TableError) {
        while try isMore() {
            let end = endOfCell()
            row.add(buffer[index..<end])
            index = end
            if end < buffer.count { return }
            try check(row)
        }
    }

    private mutating func quotedCell(_ row: inout TableRow) throws(TableError) {
        let firstLine = line
        index += 1
        while try isMore() {
            let end = ByteSearch.first(Byte.quote, in: buffer, index..<buffer.count)
            row.add(buffer[index..<end])
            index = end
            try check(row)
            guard end < buffer.count else { continue }
            index += 1
            guard try isMore(), buffer[index] == Byte.quote else {
                line += Self.lineEnds(row.bytes, row.open..<row.bytes.count)
                return try expectEnd()
            }
            row.add(Byte.quote)
            index += 1
        }
        throw TableError(
            .unterminatedQuote,
            "\(rowName), on line \(firstLine), opens a quoted cell that the file never closes: the file was cut.")
    }

    private mutating func expectEnd() throws(TableError) {
        guard try isMore(), !isEnd(buffer[index]) else { return }
        throw TableError(
            .malformedQuote,
            "\(rowName), on line \(line), has text after the closing quote of a cell; a quote inside a cell is doubled."
        )
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn
    }

    private mutating func skipBlankLines() throws(TableError) {
        while try isMore(), buffer[index] == Byte.lineFeed || buffer[index] == Byte.carriageReturn {
            sheetRow += 1
            try skipLineEnd()
        }
    }

    /// At a CR or LF.
    private mutating func skipLineEnd() throws(TableError) {
        let isReturn = buffer[index] == Byte.carriageReturn
        index += 1
        if isReturn, try isMore(), buffer[index] == Byte.lineFeed { index += 1 }
        line += 1
    }

    private func check(_ row: TableRow) throws(TableError) {
        // Looked at first: to lend this reader to a closure costs more than a cell.
        guard row.isTooLarge else { return }
        try row.checkSize { "\(rowName), on line \(row.line)," }
    }

    private var rowName: String {
        count <= headerRows ? "The header" : "Row \(count - headerRows)"
    }

    /// Whether there is a byte at `index`, of the next piece where this one is used up.
    private mutating func isMore() throws(TableError) -> Bool {
        if index < buffer.count { return true }
        index = 0
        (lineFeed, carriageReturn) = (-1, -1)
        guard try stream.read(into: &buffer) else {
            buffer.removeAll()
            return false
        }
        return true
    }

    /// Where the delimiter or the line's end after `index` is, or the end of this piece.
    private mutating func endOfCell() -> Int {
        if lineFeed < index { lineFeed = ByteSearch.first(Byte.lineFeed, in: buffer, index..<buffer.count) }
        if carriageReturn < index {
            carriageReturn = ByteSearch.first(Byte.carriageReturn, in: buffer, index..<buffer.count)
        }
        return ByteSearch.first(delimiter, in: buffer, index..<min(lineFeed, carriageReturn))
    }

    /// LF, CRLF and CR alone.
    private static func lineEnds(_ cell: [UInt8], _ range: Range<Int>) -> Int {
        var ends = ByteSearch.count(Byte.lineFeed, in: cell, range)
        var index = ByteSearch.first(Byte.carriageReturn, in: cell, range)
        while index < range.upperBound {
            if index + 1 == range.upperBound || cell[index + 1] != Byte.lineFeed { ends += 1 }
            index = ByteSearch.first(Byte.carriageReturn, in: cell, index + 1..<range.upperBound)
        }
        return ends
    }
}
