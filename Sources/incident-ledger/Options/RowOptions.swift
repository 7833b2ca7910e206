import ArgumentParser
import Folding
import Forms

/// Which of a view's rows are shown, and how.
struct RowOptions: ParsableArguments {
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            """
            Only rows that say this: cause=Drowning, month=3..5. May be repeated: of one column any of the values, of several \
            all columns.
            """, valueName: "column=value"))
    var wheres: [String] = []

    @Option(
        help: ArgumentHelp(
            "Adds rows up so that only these columns tell them apart, with commas between them.", valueName: "columns"))
    var sumBy: String?

    var columns: [String] {
        (sumBy ?? "").split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
    }

    func conditions() throws(LedgerError) -> [Selection.Condition] {
        var conditions: [Selection.Condition] = []
        for text in wheres {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw LedgerError(.usage, "--where is COLUMN=VALUE, as in --where cause=Drowning; \"\(text)\" is not.")
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

/// How rows are laid out.
struct ShapeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Puts the values of this column side by side.", valueName: "column"))
    var pivot: String?

    @Option(
        name: .customLong("measure"),
        help: ArgumentHelp("What --pivot and --plot show. Default: dead_and_missing, or arrests.", valueName: "column"))
    var shownMeasure: String?

    @ArgumentParser.Flag(help: "Draws one measure: bars, or lines with --pivot.")
    var plot = false

    func measure() throws(LedgerError) -> String? {
        guard shownMeasure == nil || pivot != nil || plot else {
            throw LedgerError(.usage, "--measure says what --pivot or --plot shows: name one of them.")
        }
        return shownMeasure
    }
}

/// A year, or the years from one to another.
struct YearSpan: ExpressibleByArgument {
    /// More are no question.
    private static let most: Int64 = 1_000

    let years: ClosedRange<Int32>

    init?(argument: String) {
        guard let range = NumberRange(argument), let last = range.high, range.low >= Int32.min, last <= Int32.max,
            last - range.low < Self.most
        else { return nil }
        years = Int32(range.low)...Int32(last)
    }

    static func years(_ spans: [YearSpan]) -> [Int32] { Array(Set(spans.flatMap(\.years))).sorted() }
}
