import Crypto
import Forms
public import Incidents

/// One export of the Missing Migrants Project, read: what the file says, before anything is compared with a ledger.
///
/// Each row makes one *deaths* record, `deaths/mmp-ROW`; the rows of one `Main ID` make one *incident*,
/// `incident/mmp-MAIN`. See ``Column`` for the columns, `RowIdentity` for identifiers, and `RowReader` for cells.
public struct MissingMigrantsExport: Sendable {
    public let fileName: String
    /// SHA-256 of the file's bytes: 32 bytes.
    public let digest: [UInt8]
    /// The body of records that the file is an export of. Identifiers of exports until 2021 and since do not join, so
    /// they are different datasets.
    public let dataset: String
    /// The region scheme of its region column: `mmp-2014` or `mmp-2021`.
    public let scheme: String
    public let rowCount: Int
    /// Cells that could not be read, in the order of the file. Each is kept as it stood in its row's record.
    public let refusedCells: [RefusedCell]
    /// The columns that mean nothing to the importer; their cells are kept as they stand in the rows' records.
    public let unknownColumns: [String]
    /// The row that is dated last; nil where none has a date.
    let newest: (row: Int, id: String, day: Day)?
    private let source: RecordSource

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file. It is kept, and what its rows say is not: see ``forEachRecord(_:)``.
    ///   - progress: called with the rows that are done and their total, about a hundred times.
    /// - Throws: ``ImportError``: those of ``CSVTable``, `missingColumns`, `repeatedColumn`, `rowTooLarge`,
    ///   `badIdentifier`.
    public init(
        _ bytes: [UInt8], fileName: String, progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let table: CSVTable
        do { table = try CSVTable(bytes) } catch { throw ImportError(error) }
        let header = try Header(table.header)
        let dataset = Dataset(header)
        let scheme = ColumnScheme(header, rows: table.rows)
        let rows = ExportRows(
            table: table, reader: RowReader(header: header, dataset: dataset, scheme: scheme))
        let survey = try RowSurvey(rows, progress)
        let identified = try RowIdentity(survey.rows, dataset: dataset) { number throws(ImportError) in
            contentDigest(try rows.row(number).deaths)
        }.rows
        self.fileName = fileName
        self.digest = Array(SHA256.hash(data: bytes))
        self.dataset = dataset.rawValue
        self.scheme = scheme.rawValue
        rowCount = table.rows.count
        refusedCells = survey.refused
        unknownColumns = header.unknown.map { header.names[$0] }
        newest = survey.newest.map { ($0.row, identified[$0.row - 1].rowID, $0.day) }
        source = RecordSource(rows: rows, identified: identified, assembly: RecordAssembly(dataset: dataset))
        try source.checkIncidents(of: survey.sourceBytes)
    }

    /// Gives every record that the file states, by identifier, an incident before its deaths. They are read from the
    /// file's text anew: it is the smallest form in which all of them can be kept.
    ///
    /// - Throws: what `body` throws.
    public func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws {
        var reading = source.reading()
        while let (id, record) = try reading.next() { try body(id, record) }
    }

    /// - Throws: ``ImportError`` `asAtBeforeNewestRow`, naming the row: what happened after a day was not known on it.
    func check(asAt: Day) throws(ImportError) {
        guard let newest, newest.day > asAt else { return }
        throw ImportError(
            .asAtBeforeNewestRow,
            "The as-at date \(asAt) is older than the newest row of the file: row \(newest.row) (\(newest.id)) is dated"
                + " \(newest.day). Give the day on which the file was downloaded; a file's name may be wrong.")
    }
}
