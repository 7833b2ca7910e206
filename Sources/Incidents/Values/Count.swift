/// A number of persons, arrests, checks … as its source stated it.
///
/// *Not reported* is not zero. A sum adds lows and highs, and is exact only if every part is.
public struct Count: Hashable, Sendable {
    /// The smallest value that the statement allows. Negative values are balances between rows that a publisher split.
    public var low: Int64
    /// The largest value that the statement allows; nil where it is unbounded, and for *exact* and *approximately*,
    /// which state one value.
    public var high: Int64?
    public var qualifier: Qualifier
    /// What is counted (persons, arrests, checks …); empty where the field that holds the count fixes it.
    public var unit: String

    public init(low: Int64, high: Int64? = nil, qualifier: Qualifier, unit: String = "") {
        self.low = low
        self.high = high
        self.qualifier = qualifier
        self.unit = unit
    }

    /// Exactly `value`.
    public static func exactly(_ value: Int64, unit: String = "") -> Count {
        Count(low: value, qualifier: .exact, unit: unit)
    }

    /// The source is silent; not zero.
    public static let notReported = Count(low: 0, qualifier: .notReported)
}

extension Count {
    /// The largest magnitude that is accepted and summed: nine thousand of them fit 64 bits, and nothing in the field comes
    /// near.
    public static let largest: Int64 = 1_000_000_000_000_000

    /// A bound is beyond ``largest``: such a count is refused at entry, and a log that holds one all the same says so
    /// instead of summing it.
    public var isTooLarge: Bool {
        max(low.magnitude, (high ?? 0).magnitude) > Count.largest.magnitude
    }

    /// Completes a sentence about a count that ``isTooLarge``.
    public static let tooLarge = "is beyond \(grouped(largest)), which is too large to be summed"

    /// The source stated a number.
    public var isReported: Bool { qualifier != .notReported }

    /// The number where the source stated exactly one; nil otherwise.
    public var exactValue: Int64? { qualifier == .exact ? low : nil }

    /// The largest value that the statement allows; nil where it is unbounded, approximate or not reported.
    public var upperBound: Int64? {
        switch qualifier {
        case .exact: low
        case .between, .nearly, .upTo: high
        case .atLeast, .moreThan, .approximately, .notReported: nil
        }
    }

    /// The smallest value that the statement allows; nil where none is stated.
    public var lowerBound: Int64? {
        switch qualifier {
        case .exact, .between, .atLeast: low
        case .moreThan: low < .max ? low + 1 : low
        case .nearly, .upTo, .approximately, .notReported: nil
        }
    }

    /// What is wrong with the bounds, where they do not fit the qualifier; nil where they do.
    var inconsistency: String? {
        switch qualifier {
        case .exact, .atLeast, .moreThan, .approximately:
            high == nil ? nil : "has an upper bound, which \"\(qualifier.code)\" does not"
        case .nearly, .upTo:
            high == nil || low != 0 ? "must have an upper bound and no lower one to be \"\(qualifier.code)\"" : nil
        case .between:
            high.map { $0 < low } ?? true ? "must have two bounds, the smaller first, to be \"between\"" : nil
        case .notReported:
            low != 0 || high != nil ? "states a number although it is \"not-reported\"" : nil
        }
    }
}

extension Count: CustomStringConvertible {
    static let allowedForms =
        "12, 12..15 (between), 12.. (at least), ..15 (up to), >12 (more than), <12 (nearly), ~12 (about), "
        + "- (not reported)"

