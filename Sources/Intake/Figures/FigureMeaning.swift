import Forms
import Incidents

/// Which records of the ledger answer a figure.
///
/// A figure says so itself: by a code of its measure, a region, an operation, a dataset. Only one that states none of these
/// is read by its words, as ``phrases`` has them.
package struct FigureMeaning {
    /// The measures that records answer: sums of deaths records, and what operations state.
    package static let codes: Set<String> = [
        "dead", "missing", "dead-and-missing", "survivors", "incidents", "deaths-records",
        "arrests", "checks", "migrants-identified", "nationalities", "countries",
    ]

    /// What the words of published figures mean, as data: of each rule whose `subject` and `measure` a figure has, all that
    /// it states holds, the first rule first. A star at the end of a pattern stands for any words; as the `operation` for
    /// the words that the star of the subject stands for, with hyphens. `scheme` is where the figure's geography is looked
    /// up.
    ///
    /// These are the words of the guide for the thematic discussion on the smuggling of migrants (E/CN.15/2020) and of
    /// INTERPOL's releases. The Missing Migrants Project was counted by its Web ID then, in its regions until 2020.
    static let phrases = """
        [
          { "subject": "MMP*", "dataset": "missing-migrants-web-id", "scheme": "mmp-2014" },
          { "subject": "MMP*", "measure": "dead+missing*", "measure_code": "dead-and-missing" },
          { "subject": "MMP*", "measure": "dead and missing*", "measure_code": "dead-and-missing" },
          { "subject": "MMP*", "measure": "dead", "measure_code": "dead" },
          { "subject": "MMP*", "measure": "missing", "measure_code": "missing" },
          { "subject": "MMP*", "measure": "survivors", "measure_code": "survivors" },
          { "subject": "Operation *", "operation": "*" },
          { "subject": "Operation *", "measure": "arrests*", "measure_code": "arrests" },
          { "subject": "Operation *", "measure": "checks*", "measure_code": "checks" },
          { "subject": "Operation *", "measure": "migrants identified*", "measure_code": "migrants-identified" },
          { "subject": "Operation *", "measure": "countries of those migrants*", "measure_code": "nationalities" },
          { "subject": "Operation *", "measure": "nationalities", "measure_code": "nationalities" },
          { "subject": "Operation *", "measure": "countries", "measure_code": "countries" },
          { "subject": "Operation *", "measure": "participating countries", "measure_code": "countries" }
        ]
        """

    private static let rules: [JSONValue] = {
        guard case .array(let rules)? = try? JSONValue(parsing: Array(phrases.utf8)) else {
            preconditionFailure("the phrases of figures are no list in JSON")
        }
        return rules
    }()

    /// Reads the meaning of a figure from its words, where it states none itself; the code of its measure from the measure,
    /// where that is one.
    static func complete(_ figure: inout PublishedFigure) {
        let states =
            !figure.measureCode.isEmpty || figure.region != nil || !figure.operation.isEmpty || !figure.dataset.isEmpty
        guard !states else {
            if figure.measureCode.isEmpty, codes.contains(figure.measure) { figure.measureCode = figure.measure }
            return
        }
        for rule in rules {
            let given = { (key: String) in rule[key].flatMap { if case .string(let text) = $0 { text } else { nil } } }
            guard let star = rest(of: figure.subject, given("subject")),
                rest(of: figure.measure, given("measure")) != nil
            else { continue }
            if figure.dataset.isEmpty { figure.dataset = given("dataset") ?? "" }
            if figure.measureCode.isEmpty { figure.measureCode = given("measure_code") ?? "" }
            if figure.operation.isEmpty, let operation = given("operation") {
                figure.operation = operation == "*" ? star.replacing(" ", with: "-") : operation
            }
            if figure.region == nil, let scheme = given("scheme") { figure.region = region(figure.geography, scheme) }
        }
    }

    /// What the star of a pattern stands for, empty where it has none; nil where the text is another.
    private static func rest(of text: String, _ pattern: String?) -> String? {
        guard let pattern else { return "" }
        let text = normalised(text)
        guard pattern.hasSuffix("*") else { return normalised(pattern) == text ? "" : nil }
        let start = normalised(pattern.dropLast())
        return text.hasPrefix(start) ? trimmed(text.dropFirst(start.count)) : nil
    }

    /// A region or a group of a scheme; nil for the world, and for words that the scheme does not have.
    private static func region(_ geography: String, _ scheme: String) -> Region? {
        try? readRegion("\(scheme):\(trimmed(geography))")
    }
}

/// A region, or a named group of regions, as `scheme:code`; by name or alias, too.
func readRegion(_ text: String) throws(ValidationError) -> Region {
    let given = try Region(text)
    let scheme = try RegionCatalog.scheme(named: given.scheme)
    if let group = try? scheme.group(named: given.code) { return Region(scheme: given.scheme, code: group.code) }
    return try RegionCatalog.region(text)
}

/// Reads the periods of figures: a year, two years (`2018-2019`, `2016/2017`: from the first day of the one to the last
/// of the other), the year `to date`, and the date forms of exports; nil for anything else.
///
/// - Parameter asAt: the day up to which a year to date goes.
func readPeriod(_ text: String, asAt: Day? = nil) -> Period? {
    let text = trimmed(text)
    if let year = year(text) { return Period.year(year) }
    let years = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" || $0 == "\u{2013}" }
    if years.count == 2, let first = year(trimmed(years[0])), let last = year(trimmed(years[1])),
        let start = Day(year: first, month: 1, day: 1), let end = Day(year: last, month: 12, day: 31)
    {
        return Period.days(start, end)
    }
    if text.hasSuffix(" to date"), let year = year(String(text.dropLast(8))), let asAt,
        let start = Day(year: year, month: 1, day: 1)
    {
        return Period.days(start, asAt)
    }
    return readDate(text, DateForm()).value
}

private func year(_ text: String) -> Int32? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int32(text)
}
