import Incidents
import Tables

/// What the first reading of all rows finds: who they are, when they were, and what the table as a whole decides.
struct RowSurvey: Sendable {
    /// When a row happened, in days and years that are smaller than any where it is not known.
    struct Time: Hashable, Sendable {
        /// The first day of its period: a row dated to a month may lie before any day of it.
        var firstDay = Day(number: .min)
        var year: Int32 = .min
    }

    /// By the identifiers that they are given; of the same in the order of the file.
    let rows: SortedSpool<IdentifiedRow>
    /// How many rows happened when, and the number of the first of them.
    fileprivate(set) var times: [Time: (count: Int, first: Int)] = [:]
    fileprivate(set) var findings = TableFindings()

    /// - Parameter progress: called with the rows that are done and their number, about a hundred times.
    init(
        _ table: StoredTable, _ mapping: CompiledMapping, _ progress: ((Int, Int) -> Void)?
    ) throws(ImportError) {
        var surveyor = RowSurveyor(mapping, table.description.dateSystem)
        let step = max(1, table.count / 100)
        try table.forEachRow { row throws(ImportError) in
            try surveyor.add(row)
            if row.number.isMultiple(of: step) || row.number == table.count { progress?(row.number, table.count) }
        }
        self = try surveyor.finish(table)
    }

    fileprivate init() {
        rows = SortedSpool(by: IdentifiedRow.keyAsGiven)
    }

    fileprivate mutating func add(_ time: Time, of row: Int) { times[time, default: (0, row)].count += 1 }

    /// The rows that happened after a day, ascending.
    func late(after day: Day, in table: StoredTable, _ mapping: CompiledMapping) throws(ImportError) -> [Int] {
        guard times.keys.contains(where: { $0.firstDay > day }) else { return [] }
        var readers = DateReaders(mapping, findings)
        var late: [Int] = []
        try table.forEachRow { row throws(ImportError) in
            if readers.time(row).firstDay > day { late.append(row.number) }
        }
        return late
    }
}

extension StoredTable {
    /// Gives all rows in their order.
    fileprivate func forEachRow(_ body: (TableRow) throws(ImportError) -> Void) throws(ImportError) {
        var (stored, row) = (reader, TableRow())
        for number in 1...count {
            try ImportError.wrapping { () throws(TableError) in try stored.read(number, into: &row) }
            try body(row)
        }
    }
}

/// Looks at the rows of a table in their order, once.
struct RowSurveyor {
    let mapping: CompiledMapping
    private var survey = RowSurvey()
    private var readers: DateReaders
    private var words: SchemeWords
    private var evidence = DateEvidence()

    init(_ mapping: CompiledMapping, _ dateSystem: DateSystem?) {
        self.mapping = mapping
        survey.findings.dateSystem = dateSystem ?? .from1900
        readers = DateReaders(mapping, survey.findings)
        words = SchemeWords(mapping)
    }

    /// How many rows were looked at.
    var count: Int { survey.rows.count }

    mutating func add(_ row: TableRow) throws(ImportError) {
        try Self.checkSize(row)
        let identified = try Self.identified(row, mapping)
        try ImportError.wrapping { () throws(TableError) in try survey.rows.append(identified) }
        words.add(row)
        readers.addEvidence(row, to: &evidence)
        survey.add(readers.time(row), of: row.number)
    }

    /// What was found, once all rows of a table were looked at.
    consuming func finish(_ table: StoredTable) throws(ImportError) -> RowSurvey {
        try ImportError.wrapping { () throws(TableError) in try survey.rows.finish() }
        survey.findings.schemes = words.schemes
        guard let column = readers.openColumn,
            evidence.ambiguous + evidence.dayFirstCount + evidence.monthFirstCount > 0
        else { return survey }
        survey.findings.dateOrder = try evidence.order(column: column)
        guard evidence.ambiguous > 0, survey.findings.dateOrder != .undecided else { return survey }
        // What was read before the order was known.
        readers = DateReaders(mapping, survey.findings)
        survey.times = [:]
        try table.forEachRow { row throws(ImportError) in survey.add(readers.time(row), of: row.number) }
        return survey
    }

