import Files
import Forms
import Incidents
import Intake
import Ledger
import Tables

extension Answers {
    /// What an import read and appended.
    static func importReport(_ report: ImportReport, _ format: OutputFormat) throws {
        try Output.answer(afterMaking: "What import/\(report.plan.importID) says was taken in all the same.") {
            try tell(report, format)
        }
    }

    private static func tell(_ report: ImportReport, _ format: OutputFormat) throws {
        let plan = report.plan
        let positions: [(name: String, value: JSONValue)] = [
            ("already imported", .bool(report.alreadyImported)),
            ("first position", report.positions.map { .integer($0.lowerBound) } ?? .null),
            ("last position", report.positions.map { .integer($0.upperBound) } ?? .null),
            ("left behind", .integer(report.leftBehind)),
        ]
        switch format {
        case .table:
            var lines = ["import/\(plan.importID)", sentence(plan.summary)]
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
            try Output.show(text(lines + remarks(plan)))
        case .csv: try facts(tallies(plan) + positions + refusals(plan), format)
        case .json: try facts(tallies(plan) + positions + lists(plan) + cells(plan), format)
        }
    }

    /// What an import would do.
    static func importPlan(_ plan: ImportPlan, _ format: OutputFormat) throws {
        switch format {
        case .table:
            var lines = [
                "import/\(plan.importID): planned, nothing was appended",
                "dataset \(plan.dataset), as at \(plan.asAt), \(plan.scope.text)", sentence(plan.summary),
            ]
            lines += plan.obstacles.map { "refused as it stands: \($0.description)" }
            let tables = [kinds(plan), cells(plan.cells.filter { !$0.tally.isQuiet }), largest(plan)]
                .filter { !$0.rows.isEmpty }.map { "\n" + $0.table(width: Output.width) }
            try Output.show(text(lines + remarks(plan)) + tables.joined())
        case .csv: try Output.answer(cells(plan.cells).csv)
        case .json:
            let place: [(name: String, value: JSONValue)] = [
                ("dataset", .string(plan.dataset)), ("as at", .string(plan.asAt.description)),
                ("scope", .string(plan.scope.text)), ("already imported", .bool(plan.repeats != nil)),
            ]
            let counts: [(name: String, value: JSONValue)] = [
                ("kinds", kinds(plan).json), ("years and regions", cells(plan.cells).json),
                ("largest", largest(plan).json),
                (
                    "obstacles",
                    .array(
                        plan.obstacles.map {
                            .members([("code", .string($0.code.rawValue)), ("sentence", .string($0.description))])
                        })
                ),
            ]
            try facts(place + tallies(plan) + counts + lists(plan) + cells(plan), format)
        }
    }

    /// What undoing an import came to.
    static func undoReport(_ report: UndoReport, _ format: OutputFormat) throws {
        let positions = report.positions
        if format == .table {
            return try Output.show(
                "import/\(report.importID) undone: \(report.corrected) statements corrected, \(report.withdrawn) withdrawn, "
                    + "\(report.reinstated) reinstated"
                    + (positions.map { "; positions \($0.lowerBound) to \($0.upperBound)" } ?? "") + "\n")
        }
        try facts(
            [
                ("import", .string(report.importID)), ("corrected", .integer(report.corrected)),
                ("withdrawn", .integer(report.withdrawn)), ("reinstated", .integer(report.reinstated)),
                ("first position", positions.map { .integer($0.lowerBound) } ?? .null),
                ("last position", positions.map { .integer($0.upperBound) } ?? .null),
            ], format)
    }

    private static func sentence(_ summary: ImportSummary) -> String {
        "\(summary.rows) rows: \(summary.recorded) records made, \(summary.corrected) corrected, "
            + "\(summary.withdrawn) withdrawn, \(summary.reinstated) reinstated, \(summary.unchanged) unchanged"
            + (summary.confirmed > 0 ? ", \(summary.confirmed) confirmed" : "")
            + (summary.rearranged > 0 ? "; \(summary.rearranged) incidents re-arranged, their toll unchanged" : "")
            + (summary.disputed > 0 ? "; \(summary.disputed) disputed between desk and publisher" : "")
            + (summary.restated > 0 ? "; \(summary.restated) restated as of later exports" : "")
    }

