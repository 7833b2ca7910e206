import Comparison
import Forms
import Incidents
import Ledger

extension Answers {
    /// What changed between two moments.
    static func changes(_ report: ChangesReport, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.answer(text(report))
        case .csv:
            try Output.answer(table(report.changes).csv)
            report.unsummed.forEach(Output.remark)
        case .json: try Output.answer(json(report).formatted)
        }
    }

    private static func text(_ report: ChangesReport) -> String {
        var text = "from  \(MomentText.text(report.from, position: report.fromPosition))\n"
        text += "to    \(MomentText.text(report.to, position: report.toPosition))\n\n"
        text += tallies(report).table + "\n"
        if !report.effects.isEmpty { text += effects(report).table + "\n" }
        text += report.unsummed.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
        for change in report.changes {
            text += "\(change.record) \(change.kind.rawValue)"
            if let event = (change.after ?? change.before)?.event {
                text += ", known at \(event.knownAt), by \(DisplayWidth.onOneLine(event.actor))"
                text += event.reason.isEmpty ? "" : ": \(DisplayWidth.onOneLine(event.reason))"
            }
            text += "\n"
            // What was added states all its fields; the reader has `show` for that.
            guard change.kind == .corrected else { continue }
            text += lines(change.differences.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
        }
        return text
    }

    /// Records by kind and by what became of them.
    private static func tallies(_ report: ChangesReport) -> TextTable {
        TextTable(
            columns: [.init(name: "records")] + ChangeKind.allCases.map { .init(name: $0.rawValue, isNumber: true) },
            rows: RecordKind.allCases.map { kind in
                [kind.code] + ChangeKind.allCases.map { "\(report.count($0, of: kind))" }
            })
    }

    /// What the changes add to each year, and to each region and year.
    private static func effects(_ report: ChangesReport) -> TextTable {
        TextTable(
            columns: [.init(name: "scheme"), .init(name: "region"), .init(name: "year", isNumber: true)]
                + TollSum.columns.map { .init(name: $0, isNumber: true) },
            rows: report.effects.sorted { $0.key < $1.key }.map { key, toll in
                [
                    key.region?.scheme ?? "", key.region.map(\.code) ?? "(world)", key.year.map { "\($0)" } ?? "",
                ] + toll.sums.map { "\($0)" }
            })
    }

    /// A changed field a row; one row without a field where nothing differs in any.
    private static func table(_ changes: [RecordChange]) -> TextTable {
        let rows = changes.flatMap { change -> [[String]] in
            let event = change.after ?? change.before
            let start = [
                change.kind.rawValue, change.record.kind.code, change.record.id, event.map { "\($0.position)" } ?? "",
                event?.event.knownAt.description ?? "", event?.event.actor ?? "", event?.event.reason ?? "",
            ]
            guard !change.differences.isEmpty else { return [start + ["", "", ""]] }
            return change.differences.map { start + [$0.field, $0.old, $0.new] }
        }
        let names = ["change", "kind", "id", "position", "known_at", "actor", "reason", "field", "old", "new"]
        return TextTable(columns: names.map { .init(name: $0) }, rows: rows)
    }

    private static func json(_ report: ChangesReport) -> JSONValue {
        .members([
            ("from", json(report.from, report.fromPosition)), ("to", json(report.to, report.toPosition)),
            ("effects", effects(report).json), ("unsummed", .array(report.unsummed.map { .string($0) })),
            (
                "records",
                .array(
                    report.changes.map { change in
                        .members([
                            ("change", .string(change.kind.rawValue)), ("kind", .string(change.record.kind.code)),
                            ("id", .string(change.record.id)), ("before", change.before.map { json($0) } ?? .null),
                            ("after", change.after.map { json($0) } ?? .null),
                            ("changes", RecordJSON.value(of: change.differences)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ moment: Moment, _ position: UInt64) -> JSONValue {
        .members([
            ("asOf", .integer(position)), ("knownBy", .optional(moment.knownBy?.description)),
        ])
    }
}
