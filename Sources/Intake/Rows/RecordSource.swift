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
    private var cellFlags: [(row: Int, flag: Flag)] = []

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
        rows = (isLate.isEmpty ? named.rows : named.rows.filter { !isLate.contains(Int($0.number)) })
            .sorted { ($0.incident, $0.rowID) < ($1.incident, $1.rowID) }
    }

    var names: [RecordID] {
        var names: [RecordID] = []
        names.reserveCapacity(rows.count * assembly.naming.templates.count)
        for (index, row) in rows.enumerated() {
            let isSame = index > 0 && rows[index - 1].incident == row.incident
            for (place, template) in assembly.naming.templates.enumerated()
            where row.makes(place) && (template.kind != .incident || !isSame) {
                names.append(
                    template.kind == .incident
                        ? assembly.naming.name(.incident, row.incident)
                        : assembly.naming.name(template.kind, row.rowID, part: template.part))
            }
        }
        return names
    }

    func isOfRow(_ kind: RecordKind) -> Bool { kind == assembly.naming.primary.kind || kind != .incident }

    func hasRow(of record: RecordID, _ stated: Set<RecordID>) -> Bool {
        assembly.naming.rowIDs(of: record).contains { row in
            let primary = assembly.naming.primary
            return stated.contains(assembly.naming.name(primary.kind, row, part: primary.part))
        }
    }

    /// Gives every record, in the order of incidents, an incident before its rows' records. They are read from the file's
    /// text anew: it is the smallest form in which all of them can be kept. While some are taken, the next are made.
    func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws {
        let makers = RecordMaking(table: table, mapping: mapping, findings: findings, rows: rows, assembly: assembly)
        var refused: [RefusedCell] = []
        cellFlags = []
        var next: RecordMaking.Batch? = makers.begin(at: 0)
        // Nothing is left at work when a record is refused.
        defer { next?.finish() }
        while let batch = next {
            batch.finish()
            next = batch.end < rows.count ? makers.begin(at: batch.end) : nil
            if let failure = batch.failure { throw failure }
            refused += batch.refused
            cellFlags += batch.cellFlags
            for made in batch.records { try body(made.id, made.record) }
            progress?(batch.end, rows.count)
        }
        file.refusedCells = (refused + lateCells).sorted { $0.row < $1.row }
        cellFlags.sort { $0.row < $1.row }
        file.cellFlags = Dictionary(grouping: cellFlags, by: \.flag.code)
            .map { FlagTally(code: $0, count: UInt32(clamping: $1.count)) }
    }

    /// The records that a row makes or is a part of.
    func records(ofRow number: Int) throws -> [(id: RecordID, record: Record)] {
        guard let known = rows.first(where: { Int($0.number) == number }) else { return [] }
        var ids = Set(assembly.naming.names(known))
        ids = ids.filter { $0.kind != .incident || assembly.naming.makesIncidents }
        var records: [(id: RecordID, record: Record)] = []
        try forEachRecord { id, record in if ids.contains(id) { records.append((id, record)) } }
        return records
    }

    func keptCells() throws -> [KeptCells] {
        var groups: [KeptCells] = []
        let columns = (mapping.unknown + mapping.kept).sorted()
        if !columns.isEmpty {
            var kept: [ImportCellRow] = []
            var row = TableRow()
            for number in 1...table.count {
                try table.read(number, into: &row)
                guard columns.contains(where: { !row.isEmpty($0) }) else { continue }
                kept.append(ImportCellRow(row: UInt32(clamping: number), texts: columns.map { row.text($0) }))
            }
            groups.append(
                KeptCells(
                    columns: columns.map { mapping.header[$0] }, rows: kept, flags: cellFlags.map(\.flag),
                    note: "columns that no field of a record takes"))
        }
        if !late.isEmpty {
            let kept = try late.map { ImportCellRow(row: UInt32(clamping: $0), texts: try table.texts($0)) }
            groups.append(KeptCells(columns: mapping.header, rows: kept, note: "rows that were not taken in"))
        }
        return groups
    }
}
