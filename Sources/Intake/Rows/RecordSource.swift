import Incidents
import Tables

/// Which rows of a file make which record, and the records made of them one after the other.
final class RecordSource: RowSource {
    /// With the cells that could not be read, once all records were made.
    private(set) var file: SourceFile
    let years: Set<Int32>
    /// How rows without identifiers were followed; nil: there are none.
    let following: RowFollowing?
    let notices: [String]
    var repeats: RowRepeats?
    var progress: ((_ done: Int, _ total: Int) -> Void)?
    private let table: StoredTable
    private let mapping: CompiledMapping
    private let findings: TableFindings
    /// The rows that cannot be taken in, ascending, and the cells that say so.
    private let late: [Int]
    private let lateCell: (Int) throws -> RefusedCell
    /// The others, in the order of their incidents, and within one of their identifiers.
    private let rows: SortedSpool<IdentifiedRow>
    private let assembly: RecordAssembly
    private let stated: StatedNames
    private let unread: StatedNames
    /// What earlier imports found in such cells.
    var known = KnownFindings()
    /// What is found in cells that no record takes, by row, and was not before.
    private var cellFlags = SortedSpool(by: RowFlag.key)

    /// - Parameters:
    ///   - named: all rows of the file, each with an identifier of its own.
    ///   - years: of the rows that can be taken in.
    ///   - late: the rows that cannot, ascending.
    ///   - lateCell: gives the cell that dates such a row.
    ///   - file: without cells that could not be read.
    init(
        _ named: NamedRows, years: Set<Int32>, table: StoredTable, mapping: CompiledMapping, findings: TableFindings,
        late: [Int], lateCell: @escaping (Int) throws -> RefusedCell, file: SourceFile
    ) throws {
        self.table = table
        self.mapping = mapping
        self.findings = findings
        self.file = file
        self.years = years
        self.late = late
        self.lateCell = lateCell
        following = named.following
        notices = [named.repetition, named.following?.sentence].compactMap(\.self)
        assembly = RecordAssembly(mapping)
        rows = named.rows
        stated = try StatedNames(named.rows, assembly.naming)
        unread = try StatedNames(named.late, assembly.naming, asksTemplates: false)
    }

    func states(_ record: RecordID) throws -> Bool { try stated.contains(record) }

    func isUnread(_ record: RecordID) throws -> Bool { try unread.contains(record) }

    var looksIntoKeptCells: Bool { !ThirdPartyColumn.all(of: mapping).isEmpty }

    func isOfRow(_ kind: RecordKind) -> Bool { kind == assembly.naming.primary.kind || kind != .incident }

    func hasRow(of record: RecordID) throws -> Bool {
        try assembly.naming.rowIDs(of: record).contains { row in
            let primary = assembly.naming.primary
            return try stated.contains(assembly.naming.name(primary.kind, row, part: primary.part))
        }
    }

    /// Gives every record, in the order of incidents, an incident before its rows' records. They are read from the file's
    /// text anew: it is the smallest form in which all of them can be kept. While some are taken, the next are made.
    func forEachRecord(_ body: (StatedRecord) throws -> Void) throws {
        let making = try RecordMaking(
            table: table, mapping: mapping, findings: findings, rows: rows, assembly: assembly, repeats: repeats)
        // Nothing is left at work when a record is refused.
        defer { making.finish() }
        let refused = RefusedCells()
        for row in late { try refused.append(try lateCell(row)) }
        cellFlags = SortedSpool(by: RowFlag.key)
        var tallies: [String: UInt32] = [:]
        var (done, nextStep) = (0, 0)
        while let batch = try making.next() {
            for cell in batch.refused { try refused.append(cell) }
            for (row, flag) in batch.cellFlags where try !known.contains(flag) {
                try cellFlags.append(RowFlag(row: UInt32(clamping: row), flag: flag.inRow(row)))
                tallies[flag.code, default: 0] += 1
            }
            for record in batch.records { try body(record) }
            done += batch.rows.count
            if done >= nextStep || done == rows.count {
                progress?(done, rows.count)
                nextStep = done + rows.count / 100
            }
        }
        try refused.finish()
        try cellFlags.finish()
        file.refusedCells = refused
        file.cellFlags = tallies.map { FlagTally(code: $0.key, count: $0.value) }
    }

    /// The records that a row makes or is a part of.
    func records(ofRow number: Int) throws -> [(id: RecordID, record: Record)] {
        var known: IdentifiedRow?
        try rows.read { row in
            if Int(row.number) == number { known = row }
            return known == nil
        }
        guard let known else { return [] }
        // It needs the rows of its incident, and no others.
        let all = SortedSpool(by: IdentifiedRow.keyOfIncident)
        var cursor = try rows.cursor()
        try cursor.seek(SortKey(known.incident))
        while let row = try cursor.next(), row.incident == known.incident { try all.append(row) }
        try all.finish()
        let making = try RecordMaking(table: table, mapping: mapping, findings: findings, rows: all, assembly: assembly)
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
            var (stored, row, flags) = (table.reader, TableRow(), try cellFlags.cursor())
            func give(_ piece: KeptCells?) throws {
                guard var piece, let first = piece.rows.first, let last = piece.rows.last else { return }
                while let found = flags.element, found.row <= last.row {
                    if found.row >= first.row { piece.flags.append(found.flag) }
                    try flags.advance()
                }
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
