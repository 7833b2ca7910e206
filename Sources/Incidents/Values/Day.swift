/// A calendar day (proleptic Gregorian, no time zone): the unit in which sources date what they assert.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public var number: Int32

    /// - Parameter number: days since 1970-01-01.
    public init(number: Int32) {
        self.number = number
    }

    public static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }
}

extension Day {
    /// The days that can be written: 0001-01-01 to 9999-12-31.
    static let allowedYears: ClosedRange<Int32> = 1...9999

    /// The day of a calendar date, or nil where the calendar has no such day.
    ///
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12.
    ///   - day: 1 to the length of the month.
    public init?(year: Int32, month: Int32, day: Int32) {
        guard Day.allowedYears.contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(number: Day.number(year: year, month: month, day: day))
    }

    /// The number of days in a month.
    ///
    /// - Parameter month: 1 to 12.
    public static func length(ofMonth month: Int32, year: Int32) -> Int32 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int32) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    public var year: Int32 { civil.year }
    /// 1 to 12.
    public var month: Int32 { civil.month }
    /// 1 to 31.
    public var dayOfMonth: Int32 { civil.day }

    /// The day `days` later, or earlier where negative; the last or the first that a number can state where there is none.
    public func adding(days: Int32) -> Day {
        Day(number: Int32(clamping: Int64(number) + Int64(days)))
    }

    /// Days since 1970-01-01. Counts in eras of 400 years (146,097 days) that begin in March, so that the leap day is
    /// the last day of its year and months have fixed offsets. Source: Howard Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms", `days_from_civil`.
    private static func number(year: Int32, month: Int32, day: Int32) -> Int32 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The inverse of `number(year:month:day:)`; `civil_from_days` of the same source. In 64 bits, so that no day
    /// number overflows on the way.
    public var civil: (year: Int32, month: Int32, day: Int32) {
        let shifted = Int64(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int32(year), Int32(month), Int32(day))
    }
}

extension Day: CustomStringConvertible {
    /// Reads `YYYY-MM-DD`.
    ///
    /// - Throws: ``ValidationError`` with code `notADay`: for another form, and for a day that the calendar does not
    ///   have, such as 2019-02-30.
    public init(_ text: String) throws(ValidationError) {
        guard let (year, month, day) = Day.fields(of: text) else {
            throw Day.refusal(text, "is not written as a day", "YYYY-MM-DD, for example 2019-10-28")
        }
        guard Day.allowedYears.contains(year) else {
            throw Day.refusal(text, "has no year that the calendar counts", "years 0001 to 9999")
        }
        guard (1...12).contains(month) else {
            throw Day.refusal(text, "is not a day of the calendar", "months 01 to 12")
        }
        guard let value = Day(year: year, month: month, day: day) else {
            let length = Day.length(ofMonth: month, year: year)
            let name = Day.monthNames[Int(month) - 1]
            throw Day.refusal(
                text, "is not a day of the calendar", "days 01 to \(length), since \(name) \(year) has \(length) days")
        }
        self = value
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = civil
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func refusal(_ text: String, _ problem: String, _ allowed: String) -> ValidationError {
        ValidationError(code: .notADay, given: text, problem: problem, allowed: allowed)
    }

    /// Year, month and day where the text has the form, whatever the numbers.
    private static func fields(of text: String) -> (Int32, Int32, Int32)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = digits(parts[0], 4), let month = digits(parts[1], 2),
            let day = digits(parts[2], 2)
        else { return nil }
        return (year, month, day)
    }

    /// The number that exactly `count` ASCII digits write.
    static func digits(_ text: Substring, _ count: Int) -> Int32? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int32(text)
    }
}

/// Decimal, with zeros in front up to `width` digits; a minus sign stands before the zeros.
func padded(_ value: some BinaryInteger, to width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
}
