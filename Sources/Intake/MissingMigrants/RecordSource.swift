import Forms
import Incidents
import Tables

/// Which rows of a file make which record, and the records made of them one after the other.
struct RecordSource: RowSource {
    private struct Name: Sendable {
        var id: RecordID
        /// In `identified`. A record of deaths has one.
        var rows: Range<Int>
    }

    let file: SourceFile
    let unread: Set<RecordID>
    let years: Set<Int32>
    private let rows: ExportRows
    /// Rows that cannot be taken in, by number.
    private let refused: [Int]
    /// The others, in the order of their incidents, and within one of their identifiers.
    private let identified: [IdentifiedRow]
    /// By identifier, an incident before its deaths.
    private let records: [Name]
    private let assembly: RecordAssembly
    private let cellFlags: [Flag]

    /// - Parameters:
    ///   - identified: all rows of the file, each with an identifier of its own.
    ///   - refused: the numbers of rows that cannot be taken in, ascending.
    ///   - file: with the cells of these rows among those that were refused.
    /// - Throws: ``ImportError`` `rowTooLarge` for an incident of too many rows.
    init(
        _ survey: RowSurvey, rows: ExportRows, identified: [IdentifiedRow], refused: [Int],
        dataset: MissingMigrantsDataset, file: SourceFile
    ) throws(ImportError) {
        self.rows = rows
        self.file = file
        self.refused = refused
        assembly = RecordAssembly(dataset: dataset)
        cellFlags = survey.cellFlags
        let left = Set(refused)
        unread = Set(
            identified.lazy.filter { left.contains($0.number) }.flatMap {
                [dataset.name(.deaths, $0.rowID), dataset.name(.incident, $0.mainID)]
            })
        years = Set(identified.lazy.filter { !left.contains($0.number) }.map { survey.times[$0.number - 1].year })
            .subtracting([.min])
        self.identified = identified.filter { !left.contains($0.number) }
            .sorted { ($0.mainID, $0.rowID) < ($1.mainID, $1.rowID) }
        records = Self.names(of: self.identified, dataset)
        try checkIncidents(of: survey.sourceBytes)
    }

    var names: [RecordID] { records.map(\.id) }

    private static func names(of rows: [IdentifiedRow], _ dataset: MissingMigrantsDataset) -> [Name] {
        var names: [Name] = []
        names.reserveCapacity(rows.count * 2)
        var first = 0
        for index in rows.indices {
            names.append(Name(id: dataset.name(.deaths, rows[index].rowID), rows: index..<index + 1))
            guard index + 1 == rows.count || rows[index + 1].mainID != rows[index].mainID else { continue }
            names.append(Name(id: dataset.name(.incident, rows[index].mainID), rows: first..<index + 1))
            first = index + 1
        }
        names.sort { $0.id.isBefore($1.id) }
        return names
    }

    /// Makes the incidents that might be too large, so that a file with one is refused before anything is done with it.
    ///
    /// - Parameter sizes: the bytes of each row's sources, in the order of the file.
    private func checkIncidents(of sizes: [Int32]) throws(ImportError) {
        for name in records where name.id.kind == .incident {
            let size = name.rows.reduce(0) { $0 + Int(sizes[identified[$1].number - 1]) }
            if size > RecordAssembly.maximumSources { _ = try record(name, of: read(name.rows)) }
        }
    }

    private func read(_ range: Range<Int>) throws(ImportError) -> [ExportRow] {
        var read: [ExportRow] = []
        for index in range {
            let known = identified[index]
            var row = try rows.row(known.number)
            (row.givenID, row.rowID, row.mainID) = (known.givenID, known.rowID, known.mainID)
            if let flag = known.flag { row.deaths.notes.flags.append(flag) }
            read.append(row)
        }
        return read
    }

    private func record(_ name: Name, of rows: [ExportRow]) throws(ImportError) -> Record {
        name.id.kind == .deaths ? assembly.deaths(rows[0]) : try assembly.incident(rows)
    }

    /// Gives every record, by identifier, an incident before its deaths. They are read from the file's text anew: it is the
    /// smallest form in which all of them can be kept.
    func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws {
        // The rows that were read last: those of an incident are mostly those of the deaths that follow it.
        var rows: [ExportRow] = []
        var range = 0..<0
        for name in records {
            if !(range.contains(name.rows.lowerBound) && name.rows.upperBound <= range.upperBound) {
                rows = try read(name.rows)
                range = name.rows
            }
            let offset = name.rows.lowerBound - range.lowerBound
            try body(name.id, record(name, of: Array(rows[offset..<offset + name.rows.count])))
        }
    }

    func keptCells() throws -> [KeptCells] {
        let header = rows.reader.header
        var groups: [KeptCells] = []
        if !header.unknown.isEmpty {
            let columns = header.unknown.map { header.names[$0] }
            let kept = try (1...rows.table.count).compactMap { number -> ImportCellRow? in
                let cells = try rows.cells(number)
                let texts = header.unknown.map { cells[$0] }
                return texts.allSatisfy(\.isEmpty) ? nil : ImportCellRow(row: UInt32(clamping: number), texts: texts)
            }
            groups.append(
                KeptCells(
                    columns: columns, rows: kept, flags: cellFlags, note: "columns that no field of a record takes"))
        }
        if !refused.isEmpty {
            let kept = try refused.map { ImportCellRow(row: UInt32(clamping: $0), texts: try rows.cells($0)) }
            groups.append(KeptCells(columns: header.names, rows: kept, note: "rows that were not taken in"))
        }
        return groups
    }
}
