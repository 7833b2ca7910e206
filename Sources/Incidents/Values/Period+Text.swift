extension Period: CustomStringConvertible {
    static let allowedForms =
        "a day (2019-10-28), a month (2019-10), a year (2019), or first and last day (2019-10-28..2019-10-31)"

    /// Reads a day `2019-10-28`, a month `2019-10`, a year `2019`, or a range of any two of them, both inclusive,
    /// such as `2019-10-28..2019-10-31` or `2018..2019`.
    ///
    /// - Throws: ``ValidationError`` with code `notAPeriod`, `notADay` or `inconsistentPeriod`.
    public init(_ text: String, basis: DateBasis = .occurred) throws(ValidationError) {
        guard let dots = text.firstRange(of: "..") else {
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
