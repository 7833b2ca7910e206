import Incidents
import ProjectionEngine

extension ViewTable {
    /// The answer as it is printed: with where it comes from below the table and in the object in JSON. CSV holds the rows
    /// and nothing else, because its SHA-256 is the digest that the provenance states.
    public func text(in format: OutputFormat) -> String {
        switch format {
        case .table: textTable.table + "\n" + provenance.lines.map { $0 + "\n" }.joined()
        case .csv: csv
        case .json: JSONValue.members([("provenance", provenance.json), ("rows", textTable.json)]).formatted
        }
    }

    private var textTable: TextTable {
        TextTable(
            columns: columns.map { .init(name: $0.name, isNumber: $0.isNumber) }, rows: rows)
    }
}

extension Provenance {
    /// For people: what was asked of which log, and the digest.
    public var lines: [String] {
        var lines = [
            "\(view) v\(version)" + (scheme.map { ", scheme \($0)" } ?? "")
                + ", at position \(position) of log \(logID)"
                + (knownBy.map { ", known by \($0)" } ?? ""),
            "sha256 \(digest)",
        ]
        if !isComplete {
            lines.append("INCOMPLETE: the view could not take in \(parked) event(s); the figures above lack them.")
        }
        return lines
    }

    fileprivate var json: JSONValue {
        .members([
            ("logId", .string(logID)), ("position", .integer(position)),
            ("knownBy", .optional(knownBy?.description)), ("view", .string(view)), ("version", .integer(version)),
            ("scheme", .optional(scheme)), ("digest", .string(digest)), ("isComplete", .bool(isComplete)),
            ("parked", .integer(parked)),
        ])
    }
}
