import Incidents

/// What reading one cell came to.
enum CellReading<Value> {
    /// The source is silent.
    case blank
    case value(Value)
    /// It cannot be read, and why: completes "…, which".
    case refused(String)

    /// The value, or nil where there is none.
    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    func map<Other>(_ transform: (Value) -> Other) -> CellReading<Other> {
        switch self {
        case .blank: .blank
        case .value(let value): .value(transform(value))
        case .refused(let reason): .refused(reason)
        }
    }
}

/// What a spreadsheet leaves in place of a text that it took for a formula, for example `#NAME?` for `@HS_Barboza`.
let spreadsheetErrors: Set<String> = [
    "#name?", "#ref!", "#value!", "#div/0!", "#n/a", "#num!", "#null!", "#spill!", "#calc!", "#getting_data",
]

/// Reads a text cell: any text but what a destroyed cell holds, with its edges as they stand.
func readText(_ cell: String) -> CellReading<String> {
    guard cell.utf8.first == 0x23 || cell.utf8.contains(0x23) else { return cell.isEmpty ? .blank : .value(cell) }
    return spreadsheetErrors.contains(normalised(cell))
        ? .refused("a spreadsheet put in place of the text that stood there") : .value(cell)
}

/// How whole numbers are written.
struct NumberForm: Hashable, Sendable {
    /// Between thousands; nil: a comma, a space or an apostrophe, whichever stands there.
    var thousands: Character?
    /// Nothing stands between thousands.
    var isPlain = false
    /// Before what a fraction would be.
    var decimal: Character = "."

    /// As workbooks and JSON have numbers.
    static let typed = NumberForm(isPlain: true)
}

/// Reads a whole number: digits with a sign, and with separators between thousands.
///
/// Blank is *not reported*, which is not zero. A fraction is read only where it is zero, as spreadsheets write `12.0`.
func readNumber(_ cell: ArraySlice<UInt8>, _ form: NumberForm = NumberForm()) -> CellReading<Int64> {
    // Most are blank, or digits alone.
    if cell.isEmpty { return .blank }
    if cell.count <= 12 {
        var value: Int64 = 0
        var isDigits = true
        for byte in cell {
            guard 0x30...0x39 ~= byte else {
                isDigits = false
                break
            }
            value = value * 10 + Int64(byte - 0x30)
        }
        if isDigits { return .value(value) }
    }
    return readNumber(text: cell.string, form)
}

private func readNumber(text cell: String, _ form: NumberForm) -> CellReading<Int64> {
    var text = trimmed(cell)
    guard !text.isEmpty else { return .blank }
    let isNegative = text.hasPrefix("-") || text.hasPrefix("\u{2212}")
    if isNegative || text.hasPrefix("+") { text.removeFirst() }
    if let point = text.firstIndex(of: form.decimal), text[text.index(after: point)...].allSatisfy({ $0 == "0" }),
        form.thousands != form.decimal
    {
        text = String(text[..<point])
    }
    guard let digits = ungrouped(text, form) else { return .refused("is not a whole number") }
    guard let magnitude = Int64(digits), magnitude <= Count.largest else { return .refused(Count.tooLarge) }
    return .value(isNegative ? -magnitude : magnitude)
}

/// The digits of a number without separators between groups of three; nil where it is none.
private func ungrouped(_ text: String, _ form: NumberForm) -> String? {
    let separators =
        form.isPlain ? [] : form.thousands.map { spaces.contains($0) ? spaces : [$0] } ?? separatorsOfThousands
    let groups = text.split(omittingEmptySubsequences: false) { separators.contains($0) && $0 != form.decimal }
    guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
    guard groups.count > 1 else { return text }
    guard groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return groups.joined()
}

private let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]
private let separatorsOfThousands: Set<Character> = spaces.union([",", "'", "\u{2019}"])

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
