extension Checker {
    /// - Parameter isExpected: a record of this kind counts in a year, so that a missing time is flagged.
    mutating func check(_ period: Period?, _ field: String, isExpected: Bool = false) {
        guard let period else {
            if isExpected { flag(.timeNotStated, field, "counts in no year") }
            return
        }
        checkForm(period, field)
        if let knownAt, period.firstDay > knownAt {
            refuse(
                .tooLate, field, given: period.notation, "is after the day on which it was known",
                allowed: "\(knownAt) or earlier")
        }
        checkYear(period, field)
    }

    /// Days in order and within the calendar, a month that exists, a precision that the days bear out.
    private mutating func checkForm(_ period: Period, _ field: String) {
        if period.lastDay < period.firstDay {
            refuse(
                .inconsistentPeriod, field, given: period.notation, "ends before it begins",
                allowed: "a last day of \(period.firstDay) or later")
        }
        if let month = period.month, !(1...12).contains(month) {
            refuse(.inconsistentPeriod, field + ".month", given: "\(month)", "is not a month", allowed: "1 to 12")
        }
        for year in [period.year, period.firstDay.year, period.lastDay.year] where !Day.allowedYears.contains(year) {
            refuse(
                .inconsistentPeriod, field + ".year", given: "\(year)", "is not a year that the calendar counts",
                allowed: "1 to 9999")
            return
        }
        if period.precision == .day, period.firstDay != period.lastDay {
            refuse(
                .inconsistentPeriod, field + ".precision", given: period.notation,
                "is more than one day although its precision is \"day\"", allowed: "month, year, range")
        }
    }

    private mutating func checkYear(_ period: Period, _ field: String) {
        if !Checker.countsWithinItsDays(period) {
            let counted = padded(period.year, to: 4) + (period.month.map { "-" + padded($0, to: 2) } ?? "")
            flag(.yearContradictsDays, field, "counts in \(counted), its days are \(period.notation)")
        }
        if period.firstDay.year < 1950 {
            flag(.implausiblyOld, field, "begins on \(period.firstDay)")
        }
    }

    /// In 64 bits, since the year may be any number as long as nobody has checked it.
    private static func countsWithinItsDays(_ period: Period) -> Bool {
        let (first, last) = (period.firstDay.civil, period.lastDay.civil)
        guard let month = period.month else { return first.year <= period.year && period.year <= last.year }
        let counted = Int64(period.year) * 12 + Int64(month)
        return Int64(first.year) * 12 + Int64(first.month) <= counted
            && counted <= Int64(last.year) * 12 + Int64(last.month)
    }

    /// A day on which something was published or to which it refers: not after the day on which it was known.
    mutating func check(_ day: Day?, _ field: String) {
        guard let day, let knownAt, day > knownAt else { return }
        refuse(
            .tooLate, field, given: day.description, "is after the day on which it was known",
            allowed: "\(knownAt) or earlier")
    }
}
