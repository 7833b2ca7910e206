import Incidents
import Tables

/// A region by its code, its name or an alias; the text itself where the scheme has none, which validation flags. A text
/// that is not the code is kept as it stands.
final class RegionReader: CellReader {
    private let column: CellColumn
    private let scheme: String
    private let nothing: NothingWords
    @exclusivity(unchecked) private var memo = CellMemo<CellReading<(code: String, isCode: Bool)>>()

    init(_ column: CellColumn, scheme: String, nothing: NothingWords) {
        self.column = column
        self.scheme = scheme
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if cell.isEmpty { return .none }
        switch memo.value(cell, { reading($0) }) {
        case .blank: return .none
        case .value((let code, let isCode)):
            if !isCode { remarks.keep(cell.string, column) }
            let region = Region(scheme: scheme, code: code)
            remarks.regions.append(region)
            return .region(region)
        case .refused(let reason):
            remarks.refuse(cell.string, column, reason)
            return .none
        }
    }

    private func reading(_ cell: ArraySlice<UInt8>) -> CellReading<(code: String, isCode: Bool)> {
        if nothing.contains(cell) { return .blank }
        let given = cell.string
        if case .refused(let reason) = readText(given) { return .refused(reason) }
        let name = trimmed(given)
        let code = RegionWords.code(name, in: scheme) ?? name
        return .value((code, code == given))
    }
}

/// The words of every scheme.
enum RegionWords {
    /// The code of a region by its code, name or alias; nil: the scheme has none of the name.
    static func code(_ text: String, in scheme: String) -> String? { codes[scheme]?[normalised(text)] }

    /// The scheme that has the most of some words, in normal form; the first of several.
    static func scheme(of words: some Sequence<String>, among schemes: [String]) -> String {
        var best = (scheme: schemes.first ?? "", known: -1)
        for scheme in schemes {
            let known = words.count { exact[scheme]?.contains($0) == true }
            if known > best.known { best = (scheme, known) }
        }
        return best.scheme
    }

    /// By scheme and the normal form of code, name or alias.
    private static let codes: [String: [String: String]] = {
        var codes: [String: [String: String]] = [:]
        for scheme in RegionCatalog.schemes {
            for region in scheme.regions {
                for name in [region.code, region.name] + region.aliases {
                    codes[scheme.name, default: [:]][normalised(name)] = region.code
                }
            }
        }
        return codes
    }()

    /// By scheme, the normal form of codes and names: an alias may be another scheme's code.
    private static let exact: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: RegionCatalog.schemes.map { scheme in
            (scheme.name, Set(scheme.regions.flatMap { [normalised($0.code), normalised($0.name)] }))
        })
}

/// A point of one column or of two.
final class PointReader: CellReader {
    /// Of one cell, or of a latitude and a longitude.
    enum Columns {
        case one(CellColumn)
        case two(CellColumn, CellColumn)
    }

    private let column: Columns
    private let order: PointOrder
    private let decimal: UInt8
    private let nothing: NothingWords

    init(_ column: Columns, order: PointOrder, decimal: UInt8, nothing: NothingWords) {
        self.column = column
        self.order = order
        self.decimal = decimal
        self.nothing = nothing
    }

    var columns: [CellColumn] {
        switch column {
        case .one(let column): [column]
        case .two(let latitude, let longitude): [latitude, longitude]
        }
    }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        switch column {
        case .one(let column): pair(column, row, &remarks)
        case .two(let latitude, let longitude): pair(latitude, longitude, row, &remarks)
        }
    }

    private func pair(_ column: CellColumn, _ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if nothing.contains(cell) { return .none }
        switch readCoordinates(cell, decimal: decimal) {
        case .blank: return .none
        case .refused(let reason):
            remarks.refuse(cell.string, column, reason)
            return .none
        case .value(let pair): return point(pair, text: cell.string, column, &remarks)
        }
    }

    private func pair(
        _ latitude: CellColumn, _ longitude: CellColumn, _ row: TableRow, _ remarks: inout RowRemarks
    ) -> MappedValue {
        let cells = [latitude, longitude].map { $0.bytes(row) }
        let said = cells.map { !nothing.contains($0) }
        guard said.contains(true) else { return .none }
        let degrees = zip([latitude, longitude], cells).map { column, cell in
            // What a workbook has as a number has a point.
            degreesE7(cell.trimmedASCII, decimal: row.type(column.index) == .number ? 0x2E : decimal)
        }
        guard let first = degrees[0], let second = degrees[1] else {
            for (index, column) in [latitude, longitude].enumerated() where degrees[index] == nil {
                let reason = said[index] ? "is no number of degrees" : "is blank beside the other coordinate"
                remarks.refuse(cells[index].string, column, reason)
            }
            return .none
        }
        let pair = CoordinatePair(first: first, second: second)
        return point(pair, text: cells.map(\.string).joined(separator: ", "), latitude, &remarks)
    }

    private func point(
        _ pair: CoordinatePair, text: String, _ column: CellColumn, _ remarks: inout RowRemarks
    ) -> MappedValue {
        var pair = order == .longitudeFirst && !pair.isNamed ? pair.exchanged : pair
        let other = pair.exchanged
        if order == .byRegion, !pair.isNamed, other.isOnGlobe {
            let isElsewhere = !pair.isOnGlobe || contradicts(pair, remarks.regions)
            if isElsewhere, !contradicts(other, remarks.regions) {
                pair = other
                remarks.flag(
                    .coordinatesExchanged, field: column.field,
                    "\"\(text)\" has the longitude first: only so does it lie in its region")
            }
        }
        guard pair.isOnGlobe else {
            remarks.refuse(text, column, "is not a point on the globe")
            return .none
        }
        return .point(pair.point(text))
    }

    private func contradicts(_ pair: CoordinatePair, _ regions: [Region]) -> Bool {
        guard pair.isOnGlobe else { return true }
        let point = pair.point("")
        return regions.contains { point.contradicts($0) }
    }
}

/// Countries by name or code.
final class CountryReader: CellReader {
    private let column: CellColumn
    private let separators: Set<Character>?
    /// What names no country is kept and reported; else it is passed over.
    private let isKept: Bool
    /// The field takes one.
    private let isSingle: Bool
    private let nothing: NothingWords
    @exclusivity(unchecked) private var memo = CellMemo<CountryList>()

    init(_ column: CellColumn, separators: Set<Character>?, isKept: Bool, isSingle: Bool, nothing: NothingWords) {
        self.column = column
        self.separators = separators
        self.isKept = isKept
        self.isSingle = isSingle
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if cell.isEmpty { return .none }
        let list = memo.value(cell) { cell in
            if nothing.contains(cell) { return CountryList("") }
            return separators.map { CountryList(cell.string, separators: $0) } ?? CountryList(cell.string)
        }
        if isKept, let word = list.unknown.first {
            remarks.refuse(cell.string, column, "has \"\(word)\", which names no country")
        }
        if isSingle, list.codes.count > 1 {
            if isKept { remarks.refuse(cell.string, column, "names several countries where one is expected") }
            return .none
        }
        return list.codes.isEmpty ? .none : .countries(list.codes)
    }
}
