import Crypto

/// What somebody asks for who gives a table.
package struct TableRequest: Sendable {
    /// Nil: it is found out.
    package var encoding: TextEncoding?
    /// The row of a spreadsheet in which the header is, from 1; nil: it is found.
    package var headerRow: Int?
    /// The name of a workbook's sheet, or its number; nil: the first in which headings are known, or else the first.
    package var sheet: String?

    package init(encoding: TextEncoding? = nil, headerRow: Int? = nil, sheet: String? = nil) {
        self.encoding = encoding
        self.headerRow = headerRow
        self.sheet = sheet
    }
}

/// A file that is a table: CSV with any usual delimiter and encoding, a sheet of an XLSX workbook, a JSON list of objects
/// or JSON lines. What it is was found out by reading it.
///
/// Its rows are read one after the other, as often as somebody asks, and what is held of them does not depend on how many
/// there are. The texts that cells of a workbook share are the exception; see `SharedStrings` for their bound.
package final class TableFile {
    /// What was found out.
    package let description: TableDescription
    /// The headings as they stand; where the tags of HXL are the only header, the tags.
    package let header: [String]
    /// HXL tags in the row after the header, one for each cell of that row; empty: there are none.
    package let tags: [String]
    /// Rows before the header: titles, and headings of groups of columns.
    package let above: [[String]]
    private let file: InputFile
    private let content: TableContent
    private let headerRows: Int

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - isKnown: whether a heading means something to who reads the table: so that the header is found below titles.
    /// - Throws: ``TableError``.
    package convenience init(
        _ path: String, _ request: TableRequest = TableRequest(), isKnown: (String) -> Bool = { _ in false }
    ) throws(TableError) {
        try self.init(try InputFile.open(path), request, isKnown)
    }

    /// Opens what is in memory as the file of a name.
    package convenience init(
        _ bytes: [UInt8], name: String, _ request: TableRequest = TableRequest(),
        isKnown: (String) -> Bool = { _ in false }
    ) throws(TableError) {
        try self.init(try InputFile.holding(bytes, name: name), request, isKnown)
    }

    private init(
        _ file: InputFile, _ request: TableRequest, _ isKnown: (String) -> Bool
    ) throws(TableError) {
        self.file = file
        content = try TableContent(file, request, isKnown)
        let first = try content.beginning()
        guard !first.isEmpty else { throw TableError(.emptyFile, "\(file.name) is empty: it has no header row.") }
        let found: HeaderRow
        if case .json(_, _, let columns) = content {
            // Every object names its columns.
            (header, tags, above, headerRows) = (columns, [], [], 0)
            description = TableDescription(content, file, line: nil, found: nil)
            return
        }
        found = try HeaderRow(first, asked: request.headerRow, isKnown: isKnown)
        header = found.row.texts
        tags = found.tags
        above = found.above.map(\.texts)
        headerRows = found.count
        description = TableDescription(content, file, line: found.row.line, found: found)
    }

    /// Reads the rows after the header from the first.
    package func rows() throws(TableError) -> TableReader {
        TableReader(
            try content.reader(headerRows: headerRows), columns: header, skipping: headerRows,
            isRagged: content.isRagged)
    }
}

extension TableFile {
    /// SHA-256 of the file as it stands: 32 bytes.
    package func digest() throws(TableError) -> [UInt8] {
        let stream = FileStream(file)
        var hash = SHA256()
        var bytes: [UInt8] = []
        while try stream.read(into: &bytes) { hash.update(data: bytes) }
        return Array(hash.finalize())
    }
}

/// The container of a table.
enum TableContent {
    case csv(InputFile, CSVDialect, TextEncoding, EncodingEvidence)
    case sheet(Workbook, Workbook.Sheet)
    case json(InputFile, TextEncoding, columns: [String])

    private static let sample = 1 << 16

    init(_ file: InputFile, _ request: TableRequest, _ isKnown: (String) -> Bool) throws(TableError) {
        switch try FileKind(file) {
        case .workbook:
            if request.encoding != nil {
                throw TableError(
                    .badRequest,
                    "\(file.name) is a workbook, which says itself how its text is encoded: leave out --encoding.")
            }
            let workbook = try Workbook(file)
            self = .sheet(workbook, try Self.sheet(of: workbook, request, isKnown))
        case .json:
            if request.headerRow != nil {
                throw TableError(
                    .badRequest,
                    "\(file.name) is JSON, in which every object names its columns: leave out --header-row.")
            }
            let (encoding, _) = try TextEncoding.found(in: file, asked: request.encoding)
            var reader = JSONRowReader(TextStream(FileStream(file), encoding))
            var row = TableRow()
            while try reader.next(&row) {}
            self = .json(file, encoding, columns: reader.columns)
        case .text:
            let (encoding, evidence) = try TextEncoding.found(in: file, asked: request.encoding)
            let stream = TextStream(FileStream(file), encoding)
            var sample: [UInt8] = []
            var piece: [UInt8] = []
            var isWhole = false
            while sample.count < Self.sample, !isWhole {
                isWhole = !(try stream.read(into: &piece))
                if !isWhole { sample += piece }
            }
            if sample.count > Self.sample {
                sample.removeLast(sample.count - Self.sample)
                isWhole = false
            }
            self = .csv(file, CSVDialect(sample, isWhole: isWhole, isKnown: isKnown), encoding, evidence)
        }
        if request.sheet != nil, !isSheet {
            throw TableError(.noSheet, "\(file.name) is no workbook: it has no sheets.")
        }
    }

