import Forms
import Incidents
import Intake

extension Answers {
    /// What an import read and appended.
    static func importReport(_ report: ImportReport, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.answer(text(report))
        case .csv: try facts(tallies(report) + refusals(report), format)
        case .json:
            let refused = report.refusedCells.map { cell in
                JSONValue.members([
                    ("row", .integer(cell.row)), ("column", .string(cell.column)), ("text", .string(cell.text)),
                    ("reason", .string(cell.reason)),
                ])
            }
            try facts(
                tallies(report) + [
                    ("flags", .members(report.summary.flags.map { ($0.code, .integer($0.count)) })),
                    ("refused cells", .array(refused)),
                    ("unknown columns", .array(report.summary.unknownColumns.map { .string($0) })),
                    ("notices", .array(report.notices.map { .string($0) })),
                ], format)
        }
    }

    private static func tallies(_ report: ImportReport) -> [(name: String, value: JSONValue)] {
        let summary = report.summary
        return [
            ("import", .string(report.importID)), ("already imported", .bool(report.alreadyImported)),
            ("rows", .integer(summary.rows)), ("recorded", .integer(summary.recorded)),
            ("corrected", .integer(summary.corrected)), ("withdrawn", .integer(summary.withdrawn)),
            ("reinstated", .integer(summary.reinstated)), ("unchanged", .integer(summary.unchanged)),
            ("restated", .integer(summary.restated)),
            ("first position", report.firstPosition.map { .integer($0) } ?? .null),
            ("last position", report.lastPosition.map { .integer($0) } ?? .null),
        ]
    }

    private static func refusals(_ report: ImportReport) -> [(name: String, value: JSONValue)] {
        report.summary.flags.map { (name: "flag \($0.code)", value: .integer($0.count)) }
            + report.refusedCells.map {
                (name: "refused row \($0.row) \($0.column)", value: .string("\($0.text) (\($0.reason))"))
            }
            + report.summary.unknownColumns.map { (name: "unknown column", value: .string($0)) }
    }

    private static func text(_ report: ImportReport) -> String {
        let summary = report.summary
        var lines = [
            "import/\(report.importID)",
            "\(summary.rows) rows: \(summary.recorded) records made, \(summary.corrected) corrected, "
                + "\(summary.withdrawn) withdrawn, \(summary.reinstated) reinstated, \(summary.unchanged) unchanged"
                + (summary.restated > 0 ? "; \(summary.restated) restated as of later exports" : ""),
        ]
        if report.alreadyImported {
            lines.append("This file was imported before: nothing was appended.")
        } else if let first = report.firstPosition, let last = report.lastPosition {
            lines.append("positions \(first) to \(last)")
        }
        lines += summary.flags.map { "flag: \($0.count) × \($0.code)" }
        lines += report.refusedCells.map {
            "cell not read: row \($0.row), \($0.column): \"\($0.text)\": \($0.reason); kept as it stood"
        }
        lines += summary.unknownColumns.map { "column not recognised: \"\($0)\"; kept with each record" }
        lines += report.notices.map { "note: \($0)" }
        return lines.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    /// What became of a file of published figures.
    static func figuresReport(_ report: FiguresReport, _ format: OutputFormat) throws {
        if format == .table {
            return try Output.answer(
                report.alreadyImported
                    ? "import/\(report.importID)\nThis file was imported before: nothing was appended.\n"
                    : "import/\(report.importID)\n\(report.recorded) figures recorded, \(report.corrected) corrected, "
                        + "\(report.reinstated) reinstated, \(report.unchanged) unchanged\n")
        }
        try facts(
            [
                ("import", .string(report.importID)), ("already imported", .bool(report.alreadyImported)),
                ("recorded", .integer(report.recorded)), ("corrected", .integer(report.corrected)),
                ("reinstated", .integer(report.reinstated)), ("unchanged", .integer(report.unchanged)),
            ], format)
    }
}
