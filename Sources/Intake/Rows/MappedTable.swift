public import Incidents
package import Tables

/// A table that is read by a mapping: what the file says, before anything is compared with a ledger.
public struct MappedTable: MappedFile, Sendable {
    /// A date after the as-at day is a slip of the pen in so many rows at most; in more, it is the day that is wrong.
    private static let slips = 5

    public let mapping: Mapping
    let dataset: SourceDataset
    let digest: [UInt8]
    public let rowCount: Int
    /// What a person should know of how the columns were understood, in sentences.
    public let notices: [String]
    private let fileName: String
    private let stored: StoredTable
    private let compiled: CompiledMapping
    private let survey: RowSurvey

    /// What was found out of the file's form.
    package var table: TableDescription { stored.description }
    var findings: TableFindings { survey.findings }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input. Its rows are kept in a temporary file, and the records that they make are not: see
    ///     ``forEachRecord(_:)``.
    ///   - mappings: the one that reads it; of several, the one that knows most of its headings.
    ///   - request: what the file itself may not say: its encoding, the row of its header, its sheet.
    ///   - accepted: columns of numbers that may be missing although another looks like them, by either heading.
    ///   - progress: called with the rows that are done and their total, 0 as long as that is not known: about a hundred
    ///     times for each of two readings.
    /// - Throws: ``ImportError``: `badTable`, `missingColumns`, `repeatedColumn`, `resemblingColumn`, `contradictoryDates`,
    ///   `rowTooLarge`, `badIdentifier`.
    package init(
        path: String, mappings: [Mapping], _ request: TableRequest = TableRequest(), accepting accepted: [String] = [],
        progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let known = Self.headings(mappings)
        let file = try ImportError.wrapping { () throws(TableError) in
            try TableFile(path, request, isKnown: { known.contains(headingForm($0)) })
        }
        let name = path == "-" ? "standard input" : String(path.split(separator: "/").last ?? "")
        try self.init(file, fileName: name, mappings, accepted, progress)
    }

