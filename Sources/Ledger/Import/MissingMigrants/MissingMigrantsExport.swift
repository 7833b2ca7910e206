import Crypto
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
    /// Every record that the file states, by name.
    public let records: [RecordID: Record]
    /// Cells that could not be read, in the order of the file. Each is kept as it stood in its row's record.
    public let refusedCells: [RefusedCell]
    /// The columns that mean nothing to the importer; their cells are kept as they stand in the rows' records.
    public let unknownColumns: [String]
    /// How many rows have a flag, by code, in order of code.
    public let flags: [FlagTally]
    /// The row that is dated last; nil where none has a date.
    let newest: (row: Int, id: String, day: Day)?

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - progress: called with the rows that are done and their total, about a hundred times.
    /// - Throws: ``ImportError``: those of ``CSVTable``, `missingColumns`, `repeatedColumn`, `rowTooLarge`,
    ///   `badIdentifier`.
    public init(
        _ bytes: [UInt8], fileName: String, progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let table = try CSVTable(bytes)
        let header = try Header(table.header)
        let dataset = Dataset(header)
        let scheme = ColumnScheme(header, rows: table.rows)
        let reader = RowReader(header: header, dataset: dataset, scheme: scheme)
        let rows = try MissingMigrantsExport.rows(of: table, reader, progress)
        let identified = try RowIdentity(rows, dataset: dataset).rows
        self.fileName = fileName
        self.digest = Array(SHA256.hash(data: bytes))
        self.dataset = dataset.rawValue
        self.scheme = scheme.rawValue
        rowCount = rows.count
        records = try RecordAssembly(dataset: dataset).records(from: identified)
        refusedCells = identified.flatMap(\.refused)
        unknownColumns = header.unknown.map { header.names[$0] }
        flags = MissingMigrantsExport.tally(records)
        newest = MissingMigrantsExport.newest(of: identified)
    }

    private static func rows(
        of table: CSVTable, _ reader: RowReader, _ progress: ((Int, Int) -> Void)?
    ) throws(ImportError) -> [ExportRow] {
        let total = table.rows.count
        let step = max(1, total / 100)
        var rows: [ExportRow] = []
        rows.reserveCapacity(total)
        for row in table.rows {
            rows.append(try reader.read(row.cells, number: rows.count + 1))
            if rows.count.isMultiple(of: step) || rows.count == total { progress?(rows.count, total) }
        }
        return rows
    }

    private static func tally(_ records: [RecordID: Record]) -> [FlagTally] {
        var counts: [String: UInt32] = [:]
        for (id, record) in records where id.kind == .deaths {
            for code in Set(record.notes.flags.map(\.code)) { counts[code, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { FlagTally(code: $0.key, count: $0.value) }
    }

    /// By the first day of each row's period: a row dated to a month may lie before any day of it.
    private static func newest(of rows: [ExportRow]) -> (row: Int, id: String, day: Day)? {
        var newest: (row: Int, id: String, day: Day)?
        for row in rows {
            guard let day = row.deaths.occurred?.firstDay, newest.map({ day > $0.day }) ?? true else { continue }
            newest = (row.number, row.rowID, day)
        }
        return newest
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
