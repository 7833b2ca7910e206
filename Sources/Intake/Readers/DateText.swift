import Incidents
import Tables

/// How the dates of a column are to be read.
struct DateForm: Hashable, Sendable {
    var basis = DateBasis.occurred
    var order = DateOrder.undecided
    /// Of serial numbers, which spreadsheets show as dates.
    var system = DateSystem.from1900
}

/// Reads a date: `January 05, 2020`, `13-Jan-20`, `Mon, 10/27/2014 - 12:00`, `05/11/2015`, ISO days and instants, a
/// spreadsheet's serial number, a range of two days, a month or a year alone.
///
/// An ISO instant gives the day as it is written: in which time zone it was written is not known, so it may lie in
/// another year than the row; the year column then wins, with a flag.
func readDate(_ cell: String, _ form: DateForm) -> CellReading<Period> {
    let text = trimmed(cell)
    guard !text.isEmpty else { return .blank }
    if let day = isoDay(text) ?? namedMonthDay(text) ?? serialDay(text, form.system) {
        return .value(.day(day, basis: form.basis))
    }
    if let date = NumericDate(text) {
        if let day = date.day(inFileOf: form.order) { return .value(.day(day, basis: form.basis)) }
        if form.order == .undecided, date.orders.count == 2 {
            return .refused("could be two days, and no date of the file says whether the day or the month comes first")
        }
        return .refused(
            date.orders.isEmpty
                ? "is no day of the calendar"
                : "is no date in the order \(form.order.words), which the file's dates have")
    }
    if let month = monthAlone(text, basis: form.basis) { return .value(month) }
    if let year = plainYear(text) {
        return Period.year(year, basis: form.basis).map { .value($0) } ?? .refused("is no year")
    }
    for separator in [" to ", " \u{2013} ", " - ", "/", ".."] {
        let ends = text.split(separator: separator, omittingEmptySubsequences: false).map { trimmed($0) }
        guard ends.count == 2, let first = singleDay(ends[0], form), let last = singleDay(ends[1], form) else {
            continue
        }
        // A row that sums up a period counts on its last day: regions and years of the publisher's own totals do.
        return Period.days(first, last, basis: .lastDayOfPeriod).map { .value($0) }
            ?? .refused("ends before it begins")
    }
    return .refused("is not a date in any form that is read here")
}

private func singleDay(_ text: String, _ form: DateForm) -> Day? {
    isoDay(text) ?? namedMonthDay(text) ?? NumericDate(text)?.day(inFileOf: form.order)
}

/// 1 to 12 for a month in words, whole or in English its first three letters, or a number; nil for anything else.
func readMonth(_ cell: some StringProtocol) -> Int32? {
    let text = normalised(cell)
    if let number = Int32(text) { return (1...12).contains(number) ? number : nil }
    guard text.utf8.count >= 3 else { return nil }
    let letters = text.hasSuffix(".") ? String(text.dropLast()) : text
    if let month = monthsByName[letters] { return month }
    return monthNames.firstIndex { $0.prefix(3) == letters }.map { Int32($0 + 1) }
}

private let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]

/// English, French, Spanish, Italian, Portuguese and German.
private let monthsByName: [String: Int32] = {
    let others = [
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januar februar märz april mai juni juli august september oktober november dezember",
    ].map { $0.split(separator: " ").map(String.init) }
    var months = ["sept": Int32(9)]
    for names in [monthNames] + others {
        for (index, name) in names.enumerated() { months[name] = Int32(index + 1) }
    }
    return months
}()

/// `2019-12-31`, alone or with a time of day: `2019-12-31T23:00:00Z`, `2019-12-31 23:00:00+01:00`; also `2019/12/31`.
private func isoDay(_ text: String) -> Day? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 8, bytes[0..<4].allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    let mark = bytes[4]
    guard mark == 0x2D || mark == 0x2F || mark == 0x2E else { return nil }
    let parts = text.split(separator: Character(Unicode.Scalar(mark)), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let month = NumericDate.number(parts[1]) else { return nil }
    let day = parts[2].prefix { $0.isASCII && $0.isNumber }
    let rest = parts[2].dropFirst(day.count)
    guard rest.isEmpty || ((rest.first == "T" || rest.first == " ") && rest.dropFirst().first?.isNumber == true),
        rest.dropFirst().allSatisfy({ $0.isNumber || ":.+-Z".contains($0) }), let number = NumericDate.number(day),
        let year = Int32(parts[0])
    else { return nil }
    return Day(year: year, month: month, day: number)
}

/// `January 05, 2020`, `5 January 2020`, `13-Jan-20`.
private func namedMonthDay(_ text: String) -> Day? {
    var parts = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "\u{A0}" }
    // `5 de enero de 2020`
    if parts.count == 5, parts[1] == "de", parts[3] == "de" { parts = [parts[0], parts[2], parts[4]] }
    guard parts.count == 3 else { return nil }
    if parts[0].first?.isLetter == true { return day(parts[2], readMonth(parts[0]), parts[1]) }
    return parts[1].first?.isLetter == true ? day(parts[2], readMonth(parts[1]), parts[0]) : nil
}

private func day(_ yearText: some StringProtocol, _ month: Int32?, _ dayText: some StringProtocol) -> Day? {
    guard let year = NumericDate.year(yearText), let month, let day = NumericDate.number(dayText.prefix { $0 != "." })
    else {
        return nil
    }
    return Day(year: year, month: month, day: day)
}

/// `January 2015`, `Jan-15`, `2015 January`, `2015-01`, `01/2015`.
private func monthAlone(_ text: String, basis: DateBasis) -> Period? {
    let parts = text.split { " ,-/.\u{A0}".contains($0) }
    guard parts.count == 2 else { return nil }
    let isYearFirst = parts[0].utf8.count == 4 && parts[0].first?.isNumber == true
    let (yearText, monthText) = isYearFirst ? (parts[0], parts[1]) : (parts[1], parts[0])
    guard let year = NumericDate.year(yearText), let month = readMonth(monthText),
        isYearFirst || yearText.utf8.count == 4 || monthText.first?.isLetter == true
    else { return nil }
    return Period.month(year: year, month: month, basis: basis)
}

private func plainYear(_ text: String) -> Int32? {
    guard text.utf8.count == 4, let year = NumericDate.year(text), 1900...2999 ~= year else { return nil }
    return year
}

/// A whole number of five digits, or one with a time of day as its fraction, as spreadsheets count days.
private func serialDay(_ text: String, _ system: DateSystem) -> Day? {
    guard 5...24 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }),
        let serial = Double(text),
        20_000..<80_000 ~= serial, let written = system.text(serial)
    else { return nil }
    return try? Day(String(written.prefix(10)))
}
