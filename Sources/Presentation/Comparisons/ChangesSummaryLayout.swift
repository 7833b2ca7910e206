package import Comparison
import Folding
package import Forms
import Incidents

/// How much changed between two moments, without the records that did.
package struct ChangesSummaryLayout: AnswerLayout {
    private let report: ChangesReport
    private let world: TollSum

    /// - Throws: `LedgerError` where what the changes add to the whole world cannot be added up.
    package init(_ report: ChangesReport) throws {
        self.report = report
        world = try LedgerError.wrapping { try report.worldEffect() }
    }

    package var remarks: [String] { report.unsummed + report.successions }

    package func text(width: Int?) -> String {
        var text = report.momentLines
        text +=
            "\(report.eventCount) events about \(report.recordCount) records changed \(report.changes.count) of them\n\n"
        text += "What was said:\n" + report.happenedTable.table(width: width)
        text += "\nWhat it came to:\n" + report.tallyTable.table(width: width)
        if !fields.rows.isEmpty { text += "\nWhat was corrected:\n" + fields.table(width: width) }
        text += "\nWho said it:\n" + sources.table(width: width)
        text += "\nWhat the changes add to the whole world, all years together:\n"
        text += Wording.lines(amounts.map { (field: $0.name, value: $0.value) })
        return text + remarks.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    private var amounts: [(name: String, value: String)] {
        zip(TollSum.columns, world.sums).map { ($0, $1.addsNothing ? "0" : "\($1)") }
    }

    /// In how many corrected records each field differs, the most first.
    private var fields: TextTable {
        let counts = report.correctedFields.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return TextTable(
            columns: [.init(name: "field"), .init(name: "records", isNumber: true)],
            rows: counts.map { [$0.key, "\($0.value)"] })
    }

    /// Who said how much, the most first; by hand before any import of as many.
    private var sources: TextTable {
        let tallies = report.sources.sorted {
            ($1.value.events, $0.key.actor, $0.key.importID) < ($0.value.events, $1.key.actor, $1.key.importID)
        }
        return TextTable(
            columns: [
                .init(name: "actor"), .init(name: "import"), .init(name: "events", isNumber: true),
                .init(name: "records", isNumber: true),
            ],
            rows: tallies.map { [$0.key.actor, $0.key.importID, "\($0.value.events)", "\($0.value.records)"] })
    }

    /// One count a row: of what, of which kind, actor and import, and how many.
    package var table: TextTable {
        var rows: [[String]] = []
        for kind in RecordKind.allCases {
            for (type, count) in (report.happened[kind] ?? [:]).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                rows.append(["events", type.code, kind.code, "", "", "\(count)"])
            }
        }
        for kind in RecordKind.allCases {
            for change in ChangeKind.allCases where report.count(change, of: kind) > 0 {
                rows.append(["records", change.rawValue, kind.code, "", "", "\(report.count(change, of: kind))"])
            }
        }
        rows += fields.rows.map { ["corrected records", $0[0], "", "", "", $0[1]] }
        for row in sources.rows {
            rows.append(["events", "", "", row[0], row[1], row[2]])
            rows.append(["records", "", "", row[0], row[1], row[3]])
        }
        rows += amounts.map { ["added to the world", $0.name, "", "", "", $0.value] }
        let names = ["counted", "name", "kind", "actor", "import", "count"]
        return TextTable(columns: names.map { .init(name: $0) }, rows: rows)
    }

    package var json: JSONValue {
        .members([
            ("from", report.from.json(at: report.fromPosition)), ("to", report.to.json(at: report.toPosition)),
            ("kinds", .texts(report.selection.kinds.map(\.code).sorted())),
            ("fields", .texts(report.selection.fields.sorted())),
            ("events", .integer(report.eventCount)), ("records", .integer(report.recordCount)),
            ("changed", .integer(report.changes.count)), ("happened", report.happenedTable.json),
            ("cameTo", report.tallyTable.json), ("corrected", fields.json), ("sources", sources.json),
            ("adds", .members(amounts.map { ($0.name.lowerCamelCased, .number(orText: $0.value)) })),
            ("successions", .texts(report.successions)),
            ("unsummed", .texts(report.unsummed)),
        ])
    }
}
