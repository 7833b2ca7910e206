import Incidents
import Tables

/// What a reader makes of the cells of a row.
enum MappedValue {
    /// The source is silent, or what it says cannot be read.
    case none
    case text(String)
    case count(Count)
    case period(Period)
    /// ISO 3166-1 alpha-2.
    case countries([String])
    case region(Region)
    case point(Point)
    /// As the wire form holds them.
    case codes([Int32])
    case number(Int32)
    case sources([Source])
}

/// Makes a value of the cells of a row: compiled once for a table, and then asked for each row.
///
/// A reader remembers what it made of cells that come again, so it belongs to one thread. What it remembers is asked for each
/// cell, and is not checked for a second access, which a memo never makes: it asks for nothing but the cell's value.
protocol CellReader: AnyObject {
    /// The columns that it reads, in the order in which a person would name them.
    var columns: [CellColumn] { get }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue
}

/// A column of a table that a reader reads.
struct CellColumn: Hashable, Sendable {
    var index: Int
    /// As it stands in the file, for reports.
    var heading: String
    /// Of the record that it feeds, for reports.
    var field: String

    func bytes(_ row: TableRow) -> ArraySlice<UInt8> { row.bytes(index) }
    func text(_ row: TableRow) -> String { row.text(index) }
}

/// Words in the place of nothing: `NULL`, `NA` …
struct NothingWords: Sendable {
    /// In normal form. White space alone says nothing anyway.
    private let words: Set<String>
    private let longest: Int

    static let usual = NothingWords(["null", "na", "n/a", "nan", "-", "\u{2013}", "\u{2014}"])
    /// Without `NA`, which is a country.
    static let ofCountries = NothingWords(["null", "n/a", "nan", "-", "\u{2013}", "\u{2014}"])

    init(_ words: some Sequence<String>) {
        self.words = Set(words)
        longest = self.words.map(\.utf8.count).max() ?? 0
    }

    func contains(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let first = cell.first else { return true }
        // Digits are what most cells of numbers hold.
        if 0x30...0x39 ~= first { return false }
        // What begins and ends with something that is seen is no shorter for a reader than it is.
        if cell.count > longest, 0x21..<0x7F ~= first, 0x21..<0x7F ~= cell[cell.endIndex - 1] { return false }
        let text = normalised(cell.string)
        return text.isEmpty || words.contains(text)
    }
}

/// What was made of cells, by their bytes: regions, routes, causes and dates come again and again. It forgets the older of
/// two that fall into one place, and gives up on a column whose cells do not come again.
struct CellMemo<Value> {
    private static var places: Int { 1 << 12 }
    private var kept: [(cell: [UInt8], value: Value)?] = []
    private var asked = 0
    private var found = 0
    private var isUseless = false

    mutating func value(_ cell: ArraySlice<UInt8>, _ make: (ArraySlice<UInt8>) -> Value) -> Value {
        if isUseless { return make(cell) }
        if kept.isEmpty { kept = Array(repeating: nil, count: Self.places) }
        asked += 1
        let place = Self.place(of: cell)
        if let known = kept[place], known.cell.count == cell.count, known.cell.elementsEqual(cell) {
            found += 1
            return known.value
        }
        let value = make(cell)
        kept[place] = (Array(cell), value)
        if asked == 4 * Self.places, found < asked / 4 {
            isUseless = true
            kept = []
        }
        return value
    }

    /// FNV-1a.
    private static func place(of cell: ArraySlice<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in cell { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64(places - 1))
    }
}