    /// Reads the notation `12`, `12..15`, `12..` (at least), `..15` (up to), `>12` (more than), `<12` (nearly), `~12`
    /// (about), nothing or `-` (not reported); thousands may be separated by commas. Also reads what ``text`` prints.
    ///
    /// - Throws: ``ValidationError`` with code `notACount`, or `inconsistentCount` where a range is reversed.
    public init(_ given: String, unit: String = "") throws(ValidationError) {
        let text = given.trimmingSpaces()
        guard text != "", text != "-", text != "not reported" else {
            self.init(low: 0, qualifier: .notReported, unit: unit)
            return
        }
        if let value = Count.number(text[...]) {
            self.init(value, .exact, unit: unit)
            return
        }
        for (mark, qualifier) in Count.marks where text.hasPrefix(mark) {
            guard let value = Count.number(text.dropFirst(mark.count)) else { throw Count.refusal(given) }
            self.init(value, qualifier, unit: unit)
            return
        }
        for separator in ["..", " to "] {
            guard let range = text.firstRange(of: separator) else { continue }
            try self.init(low: text[..<range.lowerBound], high: text[range.upperBound...], unit: unit, given: given)
            return
        }
        throw Count.refusal(given)
    }

    /// As a person would write it, without the unit: `49`, `31 to 49`, `more than 700`, `nearly 1,000,000`,
    /// `not reported`.
    public var text: String {
        switch qualifier {
        case .exact: Count.grouped(low)
        case .atLeast: "at least \(Count.grouped(low))"
        case .moreThan: "more than \(Count.grouped(low))"
        case .nearly: "nearly \(Count.grouped(high ?? 0))"
        case .approximately: "about \(Count.grouped(low))"
        case .between: "\(Count.grouped(low)) to \(Count.grouped(high ?? low))"
        case .upTo: "up to \(Count.grouped(high ?? 0))"
        case .notReported: "not reported"
        }
    }

    /// ``text`` and the unit, where there is one.
    public var description: String {
        unit.isEmpty ? text : "\(text) \(unit)"
    }

    /// The shortest form that `init(_:unit:)` reads: `49`, `31..49`, `>700`, `<1000000`, `-`.
    public var notation: String {
        switch qualifier {
        case .exact: "\(low)"
        case .atLeast: "\(low).."
        case .moreThan: ">\(low)"
        case .nearly: "<\(high ?? 0)"
        case .approximately: "~\(low)"
        case .between: "\(low)..\(high ?? low)"
        case .upTo: "..\(high ?? 0)"
        case .notReported: "-"
        }
    }

    /// Thousands separated by commas.
    static func grouped(_ value: Int64) -> String {
        var result = ""
        let digits = String(value.magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return value < 0 ? "-" + result : result
    }
}

extension Count {
    private static let marks: [(String, Qualifier)] = [
        (">", .moreThan), ("<", .nearly), ("~", .approximately), ("more than ", .moreThan), ("nearly ", .nearly),
        ("about ", .approximately), ("at least ", .atLeast), ("up to ", .upTo), ("..", .upTo),
    ]

    /// A count that states one number.
    private init(_ value: Int64, _ qualifier: Qualifier, unit: String) {
        switch qualifier {
        case .nearly, .upTo: self.init(low: 0, high: value, qualifier: qualifier, unit: unit)
        default: self.init(low: value, qualifier: qualifier, unit: unit)
        }
    }

    private init(low: Substring, high: Substring, unit: String, given: String) throws(ValidationError) {
        guard let least = Count.number(low) else { throw Count.refusal(given) }
        guard !high.isEmpty else {
            self.init(least, .atLeast, unit: unit)
            return
        }
        guard let most = Count.number(high) else { throw Count.refusal(given) }
        guard least <= most else {
            throw ValidationError(
                code: .inconsistentCount, given: given, problem: "has the larger number first",
                allowed: "\(most)..\(least)")
        }
        self.init(low: least, high: most, qualifier: .between, unit: unit)
    }

    private static func refusal(_ text: String) -> ValidationError {
        ValidationError(code: .notACount, given: text, problem: "is not a count", allowed: allowedForms)
    }

    /// A whole number, with a minus sign or commas between groups of three digits.
    private static func number(_ text: Substring) -> Int64? {
        let isNegative = text.first == "-"
        let groups = (isNegative ? text.dropFirst() : text).split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        if groups.count > 1 {
            guard groups[0].utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        }
        return Int64((isNegative ? "-" : "") + groups.joined())
    }
}

extension String {
    /// Without spaces and tabs at either end.
    func trimmingSpaces() -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
