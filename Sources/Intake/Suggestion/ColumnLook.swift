import Incidents
import Tables

/// What the heading and the cells of a column look like, for a mapping that is proposed.
struct ColumnLook {
    /// As it stands in the file.
    let heading: String
    /// The words of the heading, without their plural; those of other languages in English, too.
    let words: Set<String>
    /// Cells that say something, of those that were looked at.
    private(set) var filled = 0
    private var numbers = 0
    private var dates = 0
    private var points = 0
    private var countries = 0
    private var addresses = 0
    /// By the words as they stand, how often; no longer counted once there are many.
    private(set) var distinct: [String: Int] = [:]
    private var isManifold = false
    private(set) var evidence = DateEvidence()
    private var commas = 0
    private var dotGroups = 0

    private static let most = 5_000

    init(_ heading: String) {
        self.heading = heading
        words = Set(
            headingForm(heading).split { !$0.isLetter && !$0.isNumber }
                .map { $0.count > 3 && $0.hasSuffix("s") && !$0.hasSuffix("ss") ? String($0.dropLast()) : String($0) }
                .flatMap(HeadingWords.meanings))
    }

    mutating func add(_ cell: ArraySlice<UInt8>, row: Int) {
        guard !NothingWords.usual.contains(cell) else { return }
        filled += 1
        let text = trimmed(cell.string)
        if !isManifold {
            distinct[text, default: 0] += 1
            isManifold = distinct.count > Self.most
        }
        if readNumber(cell).value != nil || readNumber(cell, NumberForm(thousands: ".", decimal: ",")).value != nil {
            numbers += 1
        }
        if readNumber(cell).value == nil, text.contains(".") { dotGroups += 1 }
        if let date = NumericDate(text) {
            evidence.add(date, text: text, month: nil, row: row)
            dates += date.orders.isEmpty ? 0 : 1
        } else if text.utf8.count > 4, readDate(text, DateForm()).value != nil {
            dates += 1
        }
        if readCoordinates(cell, decimal: 0x2E).value != nil { points += 1 }
        if degreesE7(cell.trimmedASCII) == nil, degreesE7(cell.trimmedASCII, decimal: 0x2C) != nil { commas += 1 }
        let list = CountryList(text)
        if !list.codes.isEmpty, list.unknown.isEmpty { countries += 1 }
        if text.hasPrefix("http") || text.hasPrefix("www.") { addresses += 1 }
    }

    private func isMost(_ count: Int, _ percent: Int = 80) -> Bool { filled > 0 && count * 100 >= filled * percent }

    var isNumber: Bool { isMost(numbers, 90) }
    var isDate: Bool { isMost(dates) && !isNumber }
    var isPoint: Bool { isMost(points) && !isDate }
    var isCountry: Bool { isMost(countries, 70) }
    var isAddress: Bool { isMost(addresses, 50) }
    /// Degrees or a fraction with a comma.
    var hasDecimalComma: Bool { isMost(commas, 50) }
    /// Thousands with a point, as `1.234`.
    var hasPoints: Bool { dotGroups > 0 && isNumber }
    /// Every cell says something else, and nearly every cell something.
    func isUnique(of rows: Int) -> Bool {
        !isManifold && filled * 20 >= rows * 19 && distinct.count == filled && filled > 1
    }
    /// Few words come again and again.
    var isVocabulary: Bool {
        !isManifold && distinct.count <= 40 && (distinct.count * 2 <= filled || distinct.count <= 6)
    }

    func has(_ some: String...) -> Bool { !words.isDisjoint(with: some) }

    /// The region scheme that has nearly all the words; nil: none has.
    var scheme: String? {
        guard !isManifold, distinct.count <= 300, filled > 0 else { return nil }
        return RegionCatalog.schemes.first { scheme in
            let known = distinct.filter { RegionWords.code($0.key, in: scheme.name) != nil }.values.reduce(0, +)
            return known * 100 >= filled * 80
        }?.name
    }
}
