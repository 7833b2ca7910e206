import ArgumentParser
import Folding
import Forms
import Ledger

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

    func conditions() throws(LedgerError) -> [Selection.Condition] { try ViewRequest.conditions(wheres, of: "--where") }
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

extension YearSpan: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}
