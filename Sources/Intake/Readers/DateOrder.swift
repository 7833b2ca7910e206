import Incidents

/// In which order a date of numbers alone has its parts. One file has one order.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case yearFirst = "ymd"
    case dayFirst = "dmy"
    case monthFirst = "mdy"
    /// Nothing decides it: a date that could be two days is neither.
    case undecided

    /// As mappings give it; `auto`: by the file as a whole.
    static let names = ["ymd", "dmy", "mdy", "auto"]

    /// As people say it.
    var words: String {
        switch self {
        case .yearFirst: "year, month, day"
        case .dayFirst: "day, month, year"
        case .monthFirst: "month, day, year"
        case .undecided: "undecided"
        }
    }
}

/// A day as three numbers that do not say themselves which is which: `05/11/2015`, with the day of the week where the
/// text has it.
struct NumericDate: Hashable {
    var first: Int32
    var second: Int32
    var year: Int32
    var weekday: Int?

    /// - Parameter text: `05/11/2015`, `5.11.15`, `Mon, 10/27/2014 - 12:00`, `05/11/2015 12:00:00`; nil: it has another form.
    init?(_ text: String) {
        var rest = Substring(text)
        var weekday: Int?
        if rest.utf8.first.map({ !(0x30...0x39 ~= $0) }) == true {
            guard let end = rest.firstIndex(where: { !$0.isLetter && $0 != "." }),
                let found = NumericDate.weekdays.firstIndex(where: { rest.lowercased().hasPrefix($0) })
            else { return nil }
            weekday = found
            rest = rest[end...].drop { $0 == "," || $0 == " " }
        }
        guard let mark = rest.first(where: { !$0.isNumber && $0 != " " }), mark == "/" || mark == "." || mark == "-"
        else {
            return nil
        }
        let parts = rest.split(separator: mark, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let third = parts[2].drop { $0 == " " }
        let digits = third.prefix { $0.isNumber }
        guard NumericDate.isTime(third.dropFirst(digits.count)), let year = NumericDate.year(digits),
            let first = NumericDate.number(trimmed(parts[0])), let second = NumericDate.number(trimmed(parts[1]))
        else { return nil }
        (self.first, self.second, self.year, self.weekday) = (first, second, year, weekday)
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Nothing, or a time of day: ` - 12:00`, ` 00:00:00`, `T12:00Z`.
    private static func isTime(_ text: Substring) -> Bool {
        text.isEmpty
            || (" T-,".contains(text.first ?? "?") && text.allSatisfy { $0.isNumber || ":.+-ZT ,APMapm".contains($0) })
    }

    static func number(_ text: some StringProtocol) -> Int32? {
        guard 1...2 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int32(text)
    }

    /// Four digits, or two: from 1970 to 2069.
    static func year(_ text: some StringProtocol) -> Int32? {
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let value = Int32(text) else { return nil }
        switch text.utf8.count {
        case 4: return value
        case 2: return value < 70 ? 2000 + value : 1900 + value
        default: return nil
        }
    }

    func day(_ order: DateOrder) -> Day? {
        switch order {
        case .dayFirst: Day(year: year, month: second, day: first)
        case .monthFirst: Day(year: year, month: first, day: second)
        case .yearFirst, .undecided: nil
        }
    }

    /// The orders in which it is a day; of two, the one in which the day of the week is right.
    var orders: [DateOrder] {
        let possible = [DateOrder.dayFirst, .monthFirst].filter { day($0) != nil }
        guard possible.count == 2, let weekday, day(.dayFirst) != day(.monthFirst) else { return possible }
        // 1970-01-01 was a Thursday.
        let right = possible.filter { order in
            guard let number = day(order)?.number else { return false }
            return (Int(number) % 7 + 7 + 3) % 7 == weekday
        }
        return right.count == 1 ? right : possible
    }

    /// The day, in the order of the file, or where it can only be one.
    func day(inFileOf order: DateOrder) -> Day? {
        if order == .undecided || weekday != nil {
            let possible = orders
            if possible.count == 1 || (possible.count == 2 && first == second) { return day(possible[0]) }
        }
        return day(order)
    }
}

/// What the dates of a file say of their order.
struct DateEvidence: Sendable {
    struct Cell: Sendable {
        var row: Int
        var text: String
    }

    /// The first date that can only be day first, and the first that can only be month first.
    private(set) var dayFirst: Cell?
    private(set) var monthFirst: Cell?
    private(set) var dayFirstCount = 0
    private(set) var monthFirstCount = 0
    /// Dates that could be two days.
    private(set) var ambiguous = 0
    /// Of those, how many agree with the month that their row states, by order.
    private var agreeing: [DateOrder: Int] = [:]

    mutating func add(_ date: NumericDate, text: String, month: Int32?, row: Int) {
        let orders = date.orders
        if orders == [.dayFirst] {
            dayFirstCount += 1
            if dayFirst == nil { dayFirst = Cell(row: row, text: text) }
        } else if orders == [.monthFirst] {
            // A day of the week decides a date by itself: other dates may be written otherwise.
            monthFirstCount += 1
            if monthFirst == nil { monthFirst = Cell(row: row, text: text) }
        } else if orders.count == 2, date.first != date.second {
            ambiguous += 1
            guard let month else { return }
            if date.second == month { agreeing[.dayFirst, default: 0] += 1 }
            if date.first == month { agreeing[.monthFirst, default: 0] += 1 }
        }
    }

    /// The order of the file.
    ///
    /// - Throws: ``ImportError`` `contradictoryDates`.
    func order(column: String) throws(ImportError) -> DateOrder {
        switch (dayFirst, monthFirst) {
        case (let day?, let month?):
            throw ImportError(
                .contradictoryDates,
                "The dates in the column \"\(column)\" contradict each other: \"\(day.text)\" (row \(day.row)) can only be"
                    + " day first, \"\(month.text)\" (row \(month.row)) only month first. Say which it is in the mapping"
                    + " (\"order\": \"dmy\" or \"mdy\"); what is then no date is kept and reported.")
        case (_?, nil): return .dayFirst
        case (nil, _?): return .monthFirst
        case (nil, nil):
            let (day, month) = (agreeing[.dayFirst, default: 0], agreeing[.monthFirst, default: 0])
            if day == 0, month > 0 { return .monthFirst }
            if month == 0, day > 0 { return .dayFirst }
            return .undecided
        }
    }
}
