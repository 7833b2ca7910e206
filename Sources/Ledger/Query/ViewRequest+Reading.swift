package import Folding
package import Forms

/// A year, or the years from one to another.
package struct YearSpan {
    /// More are no question.
    private static let most: Int64 = 1_000

    package let years: ClosedRange<Int32>

    /// Reads `2019` or `2015..2019`; nil for anything else.
    package init?(_ text: String) {
        guard let range = NumberRange(text), let last = range.high, range.low >= Int32.min, last <= Int32.max,
            last - range.low < Self.most
        else { return nil }
        years = Int32(range.low)...Int32(last)
    }

    package static func years(_ spans: [YearSpan]) -> [Int32] { Array(Set(spans.flatMap(\.years))).sorted() }

    /// Reads years of which one end may be open: `2019`, `2015..2019`, `2015..`, `..2019`.
    ///
    /// - Throws: `LedgerError` with `usage` where it is none of these.
    package static func open(_ text: String) throws(LedgerError) -> ClosedRange<Int32> {
        guard let range = NumberRange(text), (range.high ?? 9999) >= 1, range.low <= 9999 else {
            throw LedgerError(.usage, "\"\(text)\" is no year (2019) and no years (2015..2019, 2015.., ..2019).")
        }
        return Int32(clamping: max(range.low, 1))...Int32(clamping: min(range.high ?? 9999, 9999))
    }
}

extension ViewRequest {
    /// Reads conditions on rows, `column=value` each: of one column any of the values, of several all columns.
    ///
    /// - Parameter name: as whoever is asked calls them, for the sentence.
    /// - Throws: `LedgerError` with `usage` where one is not written so.
    package static func conditions(_ texts: [String], of name: String) throws(LedgerError) -> [Selection.Condition] {
        var conditions: [Selection.Condition] = []
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw LedgerError(.usage, "\(name) is COLUMN=VALUE, as in \(name) cause=Drowning; \"\(text)\" is not.")
            }
            if let index = conditions.firstIndex(where: { $0.column == parts[0] }) {
                conditions[index].values.append(parts[1])
            } else {
                conditions.append(Selection.Condition(column: parts[0], values: [parts[1]]))
            }
        }
        return conditions
    }
}