    private static func tallies(_ plan: ImportPlan) -> [(name: String, value: JSONValue)] {
        let summary = plan.summary
        return [
            ("import", .string(plan.importID)), ("rows", .integer(summary.rows)),
            ("recorded", .integer(summary.recorded)),
            ("corrected", .integer(summary.corrected)), ("withdrawn", .integer(summary.withdrawn)),
            ("reinstated", .integer(summary.reinstated)), ("confirmed", .integer(summary.confirmed)),
            ("unchanged", .integer(summary.unchanged)), ("rearranged", .integer(summary.rearranged)),
            ("disputed", .integer(summary.disputed)), ("restated", .integer(summary.restated)),
        ]
    }

    /// Of cells that were not read an answer has so many at most; `--report` writes all.
    private static let mostCells = 1_000

    private static func refusals(_ plan: ImportPlan) throws -> [(name: String, value: JSONValue)] {
        plan.summary.flags.map { (name: "flag \($0.code)", value: .integer($0.count)) }
            + [(name: "refused cells", value: .integer(plan.refusedCells.count))]
            + (try plan.refusedCells.first(mostCells)).map {
                (name: "refused row \($0.row) \($0.column)", value: .string("\($0.text) (\($0.reason))"))
            }
            + plan.summary.unknownColumns.map { (name: "unknown column", value: .string($0)) }
    }

    private static func cells(_ plan: ImportPlan) throws -> [(name: String, value: JSONValue)] {
        let refused = try plan.refusedCells.first(mostCells).map { cell in
            JSONValue.members([
                ("row", .integer(cell.row)), ("column", .string(cell.column)), ("text", .string(cell.text)),
                ("reason", .string(cell.reason)),
            ])
        }
        return [("refused cells", .array(refused)), ("refused in all", .integer(plan.refusedCells.count))]
    }

    /// What a report has beside the cells that were not read.
    static func remarks(ofReport plan: ImportPlan) -> [(name: String, value: JSONValue)] {
        (tallies(plan).dropFirst(2) + lists(plan)).map { ($0.name.lowerCamelCased, $0.value) }
    }

    private static func lists(_ plan: ImportPlan) -> [(name: String, value: JSONValue)] {
        let rearranged = plan.rearrangements.map { found in
            JSONValue.members([
                ("incident", .string(found.incident)), ("withdrawn", .array(found.withdrawn.map { .string($0) })),
                ("recorded", .array(found.recorded.map { .string($0) })),
                ("deadAndMissing", .integer(found.deadAndMissing)),
            ])
        }
        return [
            ("file", .array((plan.table?.sentences ?? []).map { .string($0) })),
            ("rearrangements", .array(rearranged)), ("desk", .array(plan.desk.map(json))),
            ("flags", .members(plan.summary.flags.map { ($0.code, .integer($0.count)) })),
            ("unknown columns", .array(plan.summary.unknownColumns.map { .string($0) })),
            ("notices", .array(plan.notices.map { .string($0) })),
        ]
    }

    private static func json(_ encounter: DeskEncounter) -> JSONValue {
        var disputes: [Dispute] = []
        let outcome: String
        switch encounter.outcome {
        case .disputed(let found): (outcome, disputes) = ("disputed", found)
        case .merged: outcome = "merged"
        case .withdrawn: outcome = "withdrawn"
        }
        return .members([
            ("kind", .string(encounter.record.kind.code)), ("id", .string(encounter.record.id)),
            ("outcome", .string(outcome)),
            (
                "disputes",
                .array(
                    disputes.map {
                        .members([
                            ("field", .string($0.field)), ("desk", .string($0.desk)), ("dataset", .string($0.dataset)),
                        ])
                    })
            ),
        ])
    }

    /// What a person should know, a line each, and no more than a screen of it: what is not shown is counted, and said to
    /// be in the report or in JSON.
    private static func remarks(_ plan: ImportPlan) throws -> [String] {
        var lines = few(plan.desk.map(sentence), 8, "more records of which the desk had spoken")
        lines += few(
            plan.rearrangements.map { found in
                "re-arranged within incident/\(found.incident), toll \(found.deadAndMissing) unchanged: "
                    + "\(found.withdrawn.joined(separator: " ")) → \(found.recorded.joined(separator: " "))"
            }, 5, "more re-arranged")
        lines += plan.summary.flags.map { "new flag: \($0.count) × \($0.code)" }
        if !plan.summary.flags.isEmpty { lines.append("`flags --import \(plan.importID)` lists what was flagged") }
        lines += try notRead(plan.refusedCells)
        lines.append("mapping: \(plan.mapping.name), version \(plan.mapping.version)")
        lines += (plan.table?.sentences ?? []).map { "file: \($0)" }
        lines += few(
            plan.summary.unknownColumns.map { "column not recognised: \"\($0)\"; kept with the import" }, 6,
            "more columns not recognised")
        return lines + plan.notices.map { "note: \($0)" }
    }

