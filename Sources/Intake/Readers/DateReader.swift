import Incidents
import Tables

/// When: a date, with the year and month columns, which win over it; the validation of every record flags where they
/// contradict.
final class DateReader: CellReader {
    struct Columns: Sendable {
        var date: CellColumn?
        var end: CellColumn?
        var year: CellColumn?
        var month: CellColumn?
        var precision: CellColumn?
        /// A text that begins with a word in rows that sum up a period.
        var cumulative: CellColumn?
    }

    private let column: Columns
    private let form: DateForm
    /// Of a precision column, in normal form.
    private let precisions: [String: DatePrecision]
    /// How the text of a row that sums up a period begins, in normal form.
    private let begins: String
    private let nothing: NothingWords
    @exclusivity(unchecked) private var dates = CellMemo<CellReading<Period>>()
    @exclusivity(unchecked) private var months = CellMemo<Int32?>()
    @exclusivity(unchecked) private var sums = CellMemo<Bool>()
    @exclusivity(unchecked) private var numeric = CellMemo<NumericDate?>()

    init(
        _ column: Columns, _ form: DateForm, precisions: [String: DatePrecision], begins: String, nothing: NothingWords
    ) {
        self.column = column
        self.form = form
        self.precisions = precisions
        self.begins = begins
        self.nothing = nothing
    }

    var columns: [CellColumn] {
        [column.date, column.end, column.year, column.month, column.precision, column.cumulative].compactMap(\.self)
    }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        period(row, &remarks).map { .period($0) } ?? .none
    }

    func period(_ row: TableRow, _ remarks: inout RowRemarks) -> Period? {
        let isSum = column.cumulative.map { isCumulative($0.bytes(row)) } ?? false
        let basis = isSum ? .lastDayOfPeriod : form.basis
        let year = year(row, &remarks)
        let month = month(row, &remarks)
        if var period = date(column.date, row, &remarks) {
            if let end = date(column.end, row, &remarks) { period = self.period(from: period, to: end, row, &remarks) }
            period = precise(period, row, &remarks)
            if isSum { period.basis = .lastDayOfPeriod }
            // The date may have been moved into another month or year by a time zone: the columns decide, and where they
            // say the year alone, a month of another year is none.
            if let month {
                if period.month != nil { period.month = month }
            } else if let year, year != period.year {
                period.month = nil
            }
            if let year { period.year = year }
            return period
        }
        guard let year else { return nil }
        return month.flatMap { Period.month(year: year, month: $0, basis: basis) } ?? Period.year(year, basis: basis)
    }

    private func isCumulative(_ cell: ArraySlice<UInt8>) -> Bool {
        guard cell.count >= begins.utf8.count, let first = cell.first else { return false }
        // Most texts begin with another letter.
        if 0x21..<0x7F ~= first, first | 0x20 != begins.utf8.first.map({ $0 | 0x20 }) { return false }
        return sums.value(cell.prefix(40)) { normalised($0.string).hasPrefix(begins) }
    }

    private func date(_ column: CellColumn?, _ row: TableRow, _ remarks: inout RowRemarks) -> Period? {
        guard let column else { return nil }
        let cell = column.bytes(row)
        if cell.isEmpty { return nil }
        let reading = dates.value(cell) { cell in
            nothing.contains(cell) ? .blank : readDate(cell.string, form)
        }
        switch reading {
        case .blank: return nil
        case .value(let period): return period
        case .refused(let reason):
            remarks.refuse(cell.string, column, reason)
            return nil
        }
    }

    private func period(from start: Period, to end: Period, _ row: TableRow, _ remarks: inout RowRemarks) -> Period {
        if let whole = Period.days(start.firstDay, end.lastDay, basis: form.basis) { return whole }
        if let column = column.end { remarks.refuse(column.text(row), column, "is before the first day") }
        return start
    }

    /// The month or the year of the day, where the row says that no more is known.
    private func precise(_ period: Period, _ row: TableRow, _ remarks: inout RowRemarks) -> Period {
        guard let column = column.precision else { return period }
        let cell = column.bytes(row)
        guard !nothing.contains(cell) else { return period }
        let day = period.firstDay
        switch precisions[normalised(cell.string)] {
        case .month: return Period.month(year: day.year, month: day.month, basis: period.basis) ?? period
        case .year: return Period.year(day.year, basis: period.basis) ?? period
        case .day, .range: return period
        case nil:
            remarks.refuse(cell.string, column, "is no precision that the mapping's table has")
            return period
        }
    }

    private func year(_ row: TableRow, _ remarks: inout RowRemarks) -> Int32? {
        guard let column = column.year else { return nil }
        let cell = column.bytes(row)
        if cell.isEmpty { return nil }
        switch readNumber(cell, .typed) {
        case .value(let year) where (1900...2999).contains(year): return Int32(year)
        case .blank: return nil
        case .value, .refused:
            if !nothing.contains(cell) { remarks.refuse(cell.string, column, "is not a year of four digits") }
            return nil
        }
    }

    private func month(_ row: TableRow, _ remarks: inout RowRemarks) -> Int32? {
        guard let column = column.month else { return nil }
        let cell = column.bytes(row)
        if nothing.contains(cell) { return nil }
        if let month = months.value(cell, { readMonth($0.string) }) { return month }
        remarks.refuse(cell.string, column, "is not a month")
        return nil
    }

    /// What a row says of the order of the file's dates.
    func addEvidence(_ row: TableRow, to evidence: inout DateEvidence) {
        let stated = column.month.flatMap { months.value($0.bytes(row)) { readMonth($0.string) } }
        for column in [column.date, column.end].compactMap(\.self) {
            let cell = column.bytes(row)
            // What begins with a letter has its month in words, but for `Mon, 10/27/2014`.
            guard cell.count >= 6, cell.contains(0x2F) || cell.contains(0x2E) || cell.contains(0x2D) else { continue }
            guard let date = numeric.value(cell, { NumericDate(trimmed($0.string)) }) else { continue }
            evidence.add(date, text: cell.string, month: stated, row: row.number)
        }
    }
}
