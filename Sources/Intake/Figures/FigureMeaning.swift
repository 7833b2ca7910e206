import Incidents

/// Which records of the ledger answer a figure, by its words.
///
/// - A subject that begins with `MMP` is the Missing Migrants Project's: its records of deaths answer *dead plus
///   missing*, *dead*, *missing* and *survivors*. Its geography is a region of the scheme `mmp-2014` or one of that
///   scheme's groups, such as the Americas; absent, the world. Figures of before 2021 are in that scheme.
/// - A subject that names an operation is answered by the operation's own record and its arrests: *arrests*, *checks*,
///   *migrants-identified*, *nationalities* (the countries of those migrants) and *countries*.
/// - No record answers any other: the code stays empty.
struct FigureMeaning {
    private let subject: String
    private let measure: String
    private let geography: String

    init(_ figure: PublishedFigure) {
        subject = normalised(figure.subject)
        measure = normalised(figure.measure)
        geography = figure.geography
    }

    /// The operations of the guide and of INTERPOL's releases, by the names that figures use.
    static let operations: [String: String] = [
        "operation andes": "andes",
        "operation turquesa": "turquesa",
        "operation turquesa ii": "turquesa-ii",
        "operation turquesa v": "turquesa-v",
    ]

    func apply(to figure: inout PublishedFigure) {
        if subject == "mmp" || subject.hasPrefix("mmp ") {
            figure.measureCode = deathsMeasure ?? ""
            figure.region = region
        } else if let operation = FigureMeaning.operations[subject] {
            figure.operation = operation
            figure.measureCode = operationMeasure ?? ""
        }
    }

    private var deathsMeasure: String? {
        let plain = measure.replacing(" ", with: "")
        if plain.hasPrefix("dead+missing") || plain.hasPrefix("deadandmissing") { return "dead-and-missing" }
        return ["dead", "missing", "survivors"].first { measure == $0 }
    }

    private var operationMeasure: String? {
        if measure.hasPrefix("arrests") { return "arrests" }
        if measure.hasPrefix("checks") { return "checks" }
        if measure.hasPrefix("migrants identified") { return "migrants-identified" }
        if measure.hasPrefix("countries of those migrants") || measure == "nationalities" { return "nationalities" }
        return measure == "countries" || measure == "participating countries" ? "countries" : nil
    }

    /// A region or a group of the old scheme; nil for the world, and for words that the scheme does not have.
    private var region: Region? {
        let scheme = RegionScheme.mmp2014
        if let code = try? scheme.region(named: trimmed(geography)) { return Region(scheme: scheme.name, code: code) }
        let group = try? scheme.group(named: trimmed(geography))
        return group.map { Region(scheme: scheme.name, code: $0.code) }
    }
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
    return readDate(text, basis: .occurred).value
}

private func year(_ text: String) -> Int32? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int32(text)
}
