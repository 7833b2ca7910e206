public import Incidents
package import Tables

/// One export of the Missing Migrants Project, read: what the file says, before anything is compared with a ledger.
///
/// Each row makes one *deaths* record; the rows of one `Main ID` make one *incident*. See ``Column`` for the columns,
/// ``MissingMigrantsDataset`` for the datasets, `RowIdentity` and `RowNames` for identifiers, and `RowReader` for cells.
public struct MissingMigrantsExport: MappedFile, Sendable {
    /// A date after the as-at day is a slip of the pen in so many rows at most; in more, it is the day that is wrong.
    private static let slips = 5

    let dataset: SourceDataset
    let digest: [UInt8]
    public let rowCount: Int
    private let kind: MissingMigrantsDataset
    private let fileName: String
    private let survey: RowSurvey
    private let reading: ExportRows
    /// What was found out of the file's form.
    var table: TableDescription { reading.table.description }
    private let identified: [IdentifiedRow]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input. Its rows are kept in a temporary file, and the records that they make are not: see
    ///     ``forEachRecord(_:)``.
    ///   - request: what the file itself may not say: its encoding, the row of its header, its sheet.
    ///   - progress: called with the rows that are done and their total, about a hundred times.
    /// - Throws: ``ImportError``: `badTable`, `missingColumns`, `repeatedColumn`, `rowTooLarge`, `badIdentifier`.
    package init(
        path: String, _ request: TableRequest = TableRequest(), progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let file = try ImportError.wrapping { () throws(TableError) in
            try TableFile(path, request, isKnown: Self.isKnown)
        }
        let name = path == "-" ? "standard input" : String(path.split(separator: "/").last ?? "")
        try self.init(file, fileName: name, progress)
    }

    /// Reads what is in memory.
    ///
    /// - Throws: ``ImportError``: those of ``init(path:_:progress:)``.
    public init(
        _ bytes: [UInt8], fileName: String, progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let file = try ImportError.wrapping { () throws(TableError) in
            try TableFile(bytes, name: fileName, isKnown: Self.isKnown)
        }
        try self.init(file, fileName: fileName, progress)
    }

    /// Whether a heading means something to the importer: so that the header is found below titles.
    private static func isKnown(_ heading: String) -> Bool { Column.byAlias[normalised(heading)] != nil }

    private init(
        _ file: TableFile, fileName: String, _ progress: ((_ done: Int, _ total: Int) -> Void)?
    ) throws(ImportError) {
        let table = try ImportError.wrapping { () throws(TableError) in try StoredTable(file) }
        let header = try Header(table.header)
        let kind = MissingMigrantsDataset(header)
        let scheme = try ColumnScheme(header, table)
        let reading = ExportRows(table: table, reader: RowReader(header: header, dataset: kind, scheme: scheme))
        let survey = try RowSurvey(reading, progress)
        identified = try RowIdentity(survey.rows, dataset: kind) { number throws(ImportError) in
            contentDigest(try reading.row(number).deaths)
        }.rows
        self.fileName = fileName
        self.kind = kind
        self.survey = survey
        self.reading = reading
        digest = try ImportError.wrapping { () throws(TableError) in try file.digest() }
        dataset = kind.described(scheme)
        rowCount = table.count
    }

    /// Gives every record that the file states, by identifier, an incident before its deaths, as in a ledger that holds
    /// none of them.
    ///
    /// - Throws: what `body` throws.
    public func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws {
        try rows(asAt: Day(number: .max), known: []) { _ in nil }.forEachRecord(body)
    }

    func rows(asAt: Day, known: Set<RecordID>, held: (RecordID) throws -> Record?) throws -> RecordSource {
        let refused = survey.times.indices.filter { survey.times[$0].firstDay > asAt }.map { $0 + 1 }
        try check(refused, asAt)
        let reading = reading
        let named = try RowNames(identified, dataset: kind, known: known, held: held) { number throws(ImportError) in
            try reading.row(number).deaths
        }
        var file = SourceFile(
            name: fileName, digest: digest, columnScheme: reading.reader.scheme.rawValue, rowCount: rowCount,
            refusedCells: survey.refused,
            unknownColumns: reading.reader.header.unknown.map { reading.reader.header.names[$0] })
        for row in refused { file.refusedCells.append(try dateCell(ofRow: row, asAt)) }
        file.refusedCells.sort { $0.row < $1.row }
        file.cellFlags = Dictionary(grouping: survey.cellFlags, by: \.code)
            .map { FlagTally(code: $0, count: UInt32(clamping: $1.count)) }
        return try RecordSource(
            survey, rows: reading, identified: named.rows, refused: refused, dataset: kind, file: file)
    }

    /// What happened after a day was not known on it.
    private func check(_ refused: [Int], _ asAt: Day) throws(ImportError) {
        let isFew = refused.count <= Self.slips || refused.count * 100 <= rowCount
        guard !isFew || refused.count == rowCount, let newest = refused.max(by: isOlder) else { return }
        throw ImportError(
            .asAtTooEarly,
            "\(refused.count) of \(rowCount) rows of the file are dated after the as-at day \(asAt), the newest"
                + " \(survey.times[newest - 1].firstDay) (row \(newest), \(identified[newest - 1].givenID)). Give the day on"
                + " which the file was downloaded; a file's name may be wrong.")
    }

    /// By the day of two rows, and of the same day the earlier row is the newer one: so the first is named.
    private func isOlder(_ left: Int, _ right: Int) -> Bool {
        let (first, second) = (survey.times[left - 1].firstDay, survey.times[right - 1].firstDay)
        return first == second ? left > right : first < second
    }

    /// The cell that dates a row after the as-at day.
    private func dateCell(ofRow number: Int, _ asAt: Day) throws(ImportError) -> RefusedCell {
        let header = reading.reader.header
        let cell = RowCells(header: header, cells: try reading.cells(number))
        let column: Column = cell[.date].isEmpty ? .year : .date
        return RefusedCell(
            row: UInt32(clamping: number), column: header.name(of: column), text: cell[column],
            reason: "is after the as-at day \(asAt); the row is kept with the import and not taken in")
    }
}
