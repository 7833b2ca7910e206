import Incidents

/// Reads the date forms of the exports: `January 05, 2020`, `13-Jan-20`, `Mon, 10/27/2014 - 12:00`, ISO days and
/// instants, a range of two days, and a year and month alone.
///
/// An ISO instant gives the day as it is written: in which time zone it was written is not known, so it may lie in
/// another year than the row; the year column then wins, with a flag.
func readDate(_ cell: String, basis: DateBasis) -> CellReading<Period> {
    let text = trimmed(cell)
    guard !text.isEmpty else { return .blank }
    if let day = singleDay(text) { return .value(.day(day, basis: basis)) }
    if let month = monthAlone(text, basis: basis) { return .value(month) }
    for separator in [" to ", " \u{2013} ", " - "] {
        let ends = text.components(by: separator)
        guard ends.count == 2, let first = singleDay(ends[0]), let last = singleDay(ends[1]) else { continue }
        // A row that sums up a period counts on its last day: regions and years of the publisher's own totals do.
        return Period.days(first, last, basis: .lastDayOfPeriod).map { .value($0) }
            ?? .refused("ends before it begins")
    }
    return .refused("is not a date in any form of the exports")
}

/// 1 to 12 for an English month, whole or its first three letters, or a number; nil for anything else.
func readMonth(_ cell: some StringProtocol) -> Int32? {
    let text = normalised(cell)
    if let number = Int32(text) { return (1...12).contains(number) ? number : nil }
    guard text.utf8.count >= 3 else { return nil }
    let letters = text.hasSuffix(".") ? String(text.dropLast()) : text
    return monthNames.firstIndex {
        $0 == letters || $0.prefix(3) == letters || (letters == "sept" && $0 == "september")
    }
    .map { Int32($0 + 1) }
}

private let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]

private func singleDay(_ text: String) -> Day? {
    isoDay(text) ?? slashDay(text) ?? namedMonthDay(text)
}

/// `2019-12-31`, alone or with a time of day: `2019-12-31T23:00:00Z`, `2019-12-31 23:00:00+01:00`.
private func isoDay(_ text: String) -> Day? {
    let head = text.prefix(10)
    let parts = head.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2 else {
        return nil
    }
    let rest = text.dropFirst(10)
    guard rest.isEmpty || ((rest.first == "T" || rest.first == " ") && rest.dropFirst().first?.isNumber == true),
        rest.dropFirst().allSatisfy({ $0.isNumber || ":.+-Z".contains($0) })
    else { return nil }
    return day(parts[0], number(parts[1]), parts[2])
}

/// `Mon, 10/27/2014 - 12:00`, or `10/27/2014` alone: the month comes first.
private func slashDay(_ text: String) -> Day? {
    var rest = Substring(text)
    if let comma = rest.firstIndex(of: ","), rest[..<comma].allSatisfy(\.isLetter) {
        rest = rest[rest.index(after: comma)...].drop { $0 == " " }
    }
    if let dash = rest.firstIndex(of: "-") {
        guard rest[dash...].dropFirst().allSatisfy({ $0.isNumber || $0 == ":" || $0 == " " }) else { return nil }
        rest = rest[..<dash]
    }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map { trimmed($0) }
    guard parts.count == 3, parts[2].utf8.count == 4 else { return nil }
    return day(parts[2], number(parts[0]), parts[1])
}

/// `January 05, 2020`, `5 January 2020`, `13-Jan-20`.
private func namedMonthDay(_ text: String) -> Day? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "\u{A0}" }
    guard parts.count == 3 else { return nil }
    if parts[0].first?.isLetter == true {
        return day(parts[2], readMonth(parts[0]), parts[1])
    }
    return parts[1].first?.isLetter == true ? day(parts[2], readMonth(parts[1]), parts[0]) : nil
}

/// `January 2015`, `Jan-15`, `2015 January`, `2015-01`.
private func monthAlone(_ text: String, basis: DateBasis) -> Period? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "\u{A0}" }
    guard parts.count == 2 else { return nil }
    let isYearFirst = parts[0].utf8.count == 4 && parts[0].first?.isNumber == true
    guard let year = year(isYearFirst ? parts[0] : parts[1]), let month = readMonth(isYearFirst ? parts[1] : parts[0]),
        isYearFirst || parts[0].first?.isLetter == true
    else { return nil }
    return Period.month(year: year, month: month, basis: basis)
}

private func day(_ yearText: some StringProtocol, _ month: Int32?, _ dayText: some StringProtocol) -> Day? {
    guard let year = year(yearText), let month, let dayOfMonth = number(dayText), dayText.utf8.count <= 2 else {
        return nil
    }
    return Day(year: year, month: month, day: dayOfMonth)
}

/// Four digits, or two: the project began in 2014, so they are of this century.
private func year(_ text: some StringProtocol) -> Int32? {
    guard let value = number(text) else { return nil }
    switch text.utf8.count {
    case 4: return value
    case 2: return 2000 + value
    default: return nil
    }
}

private func number(_ text: some StringProtocol) -> Int32? {
    text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int32(text) : nil
}

extension String {
    /// The parts between occurrences of a separator.
    fileprivate func components(by separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
