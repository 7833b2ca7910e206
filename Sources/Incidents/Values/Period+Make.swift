extension Period {
    /// One day.
    public static func day(_ day: Day, basis: DateBasis = .occurred) -> Period {
        Period(
            firstDay: day, lastDay: day, precision: .day, basis: basis, year: day.year, month: day.month)
    }

    /// One calendar month, or nil where the calendar has no such month.
    ///
    /// - Parameter month: 1 to 12.
    public static func month(year: Int32, month: Int32, basis: DateBasis = .occurred) -> Period? {
        guard let first = Day(year: year, month: month, day: 1) else { return nil }
        let last = first.adding(days: Day.length(ofMonth: month, year: year) - 1)
        return Period(
            firstDay: first, lastDay: last, precision: .month, basis: basis, year: year, month: month)
    }

    /// One calendar year, or nil where it cannot be written (1 to 9999).
    public static func year(_ year: Int32, basis: DateBasis = .occurred) -> Period? {
        guard let first = Day(year: year, month: 1, day: 1), let last = Day(year: year, month: 12, day: 31) else {
            return nil
        }
        return Period(firstDay: first, lastDay: last, precision: .year, basis: basis, year: year, month: nil)
    }

    /// From `first` to `last`, both inclusive; nil where it would end before it begins.
    ///
    /// It counts in the year of its first day, and in that month where it does not leave it. With the basis
    /// `lastDayOfPeriod` it counts where its last day lies, as cumulative rows do.
    public static func days(_ first: Day, _ last: Day, basis: DateBasis = .occurred) -> Period? {
        guard first <= last else { return nil }
        guard first < last else { return .day(first, basis: basis) }
        let counted = basis == .lastDayOfPeriod ? last : first
        let isOneMonth = first.year == last.year && first.month == last.month
        return Period(
            firstDay: first, lastDay: last, precision: .range, basis: basis, year: counted.year,
            month: isOneMonth || basis == .lastDayOfPeriod ? counted.month : nil)
    }
}
