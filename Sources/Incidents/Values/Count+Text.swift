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
        guard let value = Count.number(text[...]) else { throw Count.refusal(given) }
        self.init(value, .exact, unit: unit)
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
