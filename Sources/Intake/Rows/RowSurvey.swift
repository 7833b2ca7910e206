import Incidents
import Tables

/// A row of a file by its identifiers: what is kept of it between two readings, 40 bytes, since there may be millions.
struct IdentifiedRow: Sendable {
    /// What the importer finds in an identifier.
    enum Finding: UInt8 {
        case nothing, missing, repeated
    }

    /// What is not as the row's own identifier is given: of most rows nothing.
    private final class Others: Sendable {
        let incident: String
        let rowID: String

        init(incident: String, rowID: String) {
            self.incident = incident
            self.rowID = rowID
        }
    }

    /// Counts from 1 for the first row after the header.
    let number: Int32
    /// Which of the mapping's templates make a record of it: a bit each, the first the lowest.
    var templates: UInt32 = .max
    var finding = Finding.nothing
    /// As given, without white space at the edges; empty: the row has none.
    private(set) var given: String
    private var others: Others?

    /// - Parameters:
    ///   - given: the row's own identifier.
    ///   - incident: that of its incident; empty: the row has none.
    init(number: Int32, given: String, incident: String) {
        self.number = number
        self.given = given
        name(given: given, incident: incident, rowID: given)
    }

    /// The identifier of the incident; empty: none is given, and none was made yet.
    var incident: String {
        get { others?.incident ?? given }
        set { name(given: given, incident: newValue, rowID: rowID) }
    }

    /// Names the row's records among those of its dataset, once rows are told apart; until then what is given.
    var rowID: String {
        get { others?.rowID ?? given }
        set { name(given: given, incident: incident, rowID: newValue) }
    }

    /// The row is known under another identifier than it has.
    mutating func know(as given: String) { name(given: given, incident: incident, rowID: rowID) }

    private mutating func name(given: String, incident: String, rowID: String) {
        self.given = given
        others = incident == given && rowID == given ? nil : Others(incident: incident, rowID: rowID)
    }

    func makes(_ template: Int) -> Bool { templates >> UInt32(template) & 1 == 1 }
}

/// What the first reading of all rows finds: who they are, when they were, and what the table as a whole decides.
struct RowSurvey: Sendable {
    /// When a row happened, in days and years that are smaller than any where it is not known.
    struct Time: Sendable {
        /// The first day of its period: a row dated to a month may lie before any day of it.
        var firstDay = Day(number: .min)
        var year: Int32 = .min
    }

    /// One for each row, in the order of the file.
    fileprivate(set) var rows: [IdentifiedRow] = []
    /// In the order of the file.
    fileprivate(set) var times: [Time] = []
    fileprivate(set) var findings = TableFindings()

    /// - Parameter progress: called with the rows that are done and their number, about a hundred times.
    init(
        _ table: StoredTable, _ mapping: CompiledMapping, _ progress: ((Int, Int) -> Void)?
    ) throws(ImportError) {
        var surveyor = RowSurveyor(mapping, table.description.dateSystem)
        surveyor.expect(table.count)
        let step = max(1, table.count / 100)
        var (stored, row) = (table.reader, TableRow())
        for number in 1...table.count {
            try ImportError.wrapping { () throws(TableError) in try stored.read(number, into: &row) }
            try surveyor.add(row)
            if number.isMultiple(of: step) || number == table.count { progress?(number, table.count) }
        }
        self = try surveyor.finish(table)
    }

    fileprivate init() {}
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

    /// How many rows there will be.
    mutating func expect(_ count: Int) {
        survey.rows.reserveCapacity(count)
        survey.times.reserveCapacity(count)
    }

    mutating func add(_ row: TableRow) throws(ImportError) {
        try Self.checkSize(row)
        survey.rows.append(try Self.identified(row, mapping))
        words.add(row)
        readers.addEvidence(row, to: &evidence)
        survey.times.append(readers.time(row))
    }

    /// What was found, once all rows of a table were looked at.
    consuming func finish(_ table: StoredTable) throws(ImportError) -> RowSurvey {
        survey.findings.schemes = words.schemes
        guard let column = readers.openColumn,
            evidence.ambiguous + evidence.dayFirstCount + evidence.monthFirstCount > 0
        else { return survey }
        survey.findings.dateOrder = try evidence.order(column: column)
        guard evidence.ambiguous > 0, survey.findings.dateOrder != .undecided else { return survey }
        // What was read before the order was known.
        readers = DateReaders(mapping, survey.findings)
        var (stored, row) = (table.reader, TableRow())
        for number in 1...table.count {
            try ImportError.wrapping { () throws(TableError) in try stored.read(number, into: &row) }
            survey.times[number - 1] = readers.time(row)
        }
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

    private static func identified(_ row: TableRow, _ mapping: CompiledMapping) throws(ImportError) -> IdentifiedRow {
        let given = try identifier(row, mapping.identifier, mapping)
        let incident = mapping.incident == nil ? given : try identifier(row, mapping.incident, mapping)
        var identified = IdentifiedRow(number: Int32(clamping: row.number), given: given, incident: incident)
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
