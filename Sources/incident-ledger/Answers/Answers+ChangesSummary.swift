import Comparison
import Files
import Folding
import Forms
import Incidents

extension Answers {
    /// How much changed between two moments, without the records that did.
    static func summary(_ report: ChangesReport, _ format: OutputFormat) throws {
        let world = try LedgerError.wrapping { try report.worldEffect() }
        switch format {
        case .table: try Output.show(text(report, world))
        case .csv:
            try Output.answer(table(report, world).csv)
            (report.unsummed + report.successions).forEach(Output.remark)
        case .json: try Output.answer(json(report, world).formatted)
        }
    }

    private static func text(_ report: ChangesReport, _ world: TollSum) -> String {
        var text = moments(report)
        text +=
            "\(report.eventCount) events about \(report.recordCount) records changed \(report.changes.count) of them\n\n"
        text += "What was said:\n" + happened(report).table(width: Output.width)
        text += "\nWhat it came to:\n" + tallies(report).table(width: Output.width)
        let fields = fields(report)
        if !fields.rows.isEmpty { text += "\nWhat was corrected:\n" + fields.table(width: Output.width) }
        text += "\nWho said it:\n" + sources(report).table(width: Output.width)
        text += "\nWhat the changes add to the whole world, all years together:\n"
        text += lines(amounts(world).map { (field: $0.name, value: $0.value) })
        return text + (report.unsummed + report.successions).map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    private static func amounts(_ world: TollSum) -> [(name: String, value: String)] {
        zip(TollSum.columns, world.sums).map { ($0, $1.addsNothing ? "0" : "\($1)") }
    }

    /// In how many corrected records each field differs, the most first.
    private static func fields(_ report: ChangesReport) -> TextTable {
        let counts = report.correctedFields.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return TextTable(
            columns: [.init(name: "field"), .init(name: "records", isNumber: true)],
            rows: counts.map { [$0.key, "\($0.value)"] })
    }

    /// Who said how much, the most first; by hand before any import of as many.
    private static func sources(_ report: ChangesReport) -> TextTable {
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
    private static func table(_ report: ChangesReport, _ world: TollSum) -> TextTable {
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
        rows += fields(report).rows.map { ["corrected records", $0[0], "", "", "", $0[1]] }
        for row in sources(report).rows {
            rows.append(["events", "", "", row[0], row[1], row[2]])
            rows.append(["records", "", "", row[0], row[1], row[3]])
        }
        rows += amounts(world).map { ["added to the world", $0.name, "", "", "", $0.value] }
        let names = ["counted", "name", "kind", "actor", "import", "count"]
        return TextTable(columns: names.map { .init(name: $0) }, rows: rows)
    }

    private static func json(_ report: ChangesReport, _ world: TollSum) -> JSONValue {
        .members([
            ("from", json(report.from, report.fromPosition)), ("to", json(report.to, report.toPosition)),
            ("kinds", .array(report.selection.kinds.map(\.code).sorted().map { .string($0) })),
            ("fields", .array(report.selection.fields.sorted().map { .string($0) })),
            ("events", .integer(report.eventCount)), ("records", .integer(report.recordCount)),
            ("changed", .integer(report.changes.count)), ("happened", happened(report).json),
            ("cameTo", tallies(report).json), ("corrected", fields(report).json), ("sources", sources(report).json),
            ("adds", .members(amounts(world).map { ($0.name.lowerCamelCased, .number(orText: $0.value)) })),
            ("successions", .array(report.successions.map { .string($0) })),
            ("unsummed", .array(report.unsummed.map { .string($0) })),
        ])
    }
}
