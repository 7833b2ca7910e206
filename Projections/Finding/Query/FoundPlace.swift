internal import GRDB

/// Where a record stands in the order that was asked for: by it the lists of several stores become one.
public struct FoundPlace: Sendable {
    private enum Value: Sendable {
        case nothing
        case number(Double)
        case integer(Int64)
        case text(String)
    }

    private let value: Value
    private let firstDay: Int64?
    private let id: String

    /// - Parameters:
    ///   - row: at whose end stand the column by which is sorted, the first day and the identifier.
    ///   - first: where they begin.
    init(_ row: Row, at first: Int) {
        value =
            switch (row[first] as DatabaseValue).storage {
            case .null, .blob: .nothing
            case .int64(let number): .integer(number)
            case .double(let number): .number(number)
            case .string(let text): .text(text)
            }
        firstDay = row[first + 1]
        id = row[first + 2]
    }

    /// Whether a record stands before another one, as a store sorts them: what does not state the column comes last, and what is alike
    /// goes by the first day and the identifier.
    public func precedes(_ other: FoundPlace, isDescending: Bool) -> Bool {
        switch (value, other.value) {
        case (.nothing, .nothing): break
        case (.nothing, _): return false
        case (_, .nothing): return true
        case (.text(let one), .text(let two)) where one != two:
            return one.utf8.lexicographicallyPrecedes(two.utf8) != isDescending
        case (.integer(let one), .integer(let two)) where one != two: return (one < two) != isDescending
        case (.number(let one), .number(let two)) where one != two: return (one < two) != isDescending
        default: break
        }
        // What has no day comes first, as SQLite sorts it.
        let days = (firstDay ?? .min, other.firstDay ?? .min)
        if days.0 != days.1 { return days.0 < days.1 }
        return id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
}
