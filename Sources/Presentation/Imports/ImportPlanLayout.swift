package import Forms
import Incidents
package import Intake

/// What an import would do: records by kind, tolls by year and region, the largest changes.
package struct ImportPlanLayout: AnswerLayout {
    private let plan: ImportPlan

    package init(_ plan: ImportPlan) { self.plan = plan }

    package func text(width: Int?) throws -> String {
        var lines = [
            "import/\(plan.importID): planned, nothing was appended",
            "dataset \(plan.dataset), as at \(plan.asAt), \(plan.scope.text)", plan.sentence,
        ]
        lines += plan.obstacles.map { "refused as it stands: \($0.description)" }
        let tables = [kinds, cells(plan.cells.filter { !$0.tally.isQuiet }), largest]
            .filter { !$0.rows.isEmpty }.map { "\n" + $0.table(width: width) }
        return Wording.onLines(lines + (try plan.sentences())) + tables.joined()
    }

    package var table: TextTable { cells(plan.cells) }

    package var json: JSONValue {
        get throws {
            let place: [NamedValues.Pair] = [
                ("dataset", .string(plan.dataset)), ("as at", .string(plan.asAt.description)),
                ("scope", .string(plan.scope.text)), ("already imported", .bool(plan.repeats != nil)),
            ]
            let obstacles = plan.obstacles.map { obstacle in
                JSONValue.members([
                    ("code", .string(obstacle.code.rawValue)), ("sentence", .string(obstacle.description)),
                ])
            }
            let counts: [NamedValues.Pair] = [
                ("kinds", kinds.json), ("years and regions", cells(plan.cells).json), ("largest", largest.json),
                ("obstacles", .array(obstacles)),
            ]
            return NamedValues(place + plan.tallies + counts + plan.lists + (try plan.refusedList())).json
        }
    }

    // MARK: Tables

    private static let tallyColumns: [TextTable.Column] = [
        "recorded", "corrected", "withdrawn", "reinstated", "confirmed", "unchanged", "rearranged", "disputed",
        "restated",
    ].map { .init(name: $0, isNumber: true) }

    private func counts(_ tally: ImportTally) -> [String] {
        [
            tally.recorded, tally.corrected, tally.withdrawn, tally.reinstated, tally.confirmed, tally.unchanged,
            tally.rearranged, tally.disputed, tally.restated,
        ].map { "\($0)" }
    }

    private var kinds: TextTable {
        TextTable(
            columns: [.init(name: "kind")] + Self.tallyColumns,
            rows: RecordKind.allCases.compactMap { kind in plan.kinds[kind].map { [kind.code] + counts($0) } })
    }

    /// Of tolls; restatements are not told apart by year and region.
    private func cells(_ cells: [ImportCell]) -> TextTable {
        TextTable(
            columns: [.init(name: "year", isNumber: true), .init(name: "region")] + Self.tallyColumns.dropLast() + [
                .init(name: "dead_and_missing_before", isNumber: true),
                .init(name: "dead_and_missing_after", isNumber: true),
            ],
            rows: cells.map { cell in
                [cell.year.map { "\($0)" } ?? "", cell.region] + counts(cell.tally).dropLast() + [
                    "\(cell.before)", "\(cell.after)",
                ]
            })
    }

    private var largest: TextTable {
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
}
