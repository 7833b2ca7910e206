/// The cells of a CSV file as text, each as it stood between its delimiters.
///
/// The rows are read by `CSVReader`, in this folder. Of the packages available, SwiftCSV 0.10.0 reads the real exports
/// correctly and fast enough (6,249 rows in 0.11 s), but it takes a file that was cut in the middle of a quoted cell
/// for a whole one, fills short rows and keeps long ones without a word, refuses a quote inside an unquoted cell, reads
/// a quote and a combining character after it as one character, and names no row or line when it fails: a file cut in
/// two would have been imported, and its second half withdrawn.
public struct CSVTable: Sendable {
    /// A row after the header.
    public struct Row: Sendable {
        /// The line of the file, from 1, on which the row begins: not the row number where cells hold line breaks.
        public var line: Int
        /// As many as the header has.
        public var cells: [String]
    }

    /// The rows after the header. Kept as the file's text: a row's cells are read whenever it is asked for.
    public struct Rows: RandomAccessCollection, Sendable {
        private let bytes: ArraySlice<UInt8>
        private let columns: Int
        private var places: [CSVReader.Place] = []

        fileprivate init(_ bytes: ArraySlice<UInt8>, columns: Int) {
            self.bytes = bytes
            self.columns = columns
        }

        fileprivate mutating func append(_ place: CSVReader.Place) { places.append(place) }

        public var startIndex: Int { 0 }
        public var endIndex: Int { places.count }

        public subscript(index: Int) -> Row {
            var reader = CSVReader(bytes, at: places[index])
            var cells: [CSVReader.Cell] = []
            guard (try? reader.next(&cells)) != nil else {
                preconditionFailure("row \(index + 1) was read when the table was made, and cannot be read again")
            }
            return Row(line: places[index].line, cells: cells.prefix(columns).map(reader.text))
        }
    }

    public let header: [String]
    public let rows: Rows

    /// Reads RFC 4180 text in UTF-8: LF, CRLF or CR between rows, with or without a byte order mark and a final newline.
    ///
    /// Blank lines are passed over; empty cells at the end of a row beyond the header's are, too.
    ///
    /// - Throws: ``CSVError``: `emptyFile`, `binaryFile`, `notUTF8`, `unterminatedQuote`, `malformedQuote`,
    ///   `raggedRow` (a row that was cut, or a delimiter that was not quoted) and `noRows`.
    public init(_ bytes: [UInt8]) throws(CSVError) {
        let body = try CSVTable.text(of: bytes)
        var reader = CSVReader(body)
        var cells: [CSVReader.Cell] = []
        guard try reader.next(&cells) != nil else {
            throw CSVError(.emptyFile, "The file is empty: it has no header row.")
        }
        header = cells.map(reader.text)
        var rows = Rows(body, columns: header.count)
        while let place = try reader.next(&cells) {
            try CSVTable.check(cells, columns: header.count, row: rows.count + 1, line: place.line)
            rows.append(place)
        }
        guard !rows.isEmpty else {
            throw CSVError(.noRows, "The file has a header and no rows; an export of nothing is not imported.")
        }
        self.rows = rows
    }

    /// The file's bytes without their byte order mark, known to be UTF-8.
    private static func text(of bytes: [UInt8]) throws(CSVError) -> ArraySlice<UInt8> {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw CSVError(.notUTF8, "The file is UTF-16 text; save it as CSV in UTF-8.")
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw CSVError(
                .binaryFile, "The file is not text: byte \(offset) is NUL. Give the CSV file of the export.")
        }
        if let offset = invalidUTF8(in: bytes) {
            let line = bytes[..<offset].count { $0 == 0x0A } + 1
            throw CSVError(
                .notUTF8, "The file is not UTF-8: byte \(offset), on line \(line), cannot be read. Save it as UTF-8.")
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard body.contains(where: { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }) else {
            throw CSVError(.emptyFile, "The file is empty: it has no header row.")
        }
        return body
    }

    /// The offset of the first byte that is no part of well-formed UTF-8; nil where all are.
    private static func invalidUTF8(in bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = Unicode.UTF8.ForwardParser()
        var offset = 0
        var input = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &input) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: return min(offset, bytes.count - 1)
            }
        }
    }

    private static func check(
        _ cells: [CSVReader.Cell], columns: Int, row: Int, line: Int
    ) throws(CSVError) {
        var count = cells.count
        while count > columns, cells[count - 1].range.isEmpty { count -= 1 }
        guard count == columns else {
            throw CSVError(
                .raggedRow,
                "Row \(row), on line \(line), has \(count) cells where the header has \(columns):"
                    + " the file was cut, or a comma in that row is not quoted.")
        }
    }
}
