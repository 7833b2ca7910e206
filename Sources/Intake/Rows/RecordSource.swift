import Incidents
import Tables

/// Which rows of a file make which record, and the records made of them one after the other.
final class RecordSource: RowSource {
    /// With the cells that could not be read, once all records were made.
    private(set) var file: SourceFile
    let unread: Set<RecordID>
    let years: Set<Int32>
    /// How rows without identifiers were followed; nil: there are none.
    let following: RowFollowing?
    let notices: [String]
    var repeats: RowRepeats?
    var progress: ((_ done: Int, _ total: Int) -> Void)?
    private let table: StoredTable
    private let mapping: CompiledMapping
    private let findings: TableFindings
    /// Rows that cannot be taken in, by number.
    private let late: [Int]
    private let lateCells: [RefusedCell]
    /// The others, in the order of their incidents, and within one of their identifiers.
    private let rows: [IdentifiedRow]
    private let assembly: RecordAssembly
    private let stated: StatedNames
    /// What earlier imports found in such cells.
    var known: Set<Flag> = []
    /// What is found in cells that no record takes, by row, and was not before.
    private var cellFlags = RowSpool<Flag>()

    /// - Parameters:
    ///   - named: all rows of the file, each with an identifier of its own.
    ///   - late: the cells that date rows which cannot be taken in, one a row, ascending.
    ///   - file: without cells that could not be read.
    init(
        _ named: NamedRows, times: [RowSurvey.Time], table: StoredTable, mapping: CompiledMapping,
        findings: TableFindings, late: [RefusedCell], file: SourceFile
    ) {
        self.table = table
        self.mapping = mapping
        self.findings = findings
        self.file = file
        following = named.following
        notices = [named.repetition, named.following?.sentence].compactMap(\.self)
        assembly = RecordAssembly(mapping)
        lateCells = late
        self.late = late.map { Int($0.row) }
        let isLate = Set(self.late)
        let naming = assembly.naming
        unread =
            isLate.isEmpty
            ? [] : Set(named.rows.lazy.filter { isLate.contains(Int($0.number)) }.flatMap { naming.names($0) })
        var years: Set<Int32> = []
        for (index, time) in times.enumerated() where !isLate.contains(index + 1) { years.insert(time.year) }
        self.years = years.subtracting([.min])
        let rows = isLate.isEmpty ? named.rows : named.rows.filter { !isLate.contains(Int($0.number)) }
        func isBefore(_ left: IdentifiedRow, _ right: IdentifiedRow) -> Bool {
            (left.incident, left.rowID) < (right.incident, right.rowID)
        }
        // Rows that are in order are not copied.
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { !isBefore($1, $0) }
        self.rows = isSorted ? rows : rows.sorted(by: isBefore)
        stated = StatedNames(self.rows, naming)
    }

    func states(_ record: RecordID) -> Bool { stated.contains(record) }

    func isOfRow(_ kind: RecordKind) -> Bool { kind == assembly.naming.primary.kind || kind != .incident }

    func hasRow(of record: RecordID) -> Bool {
        assembly.naming.rowIDs(of: record).contains { row in
            let primary = assembly.naming.primary
            return stated.contains(assembly.naming.name(primary.kind, row, part: primary.part))
        }
    }

    /// Gives every record, in the order of incidents, an incident before its rows' records. They are read from the file's
    /// text anew: it is the smallest form in which all of them can be kept. While some are taken, the next are made.
    func forEachRecord(_ body: (StatedRecord) throws -> Void) throws {
        let making = RecordMaking(
            table: table, mapping: mapping, findings: findings, rows: rows, assembly: assembly, repeats: repeats)
        // Nothing is left at work when a record is refused.
        defer { making.finish() }
        let refused = RefusedCells()
        for cell in lateCells { try refused.spool.append(cell, row: cell.row) }
        cellFlags = RowSpool()
        var tallies: [String: UInt32] = [:]
        var nextStep = 0
        while let batch = try making.next() {
            for cell in batch.refused { try refused.spool.append(cell, row: cell.row) }
            for (row, flag) in batch.cellFlags where !known.contains(flag) {
                try cellFlags.append(flag.inRow(row), row: UInt32(clamping: row))
                tallies[flag.code, default: 0] += 1
            }
            for record in batch.records { try body(record) }
            if batch.rows.upperBound >= nextStep || batch.rows.upperBound == rows.count {
                progress?(batch.rows.upperBound, rows.count)
                nextStep = batch.rows.upperBound + rows.count / 100
            }
        }
        refused.spool.finish()
        cellFlags.finish()
        file.refusedCells = refused
        file.cellFlags = tallies.map { FlagTally(code: $0.key, count: $0.value) }
    }