    private static func few(_ lines: [String], _ count: Int, _ what: String) -> [String] {
        guard lines.count > count else { return lines }
        return lines.prefix(count) + ["… and \(lines.count - count) \(what); --format json lists them"]
    }

    private static func sentence(_ encounter: DeskEncounter) -> String {
        switch encounter.outcome {
        case .disputed(let disputes):
            "disputed: \(encounter.record): " + disputes.map(sentence).joined(separator: "; ")
        case .merged: "changed by the publisher, too: \(encounter.record); the desk's corrections stand beside it"
        case .withdrawn: "withdrawn by the publisher: \(encounter.record), of which the desk had spoken"
        }
    }

    /// A line a cell, of each column and altogether the first ones only, and how many more there are.
    private static func notRead(_ cells: RefusedCells) throws -> [String] {
        let (ofColumn, altogether) = (3, 12)
        var shown: [String: Int] = [:]
        var left: [String: Int] = [:]
        var lines: [String] = []
        try cells.read { cell in
            guard shown[cell.column, default: 0] < ofColumn, lines.count < altogether else {
                left[cell.column, default: 0] += 1
                return true
            }
            shown[cell.column, default: 0] += 1
            lines.append(
                "not read: row \(cell.row), \(cell.column): \"\(cell.text)\": \(cell.reason); kept as it stood")
            return true
        }
        let most = left.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !most.isEmpty else { return lines }
        let columns = most.prefix(5).map { "\($0.value) more of \($0.key)" }.joined(separator: ", ")
        let others = most.dropFirst(5).reduce(0) { $0 + $1.value }
        return lines + [
            "not read: \(columns)\(others > 0 ? ", \(others) more of other columns" : ""), kept as they stood; --report FILE"
                + " writes them all"
        ]
    }

    private static func sentence(_ dispute: Dispute) -> String {
        guard dispute.field == "existence" else {
            return "\(dispute.field): the desk says \(dispute.desk), the publisher \(dispute.dataset)"
        }
        return dispute.dataset == "withdrawn"
            ? "withdrawn by the publisher; the desk's correction stands"
            : "changed by the publisher; the desk's withdrawal stands"
    }

    private static func text(_ lines: [String]) -> String {
        lines.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    private static let tallyColumns: [TextTable.Column] = [
        "recorded", "corrected", "withdrawn", "reinstated", "confirmed", "unchanged", "rearranged", "disputed",
        "restated",
    ].map { .init(name: $0, isNumber: true) }

    private static func counts(_ tally: ImportTally) -> [String] {
        [
            tally.recorded, tally.corrected, tally.withdrawn, tally.reinstated, tally.confirmed, tally.unchanged,
            tally.rearranged, tally.disputed, tally.restated,
        ].map { "\($0)" }
    }

    private static func kinds(_ plan: ImportPlan) -> TextTable {
        TextTable(
            columns: [.init(name: "kind")] + tallyColumns,
            rows: RecordKind.allCases.compactMap { kind in plan.kinds[kind].map { [kind.code] + counts($0) } })
    }

    /// Of tolls; restatements are not told apart by year and region.
    private static func cells(_ cells: [ImportCell]) -> TextTable {
        TextTable(
            columns: [.init(name: "year", isNumber: true), .init(name: "region")] + tallyColumns.dropLast() + [
                .init(name: "dead_and_missing_before", isNumber: true),
                .init(name: "dead_and_missing_after", isNumber: true),
            ],
            rows: cells.map { cell in
                [cell.year.map { "\($0)" } ?? "", cell.region] + counts(cell.tally).dropLast() + [
                    "\(cell.before)", "\(cell.after)",
                ]
            })
    }

    private static func largest(_ plan: ImportPlan) -> TextTable {
        TextTable(
            columns: [
                .init(name: "record"), .init(name: "event"), .init(name: "year", isNumber: true),
                .init(name: "region"), .init(name: "before", isNumber: true), .init(name: "after", isNumber: true),
            ],
            rows: plan.largest.map { change in
                let counted = change.after ?? change.before
                return [
                    "\(change.record)", change.kind.rawValue, counted?.year.map { "\($0)" } ?? "",
                    counted?.region ?? "",
                    change.before.map { "\($0.deadAndMissing)" } ?? "",
                    change.after.map { "\($0.deadAndMissing)" } ?? "",
                ]
            })
    }

    /// What became of a file of published figures.
    static func figuresReport(_ report: FiguresReport, _ format: OutputFormat) throws {
        if format == .table {
            return try Output.show(
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