    /// An entry of the log holds 65,535 bytes. What a row says is stated once, in one record, but for flags.
    private static func checkSize(_ row: TableRow) throws(ImportError) {
        guard row.byteCount > 30_000 else { return }
        throw ImportError(
            .rowTooLarge,
            "Row \(row.number) holds \(row.byteCount) bytes of text; a row of at most 30,000 fits an entry of the ledger."
        )
    }

    static func identified(_ row: TableRow, _ mapping: CompiledMapping) throws(ImportError) -> IdentifiedRow {
        let given = try identifier(row, mapping.identifier, mapping)
        let incident = mapping.incident == nil ? given : try identifier(row, mapping.incident, mapping)
        var identified = IdentifiedRow(number: UInt32(clamping: row.number), given: given, incident: incident)
        for (place, template) in mapping.templates.enumerated() {
            guard let condition = template.condition, mapping.nothing.contains(row.bytes(condition)) else { continue }
            identified.templates &= ~(1 << UInt32(place))
        }
        return identified
    }

    private static func identifier(
        _ row: TableRow, _ column: Int?, _ mapping: CompiledMapping
    ) throws(ImportError) -> String {
        guard let column, !row.isEmpty(column), !mapping.nothing.contains(row.bytes(column)) else { return "" }
        let id = trimmed(row.text(column))
        let isPrintable =
            id.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
            || id.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPrintable, id.utf8.count <= mapping.mostIdentifierBytes else {
            throw ImportError(
                .badIdentifier,
                "Row \(row.number) has an identifier of \(id.utf8.count) bytes or with control characters;"
                    + " a record's identifier has at most \(mapping.mostIdentifierBytes) bytes and none of them.")
        }
        return id
    }
}

/// The readers of when a row happened, for a first reading that needs no more.
private struct DateReaders {
    private let time: DateReader?
    private let open: [DateReader]
    /// The heading of a column whose order of dates is for the file to say.
    let openColumn: String?
    private var remarks = RowRemarks()

    init(_ mapping: CompiledMapping, _ findings: TableFindings) {
        let dates = mapping.readings.filter { $0.field.reader == .date }
        let main = dates.first { $0.field.name == "occurred" } ?? dates.first { $0.field.name == "period" }
        time = main.map { mapping.dateReader($0, findings) }
        let undecided = dates.filter { CompiledMapping.isOrderOpen($0.field) && $0.columns["date"] != nil }
        open = undecided.map { mapping.dateReader($0, findings) }
        openColumn = undecided.first?.columns["date"]?.heading
    }

    func addEvidence(_ row: TableRow, to evidence: inout DateEvidence) {
        for reader in open { reader.addEvidence(row, to: &evidence) }
    }

    mutating func time(_ row: TableRow) -> RowSurvey.Time {
        remarks.begin(row.number)
        guard let period = time?.period(row, &remarks) else { return RowSurvey.Time() }
        return RowSurvey.Time(firstDay: period.firstDay, year: period.year)
    }
}

/// The words of columns of regions whose scheme is for the file to say.
private struct SchemeWords {
    private var columns: [(reading: Int, column: Int, schemes: [String], words: Set<String>)] = []
    private var seen: Set<[UInt8]> = []

    init(_ mapping: CompiledMapping) {
        for (index, reading) in mapping.readings.enumerated() {
            guard let schemes = reading.field.options["scheme"], schemes.count > 1, reading.field.reader == .region,
                let column = reading.columns["region"]
            else { continue }
            columns.append((index, column.index, schemes, []))
        }
    }

    mutating func add(_ row: TableRow) {
        for index in columns.indices {
            let cell = row.bytes(columns[index].column)
            // Few words come again and again; a column of many is no column of regions.
            guard !cell.isEmpty, columns[index].words.count < 1_000, seen.insert(Array(cell)).inserted else { continue }
            columns[index].words.insert(normalised(cell.string))
        }
    }

    var schemes: [Int: String] {
        Dictionary(
            uniqueKeysWithValues: columns.map { ($0.reading, RegionWords.scheme(of: $0.words, among: $0.schemes)) })
    }
}