    /// Reads what is in memory.
    ///
    /// - Throws: ``ImportError``: those of ``init(path:mappings:_:accepting:progress:)``.
    package init(
        _ bytes: [UInt8], fileName: String, mappings: [Mapping], _ request: TableRequest = TableRequest(),
        accepting accepted: [String] = [], progress: ((_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(ImportError) {
        let known = Self.headings(mappings)
        let file = try ImportError.wrapping { () throws(TableError) in
            try TableFile(bytes, name: fileName, request, isKnown: { known.contains(headingForm($0)) })
        }
        try self.init(file, fileName: fileName, mappings, accepted, progress)
    }

    private static func headings(_ mappings: [Mapping]) -> Set<String> {
        mappings.reduce(into: []) { $0.formUnion($1.headings) }
    }

    private init(
        _ file: TableFile, fileName: String, _ mappings: [Mapping], _ accepted: [String],
        _ progress: ((_ done: Int, _ total: Int) -> Void)?
    ) throws(ImportError) {
        let early = EarlySurvey(mappings, of: file)
        let stored = try ImportError.wrapping { () throws(TableError) in
            try StoredTable(file, progress: { progress?($0, 0) }, handing: early.add)
        }
        compiled = try MappingChoice.best(of: mappings, for: stored, tags: file.tags)
        mapping = compiled.mapping
        notices = try ColumnCheck(compiled, stored).notices(accepting: accepted)
        if let survey = try early.found(stored, compiled) {
            self.survey = survey
            progress?(stored.count, stored.count)
        } else {
            survey = try RowSurvey(stored, compiled, progress)
        }
        self.stored = stored
        self.fileName = fileName
        digest = try ImportError.wrapping { () throws(TableError) in try file.digest() }
        var described = mapping.described
        if described.regionScheme.isEmpty { described.regionScheme = Self.regionScheme(compiled, survey.findings) }
        dataset = SourceDataset(id: mapping.dataset, record: described)
        rowCount = stored.count
    }

    /// Of the first region that a record states; empty: of none.
    private static func regionScheme(_ compiled: CompiledMapping, _ findings: TableFindings) -> String {
        guard let index = compiled.readings.firstIndex(where: { $0.field.reader == .region }) else { return "" }
        return findings.schemes[index] ?? compiled.readings[index].field.options["scheme"]?.first ?? ""
    }

    /// Gives every record that the file states, as in a ledger that holds none of them.
    ///
    /// - Throws: what `body` throws.
    public func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws {
        try rows(asAt: Day(number: .max), in: NoRecords()).forEachRecord { stated in
            if let record = stated.record { try body(stated.id, record) }
        }
    }

    func rows(asAt: Day, in ledger: borrowing some HeldRecords & ~Copyable) throws -> RecordSource {
        let late = try check(asAt) ? [] : survey.late(after: asAt, in: stored, compiled)
        let naming = RecordNaming(compiled)
        let reader = PrimaryReader(stored, compiled, survey.findings, naming)
        let named = try RowNames(
            survey.rows, late: late, naming, hasIdentifiers: compiled.identifier != nil, of: dataset, by: asAt,
            in: ledger,
            read: reader.record
        ).named
        let file = SourceFile(
            name: fileName, digest: digest, regionScheme: Self.regionScheme(compiled, survey.findings),
            rowCount: rowCount, unknownColumns: compiled.unknown.map { compiled.header[$0] }, reading: tableReading)
        let years = Set(survey.times.keys.lazy.filter { $0.firstDay <= asAt }.map(\.year)).subtracting([.min])
        return try RecordSource(
            named, years: years, table: stored, mapping: compiled, findings: survey.findings, late: late,
            lateCell: { try dateCell(ofRow: $0, asAt) }, file: file)
    }

    /// The mapping, and what was found out of the table, for the import's record.
    private var tableReading: TableReading {
        var reading = TableReading()
        reading.mapping = mapping.name
        reading.mappingVersion = UInt32(clamping: mapping.version)
        reading.mappingDigest = mapping.digest
        reading.container = table.container
        reading.delimiter = table.delimiter ?? ""
        reading.encoding = table.encoding?.rawValue ?? ""
        reading.sheet = table.sheet ?? ""
        reading.headerRow = UInt32(clamping: table.headerLine ?? 0)
        reading.dateOrder = survey.findings.dateOrder?.rawValue ?? ""
        reading.dateSystem = table.dateSystem?.rawValue ?? ""
        reading.stated = compiled.stated(survey.findings)
        return reading
    }

    /// What happened after a day was not known on it.
    ///
    /// - Returns: whether nothing did.
    private func check(_ asAt: Day) throws(ImportError) -> Bool {
        let late = survey.times.filter { $0.key.firstDay > asAt }
        let count = late.values.reduce(0) { $0 + $1.count }
        guard let newest = late.max(by: isOlder) else { return true }
        let isFew = count <= Self.slips || count * 100 <= rowCount
        if isFew, count < rowCount { return false }
        var (reader, row) = (stored.reader, TableRow())
        try ImportError.wrapping { () throws(TableError) in try reader.read(newest.value.first, into: &row) }
        let id = try RowSurveyor.identified(row, compiled).given
        throw ImportError(
            .asAtTooEarly,
            "\(count) of \(rowCount) rows of the file are dated after the as-at day \(asAt), the newest"
                + " \(newest.key.firstDay) (row \(newest.value.first), \(id)). Give the day on which the file was"
                + " downloaded; a file's name may be wrong.")
    }

    /// By the day of two rows, and of the same day the earlier row is the newer one: so the first is named.
    private func isOlder(
        _ left: (key: RowSurvey.Time, value: (count: Int, first: Int)),
        _ right: (key: RowSurvey.Time, value: (count: Int, first: Int))
    ) -> Bool {
        left.key.firstDay == right.key.firstDay
            ? left.value.first > right.value.first : left.key.firstDay < right.key.firstDay
    }

    /// The cell that dates a row after the as-at day.
    private func dateCell(ofRow number: Int, _ asAt: Day) throws(ImportError) -> RefusedCell {
        let columns = compiled.readings.first { $0.field.reader == .date }?.columns ?? [:]
        let cells = try ImportError.wrapping { () throws(TableError) in try stored.texts(number) }
        let column = [columns["date"], columns["year"]].compactMap(\.self).first { !cells[$0.index].isEmpty }
        return RefusedCell(
            row: UInt32(clamping: number), column: column?.heading ?? "", text: column.map { cells[$0.index] } ?? "",
            reason: "is after the as-at day \(asAt); the row is kept with the import and not taken in")
    }
}

extension MappedTable {
    /// What is made of one row, reading by reading, and the records that come of it, by name.
    ///
    /// - Parameter number: from 1, of the rows after the header.
    /// - Throws: ``ImportError`` `badTable` where the table has no such row.
    public func explain(row number: Int) throws -> RowExplanation {
        guard 1...rowCount ~= number else {
            throw ImportError(.badTable, "The table has \(rowCount) rows after its header, and no row \(number).")
        }
        var (stored, row) = (stored.reader, TableRow())
        try stored.read(number, into: &row)
        let readings = RowReader(compiled, survey.findings).explain(row)
        let source = try rows(asAt: Day(number: .max), in: NoRecords())
        let records = try source.records(ofRow: number)
        let used = Set(compiled.unknown)
        return RowExplanation(
            row: number, line: row.line, readings: readings, records: records,
            unread: used.sorted().map { (compiled.header[$0], row.text($0)) }.filter { !$0.1.isEmpty })
    }
}

/// What is made of one row of a table.
public struct RowExplanation: Sendable {
    /// From 1, of the rows after the header.
    public var row: Int
    /// Of the file, or of the sheet.
    public var line: Int
    public var readings: [ReadingExplanation]
    /// The records that the row makes or is a part of, with the names that they have in a ledger that holds none of them.
    public var records: [(id: RecordID, record: Record)]
    /// Cells of columns that mean nothing to the mapping.
    public var unread: [(heading: String, text: String)]
}

/// Reads of rows the record by which they are followed from file to file.
private final class PrimaryReader {
    private var table: StoredReader
    private let naming: RecordNaming
    private let reader: RowReader
    private var row = TableRow()

    init(_ table: StoredTable, _ mapping: CompiledMapping, _ findings: TableFindings, _ naming: RecordNaming) {
        self.table = table.reader
        self.naming = naming
        reader = RowReader(mapping, findings)
    }

    /// Nil: the row makes none.
    func record(_ number: Int) throws -> Record? {
        try table.read(number, into: &row)
        let read = try reader.read(row)
        guard naming.primary.kind != .incident else { return read.incident.map { .incident($0) } }
        return read.records.first {
            naming.templates[$0.template].kind == naming.primary.kind
                && naming.templates[$0.template].part == naming.primary.part
        }?.record
    }
}