    private var isSheet: Bool { if case .sheet = self { true } else { false } }

    /// Whether a row of another length than the header says that the file was cut or badly written.
    var isRagged: Bool { if case .csv = self { true } else { false } }

    /// The rows from the first.
    func reader(headerRows: Int = 1) throws(TableError) -> any RowStream {
        switch self {
        case .csv(let file, let dialect, let encoding, _):
            var reader = CSVReader(TextStream(FileStream(file), encoding), delimiter: dialect.delimiter)
            reader.headerRows = headerRows
            if dialect.isStated { try reader.skipLine() }
            return reader
        case .sheet(let workbook, let sheet): return try workbook.rows(of: sheet)
        case .json(let file, let encoding, let columns):
            return JSONRowReader(TextStream(FileStream(file), encoding), columns: columns)
        }
    }

    /// The first rows, among which the header is.
    func beginning() throws(TableError) -> [TableRow] {
        try Self.beginning(of: try reader(headerRows: HeaderRow.reach))
    }

    private static func beginning(of reader: consuming any RowStream) throws(TableError) -> [TableRow] {
        var rows: [TableRow] = []
        var row = TableRow()
        do throws(TableError) {
            while rows.count < HeaderRow.reach, try reader.next(&row) { rows.append(row) }
        } catch {
            // What is wrong after the first row is said when the rows are read, which can name the row.
            if rows.isEmpty { throw error }
        }
        return rows
    }

    /// The sheet that is asked for; or the first that can be seen and has two known headings in a row; or the first that can
    /// be seen and has anything in it.
    private static func sheet(
        of workbook: Workbook, _ request: TableRequest, _ isKnown: (String) -> Bool
    ) throws(TableError) -> Workbook.Sheet {
        if let asked = request.sheet { return try workbook.sheet(named: asked) }
        var filled: Workbook.Sheet?
        for sheet in workbook.sheets where !sheet.isHidden {
            let rows = try beginning(of: try workbook.rows(of: sheet))
            if rows.contains(where: { $0.count(of: isKnown) > 1 }) { return sheet }
            if filled == nil, !rows.isEmpty { filled = sheet }
        }
        return filled ?? workbook.sheets.first { !$0.isHidden } ?? workbook.sheets[0]
    }
}

/// The rows of a table after its header, one after the other.
package struct TableReader {
    private var reader: any RowStream
    private let columns: Int
    /// Columns up to the last that has a heading.
    private let named: Int
    private let isRagged: Bool
    private var toSkip: Int
    private var count = 0

    fileprivate init(_ reader: any RowStream, columns: [String], skipping: Int, isRagged: Bool) {
        self.reader = reader
        self.columns = columns.count
        named = columns.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? columns.count
        self.isRagged = isRagged
        toSkip = skipping
    }

    /// Fills `row` with the next row that has anything in it. It has as many cells as the header; of a sheet, more where
    /// it says something beyond the header's last column.
    ///
    /// - Returns: false at the end.
    /// - Throws: ``TableError``: those of its container, and `raggedRow`.
    package mutating func next(_ row: inout TableRow) throws(TableError) -> Bool {
        while toSkip > 0 {
            guard try reader.next(&row) else { return false }
            toSkip -= 1
        }
        guard try reader.next(&row) else { return false }
        count += 1
        row.number = count
        if isRagged { try checkLength(&row) }
        row.pad(to: columns)
        return true
    }

    /// Empty cells at the end of a row beyond the header's are passed over.
    private func checkLength(_ row: inout TableRow) throws(TableError) {
        var length = row.count
        while length > columns, row.isEmpty(length - 1) { length -= 1 }
        guard named...columns ~= length else {
            throw TableError(
                .raggedRow,
                "Row \(count), on line \(row.line), has \(length) cells where the header has \(columns):"
                    + " the file was cut, or a delimiter in that row is not quoted.")
        }
        row.cut(to: length)
    }
}