    /// The records that a row makes or is a part of.
    func records(ofRow number: Int) throws -> [(id: RecordID, record: Record)] {
        guard let place = rows.firstIndex(where: { Int($0.number) == number }) else { return [] }
        let (known, incident) = (rows[place], rows[place].incident)
        // It needs the rows of its incident, and no others.
        let first = rows[..<place].lastIndex { $0.incident != incident }.map { $0 + 1 } ?? 0
        let all = Array(rows[first...].prefix { $0.incident == incident })
        let making = RecordMaking(table: table, mapping: mapping, findings: findings, rows: all, assembly: assembly)
        defer { making.finish() }
        var ids = Set(assembly.naming.names(known))
        ids = ids.filter { $0.kind != .incident || assembly.naming.makesIncidents }
        var records: [(id: RecordID, record: Record)] = []
        while let batch = try making.next() {
            for made in batch.records where ids.contains(made.id) {
                if let record = made.record { records.append((made.id, record)) }
            }
        }
        return records
    }
}

// What no record takes.
extension RecordSource {
    func forEachKeptCells(budget: Int, _ body: (KeptCells) throws -> Void) throws {
        let columns = (mapping.unknown + mapping.kept).sorted()
        if !columns.isEmpty {
            let headings = columns.map { mapping.header[$0] }
            var pieces = KeptPieces(headings, note: "columns that no field of a record takes", budget: budget)
            var (stored, row, nextFlag) = (table.reader, TableRow(), 0)
            func give(_ piece: KeptCells?) throws {
                guard var piece, let first = piece.rows.first, let last = piece.rows.last else { return }
                try cellFlags.read(rows: first.row...last.row, from: &nextFlag) { piece.flags.append($0) }
                try body(piece)
            }
            for number in 1...table.count {
                try stored.read(number, into: &row)
                guard columns.contains(where: { !row.isEmpty($0) }) else { continue }
                try give(pieces.add(row, columns.map { row.text($0) }))
            }
            try give(pieces.rest)
        }
        guard !late.isEmpty else { return }
        var pieces = KeptPieces(mapping.header, note: "rows that were not taken in", budget: budget)
        var (stored, row) = (table.reader, TableRow())
        for number in late {
            try stored.read(number, into: &row)
            if let piece = pieces.add(row, row.texts) { try body(piece) }
        }
        if let piece = pieces.rest { try body(piece) }
    }
}

/// Collects rows of cells until there are as many as one record can keep.
private struct KeptPieces {
    private let budget: Int
    private var piece: KeptCells
    private var bytes = 0

    init(_ columns: [String], note: String, budget: Int) {
        self.budget = budget
        piece = KeptCells(columns: columns, rows: [], note: note)
    }

    /// - Returns: the rows before this one where it would be too much with them; nil: it goes with them.
    mutating func add(_ row: TableRow, _ texts: [String]) -> KeptCells? {
        let size = texts.reduce(8) { $0 + $1.utf8.count + 4 }
        let isFull = !piece.rows.isEmpty && bytes + size > budget
        let full = isFull ? piece : nil
        if isFull { (piece.rows, bytes) = ([], 0) }
        piece.rows.append(ImportCellRow(row: UInt32(clamping: row.number), texts: texts))
        bytes += size
        return full
    }

    /// The last ones; nil: there are none.
    var rest: KeptCells? { piece.rows.isEmpty ? nil : piece }
}

extension Flag: Spoolable {
    func write(to writer: inout SpoolWriter) {
        for text in [code, field, detail] { writer.text(text) }
    }

    init(from reader: inout SpoolReader) {
        self.init(code: reader.text(), field: reader.text(), detail: reader.text())
    }
}
