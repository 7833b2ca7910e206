import Incidents
import Tables

/// A code by the words of a table.
///
/// A cell is looked up whole; where that is in no line, and parts have a separator, part by part. A line that ends in `*`
/// is for every text that begins so. Of a field that takes one code, parts of different codes are the code `mixed`, which
/// then decides only where there is no other.
final class CodeReader: CellReader {
    /// What becomes of a text that is in no line.
    enum Otherwise: Hashable {
        case keep, refuse
        case code(Int32)
    }

    private let column: CellColumn
    private let table: WordTable
    private let separator: Character?
    private let mixed: Int32?
    private let otherwise: Otherwise
    private let isList: Bool
    private let nothing: NothingWords
    @exclusivity(unchecked) private var memo = CellMemo<Reading>()

    private enum Reading {
        case blank
        case codes([Int32])
        case unknown(String)
    }

    init(
        _ column: CellColumn, table: WordTable, separator: Character?, mixed: Int32?, otherwise: Otherwise,
        isList: Bool,
        nothing: NothingWords
    ) {
        self.column = column
        self.table = table
        self.separator = separator
        self.mixed = mixed
        self.otherwise = otherwise
        self.isList = isList
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if cell.isEmpty { return .none }
        switch memo.value(cell, { reading($0) }) {
        case .blank: return .none
        case .codes(let codes): return .codes(codes)
        case .unknown(let word):
            let text = cell.string
            guard otherwise == .keep else {
                remarks.refusal = ImportError(
                    .refusedWord,
                    "Row \(remarks.row) has \"\(word.prefix(80))\" in the column \"\(column.heading)\", which is in no line of"
                        + " the mapping's table for \"\(column.field)\": add the word to it, or let it be kept (\"else\":"
                        + " \"keep\").")
                return .none
            }
            remarks.refused.append(
                RefusedCell(
                    row: UInt32(clamping: remarks.row), column: column.heading, text: text,
                    reason: "is in no line of the mapping's table"))
            remarks.keep(text, column)
            remarks.flag(.wordNotInTable, field: column.field, "\"\(word)\" is in no line of the mapping's table")
            return .none
        }
    }

    private func reading(_ cell: ArraySlice<UInt8>) -> Reading {
        if nothing.contains(cell) { return .blank }
        let text = normalised(cell.string.replacing("_", with: " "))
        if let whole = table.code(text) { return .codes([whole]) }
        var codes: [Int32] = []
        let parts = separator.map { mark in text.split { $0 == mark }.map { trimmed($0) } } ?? [text]
        for part in parts {
            let known: Int32? =
                if let code = table.code(part) { code } else if case .code(let code) = otherwise { code } else { nil }
            guard let known else { return .unknown(part) }
            if !codes.contains(known) { codes.append(known) }
        }
        if codes.isEmpty { return .blank }
        if isList || codes.count == 1 { return .codes(codes) }
        guard let mixed else { return .unknown(text) }
        let others = codes.filter { $0 != mixed }
        return .codes([others.count == 1 ? others[0] : mixed])
    }
}

/// Words in normal form and the codes that they mean.
struct WordTable: Sendable {
    private var words: [String: Int32] = [:]
    private var beginnings: [(text: String, code: Int32)] = []
    /// What may stand before a word without changing what it means, such as `presumed`.
    private let dropped: [String]

    /// - Parameters:
    ///   - codes: by word; one that ends in `*` is the beginning of texts.
    ///   - raw: what the wire form holds, by code.
    init(_ codes: [String: String], raw: [(code: String, raw: Int32)], dropped: [String]) {
        self.dropped = dropped.map { normalised($0) + " " }
        for (given, code) in codes {
            let word = given.replacing("_", with: " ")
            guard let number = raw.first(where: { $0.code == code })?.raw else { continue }
            if word.hasSuffix("*") {
                beginnings.append((String(word.dropLast()), number))
            } else {
                words[word] = number
            }
        }
        // A code means itself.
        for (code, number) in raw where words[normalised(code)] == nil { words[normalised(code)] = number }
        beginnings.sort { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) }
    }

    func code(_ text: String) -> Int32? {
        if let code = words[text] { return code }
        var word = text
        for prefix in dropped where word.hasPrefix(prefix) { word.removeFirst(prefix.count) }
        if let code = words[word] { return code }
        return beginnings.first { word.hasPrefix($0.text) }?.code
    }
}
