import Incidents
import Tables

/// The rows of a file as records, each read when it is asked for.
struct ExportRows: Sendable {
    let table: StoredTable
    let reader: RowReader

    /// - Parameter number: counts from 1 for the first row after the header.
    func row(_ number: Int) throws(ImportError) -> ExportRow {
        try reader.read(try cells(number), number: number)
    }

    /// The cells of a row as they stand.
    func cells(_ number: Int) throws(ImportError) -> [String] {
        try ImportError.wrapping { () throws(TableError) in try table.texts(number) }
    }
}

/// What the first reading of all rows finds, without what they say.
struct RowSurvey {
    /// When a row happened, in days and years that are smaller than any where it is not known.
    struct Time: Sendable {
        /// The first day of its period: a row dated to a month may lie before any day of it.
        var firstDay = Day(number: .min)
        var year: Int32 = .min
    }

    /// One for each row, in the order of the file, with identifiers as given.
    private(set) var rows: [IdentifiedRow] = []
    /// In the order of the file.
    private(set) var refused: [RefusedCell] = []
    /// What is found in cells that no record takes, in the order of the file.
    private(set) var cellFlags: [Flag] = []
    /// The bytes of each row's sources, in the order of the file.
    private(set) var sourceBytes: [Int32] = []
    /// In the order of the file.
    private(set) var times: [Time] = []

    init(_ rows: ExportRows, _ progress: ((Int, Int) -> Void)?) throws(ImportError) {
        let total = rows.table.count
        let step = max(1, total / 100)
        self.rows.reserveCapacity(total)
        sourceBytes.reserveCapacity(total)
        times.reserveCapacity(total)
        for number in 1...total {
            add(try rows.row(number))
            if number.isMultiple(of: step) || number == total { progress?(number, total) }
        }
    }

    private mutating func add(_ row: ExportRow) {
        rows.append(IdentifiedRow(number: row.number, givenID: row.givenID, mainID: row.mainID))
        refused += row.refused
        cellFlags += row.cellFlags.map { flag in
            Flag(code: flag.code, field: flag.field, detail: "row \(row.number): \(flag.detail)")
        }
        sourceBytes.append(Int32(clamping: RecordAssembly.size(of: row.deaths.notes.sources)))
        let occurred = row.deaths.occurred
        times.append(occurred.map { Time(firstDay: $0.firstDay, year: $0.year) } ?? Time())
    }
}
