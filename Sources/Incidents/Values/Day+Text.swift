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
