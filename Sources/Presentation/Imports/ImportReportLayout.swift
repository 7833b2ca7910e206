package import Forms
import Incidents
package import Intake

/// What an import read and appended.
package struct ImportReportLayout: AnswerLayout {
    private let report: ImportReport

    package init(_ report: ImportReport) { self.report = report }

    private var plan: ImportPlan { report.plan }

    private var facts: [NamedValues.Pair] {
        plan.tallies + [
            ("already imported", .bool(report.alreadyImported)),
            ("first position", report.positions.map { .integer($0.lowerBound) } ?? .null),
            ("last position", report.positions.map { .integer($0.upperBound) } ?? .null),
            ("left behind", .integer(report.leftBehind)),
        ]
    }

    package func text(width: Int?) throws -> String {
        var lines = ["import/\(plan.importID)", plan.sentence]
        if let positions = report.positions {
            lines.append("positions \(positions.lowerBound) to \(positions.upperBound)")
        } else {
            lines.append("This file was imported before: nothing was appended.")
        }
        if report.leftBehind > 0 {
            lines.append(
                "the desk had amended \(report.leftBehind) records that are no longer counted: "
                    + "`incident-ledger disputes --left-behind` lists them")
        }
        return Wording.onLines(lines + (try plan.sentences()))
    }

    package var table: TextTable { get throws { NamedValues(facts + (try plan.refusals())).table } }
    package var json: JSONValue { get throws { NamedValues(facts + plan.lists + (try plan.refusedList())).json } }
}

/// What undoing an import came to.
package struct UndoReportLayout: AnswerLayout {
    private let report: UndoReport

    package init(_ report: UndoReport) { self.report = report }

    package func text(width: Int?) -> String {
        "import/\(report.importID) undone: \(report.corrected) statements corrected, \(report.withdrawn) withdrawn, "
            + "\(report.reinstated) reinstated"
            + (report.positions.map { "; positions \($0.lowerBound) to \($0.upperBound)" } ?? "") + "\n"
    }

    private var facts: NamedValues {
        NamedValues([
            ("import", .string(report.importID)), ("corrected", .integer(report.corrected)),
            ("withdrawn", .integer(report.withdrawn)), ("reinstated", .integer(report.reinstated)),
            ("first position", report.positions.map { .integer($0.lowerBound) } ?? .null),
            ("last position", report.positions.map { .integer($0.upperBound) } ?? .null),
        ])
    }

    package var table: TextTable { facts.table }
    package var json: JSONValue { facts.json }
}

/// What became of a file of published figures.
package struct FiguresReportLayout: AnswerLayout {
    private let report: FiguresReport

    package init(_ report: FiguresReport) { self.report = report }

    package func text(width: Int?) -> String {
        report.alreadyImported
            ? "import/\(report.importID)\nThis file was imported before: nothing was appended.\n"
            : "import/\(report.importID)\n\(report.recorded) figures recorded, \(report.corrected) corrected, "
                + "\(report.reinstated) reinstated, \(report.unchanged) unchanged\n"
    }

    private var facts: NamedValues {
        NamedValues([
            ("import", .string(report.importID)), ("already imported", .bool(report.alreadyImported)),
            ("recorded", .integer(report.recorded)), ("corrected", .integer(report.corrected)),
            ("reinstated", .integer(report.reinstated)), ("unchanged", .integer(report.unchanged)),
        ])
    }

    package var table: TextTable { facts.table }
    package var json: JSONValue { facts.json }
}
