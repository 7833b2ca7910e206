import Incidents

extension RowReader {
    /// When: the date, with the year and month columns, which win over it; the validation of every record
    /// flags where they contradict.
    func readPeriod(_ cell: RowCells, into deaths: inout Deaths, _ remarks: inout RowRemarks) {
        let basis = dateBasis(cell)
        let year = readYear(cell, &remarks)
        let month = readMonthColumn(cell, &remarks)
        switch readDate(cell[.date], basis: basis) {
        case .value(var period):
            // The date may have been moved into another month or year by a time zone: the columns decide, and where they
            // say the year alone, a month of another year is none.
            if let month {
                if period.month != nil { period.month = month }
            } else if let year, year != period.year {
                period.month = nil
            }
            if let year { period.year = year }
            deaths.occurred = period
            return
        case .refused(let reason):
            remarks.refuse(cell[.date], column: header.name(of: .date), field: "occurred", reason)
        case .blank:
            break
        }
        guard let year else { return }
        deaths.occurred =
            month.flatMap { Period.month(year: year, month: $0, basis: basis) } ?? Period.year(year, basis: basis)
    }

    /// A cumulative row carries the last day of its period; the exports mark one only in its description, as in
    /// "Cumulative total 1 Jan - 20 Dec 2019 for …".
    private func dateBasis(_ cell: RowCells) -> DateBasis {
        if normalised(cell[.location].prefix(40)).hasPrefix("cumulative") { return .lastDayOfPeriod }
        return normalised(header.name(of: .date)).hasPrefix("reported") ? .reported : .occurred
    }

    private func readYear(_ cell: RowCells, _ remarks: inout RowRemarks) -> Int32? {
        switch readNumber(cell[.year]) {
        case .blank: return nil
        case .value(let year) where (1900...2999).contains(year): return Int32(year)
        case .value, .refused:
            remarks.refuse(
                cell[.year], column: header.name(of: .year), field: "occurred.year", "is not a year of four digits")
            return nil
        }
    }

    private func readMonthColumn(_ cell: RowCells, _ remarks: inout RowRemarks) -> Int32? {
        let text = cell[.month]
        guard !trimmed(text).isEmpty else { return nil }
        if let month = readMonth(text) { return month }
        remarks.refuse(text, column: header.name(of: .month), field: "occurred.month", "is not a month")
        return nil
    }
}
