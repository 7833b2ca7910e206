/// When something occurred: one or more days, how precisely they are known, and the year and month it counts in.
public struct Period: Hashable, Sendable {
    public var firstDay: Day
    /// Inclusive; equal to `firstDay` for one day.
    public var lastDay: Day
    public var precision: DatePrecision
    public var basis: DateBasis
    /// The year it counts in. A source's own year column wins over its dates; a flag says where they contradict.
    public var year: Int32
    /// 1 to 12, or nil where it is not known.
    public var month: Int32?

    public init(
        firstDay: Day, lastDay: Day, precision: DatePrecision, basis: DateBasis, year: Int32, month: Int32?
    ) {
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.precision = precision
        self.basis = basis
        self.year = year
        self.month = month
    }
}

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

extension Period: CustomStringConvertible {
    static let allowedForms =
        "a day (2019-10-28), a month (2019-10), a year (2019), or first and last day (2019-10-28..2019-10-31)"

    /// Reads a day `2019-10-28`, a month `2019-10`, a year `2019`, or a range of any two of them, both inclusive,
    /// such as `2019-10-28..2019-10-31` or `2018..2019`.
    ///
    /// - Throws: ``ValidationError`` with code `notAPeriod`, `notADay` or `inconsistentPeriod`.
    public init(_ text: String, basis: DateBasis = .occurred) throws(ValidationError) {
        // Hardly any has a dot, and to look for one byte costs next to nothing.
        guard text.utf8.contains(UInt8(ascii: ".")), let dots = text.firstRange(of: "..") else {
            self = try Period.single(text, basis: basis)
            return
        }
        let first = try Period.single(String(text[..<dots.lowerBound]), basis: basis)
        let last = try Period.single(String(text[dots.upperBound...]), basis: basis)
        guard let range = Period.days(first.firstDay, last.lastDay, basis: basis) else {
            throw ValidationError(
                code: .inconsistentPeriod, given: text, problem: "ends before it begins",
                allowed: "the earlier day first: \(last.firstDay)..\(first.lastDay)")
        }
        self = range
    }

    /// As `init(_:basis:)` reads it, without the basis: `2019-10-28`, `2019-10`, `2019`, `2019-10-28..2019-10-31`.
    public var notation: String {
        switch precision {
        case .day where firstDay == lastDay: firstDay.description
        case .month where self == Period.month(year: year, month: month ?? 0, basis: basis):
            String(firstDay.description.dropLast(3))
        case .year where self == Period.year(year, basis: basis): padded(year, to: 4)
        default: "\(firstDay)..\(lastDay)"
        }
    }

    /// The notation, and what it does not say: a basis that is not the day of the event, a precision or a year and
    /// month that do not follow from the days.
    public var description: String {
        var remarks: [String] = []
        if basis != .occurred { remarks.append(basis.code) }
        let plain = try? Period(notation, basis: basis)
        if plain?.precision != precision { remarks.append("to the \(precision.code)") }
        if plain?.year != year || plain?.month != month {
            remarks.append("counted in \(padded(year, to: 4))" + (month.map { "-" + padded($0, to: 2) } ?? ""))
        }
        return remarks.isEmpty ? notation : "\(notation) (\(remarks.joined(separator: ", ")))"
    }

    private static func single(_ text: String, basis: DateBasis) throws(ValidationError) -> Period {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 1, let number = Day.digits(parts[0], 4), let year = Period.year(number, basis: basis) {
            return year
        }
        if parts.count == 2, let number = Day.digits(parts[0], 4), let digits = Day.digits(parts[1], 2) {
            guard let month = Period.month(year: number, month: digits, basis: basis) else {
                throw ValidationError(
                    code: .notAPeriod, given: text, problem: "is not a month of the calendar",
                    allowed: "months 01 to 12 of the years 0001 to 9999")
            }
            return month
        }
        guard parts.count == 3 else {
            throw ValidationError(
                code: .notAPeriod, given: text, problem: "is not written as a period", allowed: allowedForms)
        }
        return .day(try Day(text), basis: basis)
    }
}

/// Years as people write them: `2021`, or the first and the last, `2019..2021`.
public enum YearRange {
    /// - Returns: nil where the text is neither, or ends before it begins.
    public static func range(_ text: String) -> ClosedRange<Int32>? {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = Int32(parts[0]), let last = Int32(parts[parts.count - 1]),
            (1...9999).contains(first), first <= last, last <= 9999
        else { return nil }
        return first...last
    }

    /// Some years, in the shortest form: `2014..2016, 2019`.
    public static func text(of years: some Sequence<Int32>) -> String {
        var ranges: [ClosedRange<Int32>] = []
        for year in Set(years).sorted() {
            if let last = ranges.last, last.upperBound + 1 == year {
                ranges[ranges.count - 1] = last.lowerBound...year
            } else {
                ranges.append(year...year)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" }
            .joined(separator: ", ")
    }
}
