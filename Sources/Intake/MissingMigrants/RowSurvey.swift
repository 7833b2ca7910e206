import Forms
import Incidents

/// The rows of a file as records, each read when it is asked for.
struct ExportRows: Sendable {
    let table: CSVTable
    let reader: RowReader

    /// - Parameter number: counts from 1 for the first row after the header.
    func row(_ number: Int) throws(ImportError) -> ExportRow {
        try reader.read(table.rows[number - 1].cells, number: number)
    }
}

/// What the first reading of all rows finds, without what they say.
struct RowSurvey {
    /// One for each row, in the order of the file, with identifiers as given.
    private(set) var rows: [IdentifiedRow] = []
    /// In the order of the file.
    private(set) var refused: [RefusedCell] = []
    /// The bytes of each row's sources, in the order of the file.
    private(set) var sourceBytes: [Int32] = []
    /// By the first day of each row's period: a row dated to a month may lie before any day of it.
    private(set) var newest: (row: Int, day: Day)?

    init(_ rows: ExportRows, _ progress: ((Int, Int) -> Void)?) throws(ImportError) {
        let total = rows.table.rows.count
        let step = max(1, total / 100)
        self.rows.reserveCapacity(total)
        sourceBytes.reserveCapacity(total)
        for number in 1...total {
            add(try rows.row(number))
            if number.isMultiple(of: step) || number == total { progress?(number, total) }
        }
    }

    private mutating func add(_ row: ExportRow) {
        rows.append(IdentifiedRow(number: row.number, rowID: row.rowID, mainID: row.mainID))
        refused += row.refused
        sourceBytes.append(Int32(clamping: RecordAssembly.size(of: row.deaths.notes.sources)))
        if let day = row.deaths.occurred?.firstDay, newest.map({ day > $0.day }) ?? true { newest = (row.number, day) }
    }
}
