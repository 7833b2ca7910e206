package import Comparison
import Folding
package import Forms
import Incidents
import Ledger

/// What changed between two moments, record by record.
package struct ChangesLayout: AnswerLayout {
    private let report: ChangesReport

    package init(_ report: ChangesReport) { self.report = report }

    package var remarks: [String] { report.unsummed + report.successions }

    package func text(width: Int?) -> String {
        var text = report.momentLines
        text += "What was said:\n" + report.happenedTable.table(width: width)
        text += "\nWhat it came to:\n" + report.tallyTable.table(width: width) + "\n"
        if !report.effects.isEmpty { text += effects.table(width: width) + "\n" }
        text += remarks.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
        for rearranged in report.rearranged {
            let (before, after) = (names(rearranged.before), names(rearranged.after))
            text += "re-arranged within incident/\(rearranged.incident), toll unchanged: \(before) → \(after)\n"
        }
        for change in report.changes where change.rearrangedWithin == nil {
            text += "\(change.record) \(change.kind.rawValue)"
            if let event = (change.after ?? change.before)?.event {
                text += ", known at \(event.knownAt), \(Wording.by(event))"
                text += event.reason.isEmpty ? "" : ": \(DisplayWidth.onOneLine(event.reason))"
            }
            text += "\n"
            if change.events.count > 1 { text += Wording.lines(change.events.map(line)) }
            // What was added states all its fields; the reader has `show` for that.
            guard change.kind == .corrected else { continue }
            text += Wording.lines(change.differences.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
        }
        for passing in report.passing {
            text += "\(passing.record) as before\n" + Wording.lines(passing.events.map(line))
        }
        return text
    }

    private func names(_ records: [RecordID]) -> String {
        records.map { DisplayWidth.onOneLine($0.id) }.joined(separator: ", ")
    }

    private func line(_ event: HappenedEvent) -> (field: String, value: String) {
        (
            field: "\(event.type.code) at position \(event.position)",
            value: "known at \(event.knownAt), \(Wording.by(event.actor, event.importID))"
                + (event.dataset.isEmpty ? "" : " for \(event.dataset)")
                + (event.reason.isEmpty ? "" : ": \(event.reason)")
        )
    }

    /// What the changes add to each year, and to each region and year.
    private var effects: TextTable {
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
    package var table: TextTable {
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
    private func history(_ events: [HappenedEvent]) -> String {
        events.map { "\($0.type.code) \($0.position)" }.joined(separator: ", ")
    }

    private func list(_ events: [HappenedEvent]) -> JSONValue {
        .array(
            events.map {
                .members([
                    ("position", .integer($0.position)), ("type", .string($0.type.code)),
                    ("knownAt", .string("\($0.knownAt)")), ("dataset", .string($0.dataset)),
                    ("actor", .string($0.actor)),
                    ("importId", .said($0.importID)), ("reason", .string($0.reason)),
                ])
            })
    }

    private func ids(_ records: [RecordID]) -> JSONValue {
        .texts(records.map(\.id))
    }

    package var json: JSONValue {
        .members([
            ("from", report.from.json(at: report.fromPosition)), ("to", report.to.json(at: report.toPosition)),
            ("happened", report.happenedTable.json), ("effects", effects.json),
            ("successions", .texts(report.successions)),
            ("unsummed", .texts(report.unsummed)),
            (
                "records",
                .array(
                    report.changes.map { change in
                        .members([
                            ("change", .string(change.kind.rawValue)), ("kind", .string(change.record.kind.code)),
                            ("id", .string(change.record.id)), ("before", change.before.map(\.json) ?? .null),
                            ("after", change.after.map(\.json) ?? .null),
                            ("changes", RecordJSON.value(of: change.differences)),
                            ("events", list(change.events)),
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
                            ("events", list($0.events)),
                        ])
                    })
            ),
            (
                "rearranged",
                .array(
                    report.rearranged.map {
                        .members([
                            ("incident", .string($0.incident)), ("before", ids($0.before)), ("after", ids($0.after)),
                        ])
                    })
            ),
        ])
    }
}

extension ChangesReport {
    /// Which moments are compared, and of what the report is.
    var momentLines: String {
        var text = "from  \(MomentText.text(from, position: fromPosition))\n"
        text += "to    \(MomentText.text(to, position: toPosition))\n"
        if selection != .all {
            let kinds =
                selection.kinds.isEmpty ? "any kind" : selection.kinds.map(\.code).sorted().joined(separator: ", ")
            let fields = selection.fields.sorted().joined(separator: " or ")
            text += "only  records of \(kinds)" + (fields.isEmpty ? "" : " in which \(fields) differs") + "\n"
        }
        return text + "\n"
    }

    /// Events by kind and type.
    var happenedTable: TextTable {
        let types = EventType.allCases
        return TextTable(
            columns: [.init(name: "events")] + types.map { .init(name: $0.code, isNumber: true) },
            rows: RecordKind.allCases.map { kind in
                [kind.code] + types.map { "\(happened[kind]?[$0] ?? 0)" }
            })
    }

    /// Records by kind and by what became of them.
    var tallyTable: TextTable {
        TextTable(
            columns: [.init(name: "records")] + Self.kindsOfRecords.map { .init(name: $0.rawValue, isNumber: true) },
            rows: RecordKind.allCases.map { kind in
                [kind.code] + Self.kindsOfRecords.map { "\(count($0, of: kind))" }
            })
    }

    private static let kindsOfRecords = ChangeKind.allCases.filter { $0 != .leftOut }
}

extension Moment {
    func json(at position: UInt64) -> JSONValue {
        .members([
            ("asOf", .integer(position)), ("knownBy", .optional(knownBy?.description)),
        ])
    }
}
