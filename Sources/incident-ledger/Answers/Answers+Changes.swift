import Comparison
import Files
import Folding
import Forms
import Incidents
import Ledger

extension Answers {
    /// What changed between two moments.
    static func changes(_ report: ChangesReport, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.show(text(report))
        case .csv:
            try Output.answer(table(report).csv)
            (report.unsummed + report.successions).forEach(Output.remark)
        case .json: try Output.answer(json(report).formatted)
        }
    }

    private static func text(_ report: ChangesReport) -> String {
        var text = moments(report)
        text += "What was said:\n" + happened(report).table(width: Output.width)
        text += "\nWhat it came to:\n" + tallies(report).table(width: Output.width) + "\n"
        if !report.effects.isEmpty { text += effects(report).table(width: Output.width) + "\n" }
        text += (report.unsummed + report.successions).map { DisplayWidth.onOneLine($0) + "\n" }.joined()
        for rearranged in report.rearranged {
            let (before, after) = (names(rearranged.before), names(rearranged.after))
            text += "re-arranged within incident/\(rearranged.incident), toll unchanged: \(before) → \(after)\n"
        }
        for change in report.changes where change.rearrangedWithin == nil {
            text += "\(change.record) \(change.kind.rawValue)"
            if let event = (change.after ?? change.before)?.event {
                text += ", known at \(event.knownAt), \(by(event))"
                text += event.reason.isEmpty ? "" : ": \(DisplayWidth.onOneLine(event.reason))"
            }
            text += "\n"
            if change.events.count > 1 { text += lines(change.events.map(line)) }
            // What was added states all its fields; the reader has `show` for that.
            guard change.kind == .corrected else { continue }
            text += lines(change.differences.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
        }
        for passing in report.passing {
            text += "\(passing.record) as before\n" + lines(passing.events.map(line))
        }
        return text
    }

    /// Which moments are compared, and of what the report is.
    static func moments(_ report: ChangesReport) -> String {
        var text = "from  \(MomentText.text(report.from, position: report.fromPosition))\n"
        text += "to    \(MomentText.text(report.to, position: report.toPosition))\n"
        let selection = report.selection
        if selection != .all {
            let kinds =
                selection.kinds.isEmpty ? "any kind" : selection.kinds.map(\.code).sorted().joined(separator: ", ")
            let fields = selection.fields.sorted().joined(separator: " or ")
            text += "only  records of \(kinds)" + (fields.isEmpty ? "" : " in which \(fields) differs") + "\n"
        }
        return text + "\n"
    }

    private static func names(_ records: [RecordID]) -> String {
        records.map { DisplayWidth.onOneLine($0.id) }.joined(separator: ", ")
    }

    private static func line(_ event: HappenedEvent) -> (field: String, value: String) {
        (
            field: "\(event.type.code) at position \(event.position)",
            value: "known at \(event.knownAt), \(by(event.actor, event.importID))"
                + (event.dataset.isEmpty ? "" : " for \(event.dataset)")
                + (event.reason.isEmpty ? "" : ": \(event.reason)")
        )
    }

    /// Events by kind and type.
    static func happened(_ report: ChangesReport) -> TextTable {
        let types = EventType.allCases
        return TextTable(
            columns: [.init(name: "events")] + types.map { .init(name: $0.code, isNumber: true) },
            rows: RecordKind.allCases.map { kind in
                [kind.code] + types.map { "\(report.happened[kind]?[$0] ?? 0)" }
            })
    }

    /// Records by kind and by what became of them.
    static func tallies(_ report: ChangesReport) -> TextTable {
        TextTable(
            columns: [.init(name: "records")] + kindsOfRecords.map { .init(name: $0.rawValue, isNumber: true) },
            rows: RecordKind.allCases.map { kind in
                [kind.code] + kindsOfRecords.map { "\(report.count($0, of: kind))" }
            })
    }

    private static let kindsOfRecords = ChangeKind.allCases.filter { $0 != .leftOut }

    /// What the changes add to each year, and to each region and year.
    static func effects(_ report: ChangesReport) -> TextTable {
        TextTable(
            columns: [.init(name: "scheme"), .init(name: "region"), .init(name: "year", isNumber: true)]
                + TollSum.columns.map { .init(name: $0, isNumber: true) },
            rows: report.effects.sorted { $0.key < $1.key }.map { key, toll in
                [
                    key.region?.scheme ?? "", key.region.map { $0.code.isEmpty ? "(none)" : $0.code } ?? "(world)",
                    key.year.map { "\($0)" } ?? "",
                ] + toll.sums.map { $0.addsNothing ? "0" : "\($0)" }
            })
    }

    /// A changed field a row; one row without a field where nothing differs in any, as where what was said came to nothing.
    private static func table(_ report: ChangesReport) -> TextTable {
        let rows = report.changes.flatMap { change -> [[String]] in
            let event = change.after ?? change.before
            let start = [
                change.kind.rawValue, change.record.kind.code, change.record.id, event.map { "\($0.position)" } ?? "",
                event?.event.knownAt.description ?? "", event?.event.actor ?? "", event?.event.importID ?? "",
                event?.event.reason ?? "",
            ]
            let end = [history(change.events), change.rearrangedWithin ?? ""]
            guard !change.differences.isEmpty else { return [start + ["", "", ""] + end] }
            return change.differences.map { start + [$0.field, $0.old, $0.new] + end }
        }
        let passing = report.passing.map { passing in
            let last = passing.events.last
            return [
                "nothing", passing.record.kind.code, passing.record.id, last.map { "\($0.position)" } ?? "",
                last?.knownAt.description ?? "", last?.actor ?? "", last?.importID ?? "", last?.reason ?? "", "", "",
                "",
                history(passing.events), "",
            ]
        }
        let names = [
            "change", "kind", "id", "position", "known_at", "actor", "import", "reason", "field", "old", "new",
            "events", "rearranged_within",
        ]
        return TextTable(columns: names.map { .init(name: $0) }, rows: rows + passing)
    }

    /// Everything that was said of a record, in short: `recorded 12, withdrawn 15`.
    private static func history(_ events: [HappenedEvent]) -> String {
        events.map { "\($0.type.code) \($0.position)" }.joined(separator: ", ")
    }

    private static func json(_ events: [HappenedEvent]) -> JSONValue {
        .array(
            events.map {
                .members([
                    ("position", .integer($0.position)), ("type", .string($0.type.code)),
                    ("knownAt", .string("\($0.knownAt)")), ("dataset", .string($0.dataset)),
                    ("actor", .string($0.actor)),
                    ("importId", $0.importID.isEmpty ? .null : .string($0.importID)), ("reason", .string($0.reason)),
                ])
            })
    }

    private static func json(_ records: [RecordID]) -> JSONValue {
        .array(records.map { .string($0.id) })
    }

    private static func json(_ report: ChangesReport) -> JSONValue {
        .members([
            ("from", json(report.from, report.fromPosition)), ("to", json(report.to, report.toPosition)),
            ("happened", happened(report).json), ("effects", effects(report).json),
            ("successions", .array(report.successions.map { .string($0) })),
            ("unsummed", .array(report.unsummed.map { .string($0) })),
            (
                "records",
                .array(
                    report.changes.map { change in
                        .members([
                            ("change", .string(change.kind.rawValue)), ("kind", .string(change.record.kind.code)),
                            ("id", .string(change.record.id)), ("before", change.before.map { json($0) } ?? .null),
                            ("after", change.after.map { json($0) } ?? .null),
                            ("changes", RecordJSON.value(of: change.differences)),
                            ("events", json(change.events)),
                            ("rearrangedWithin", .optional(change.rearrangedWithin)),
                        ])
                    })
            ),
            (
                "cameToNothing",
                .array(
                    report.passing.map {
                        .members([
                            ("kind", .string($0.record.kind.code)), ("id", .string($0.record.id)),
                            ("events", json($0.events)),
                        ])
                    })
            ),
            (
                "rearranged",
                .array(
                    report.rearranged.map {
                        .members([
                            ("incident", .string($0.incident)), ("before", json($0.before)), ("after", json($0.after)),
                        ])
                    })
            ),
        ])
    }

    static func json(_ moment: Moment, _ position: UInt64) -> JSONValue {
        .members([
            ("asOf", .integer(position)), ("knownBy", .optional(moment.knownBy?.description)),
        ])
    }
}
