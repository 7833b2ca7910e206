import Incidents
import Ledger

extension Answers {
    /// An answer of a view with where it comes from: below the table, on standard error beside CSV, in the object in JSON.
    static func view(_ answer: ViewTable, _ format: OutputFormat) throws {
        let table = TextTable(
            columns: answer.columns.map { .init(name: $0.name, isNumber: $0.isMeasure || $0.name == "year") },
            rows: answer.rows)
        switch format {
        case .table:
            try Output.answer(table.table + "\n" + lines(answer.provenance).map { $0 + "\n" }.joined())
        case .csv:
            // The facade's own CSV, because its SHA-256 is the digest that the provenance states.
            try Output.answer(answer.csv)
            for line in lines(answer.provenance) { Output.remark(line) }
        case .json:
            try Output.answer(
                JSONValue.members([("provenance", json(answer.provenance)), ("rows", table.json)]).formatted)
        }
    }

    private static func lines(_ provenance: Provenance) -> [String] {
        var lines = [
            "\(provenance.view) v\(provenance.version)"
                + (provenance.scheme.map { ", scheme \($0)" } ?? "")
                + ", at position \(provenance.position) of log \(provenance.logID)"
                + (provenance.knownBy.map { ", known by \($0)" } ?? ""),
            "sha256 \(provenance.digest)",
        ]
        if !provenance.isComplete {
            lines.append(
                "INCOMPLETE: the view could not take in \(provenance.parked) event(s); the figures above lack them.")
        }
        return lines
    }

    private static func json(_ provenance: Provenance) -> JSONValue {
        .members([
            ("logId", .string(provenance.logID)), ("position", .integer(provenance.position)),
            ("knownBy", .optional(provenance.knownBy?.description)), ("view", .string(provenance.view)),
            ("version", .integer(provenance.version)), ("scheme", .optional(provenance.scheme)),
            ("digest", .string(provenance.digest)), ("isComplete", .bool(provenance.isComplete)),
            ("parked", .integer(provenance.parked)),
        ])
    }
}
