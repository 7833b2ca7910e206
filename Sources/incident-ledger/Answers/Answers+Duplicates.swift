import Comparison
import Files
import Forms
import Incidents
import Ledger

extension Answers {
    /// Pairs that are linked.
    static func duplicates(_ pairs: [DuplicatePair], _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.show(pairs.isEmpty ? "No records are linked.\n" : text(pairs))
        case .csv: try Output.answer(table(pairs).csv)
        case .json: try Output.answer(JSONValue.array(pairs.map(json)).formatted)
        }
    }

    /// Pairs that were found, and what came of recording them; nil: they were not.
    static func found(_ search: DuplicateSearch, _ report: SuspicionReport?, _ format: OutputFormat) throws {
        switch format {
        case .table:
            let summary = "\(search.pairs.count) pairs in \(search.records) deaths and arrests of "
            let end = (["\(summary)\(search.datasets.joined(separator: ", "))"] + sentences(report)).map { $0 + "\n" }
            try Output.show((search.pairs.isEmpty ? "" : text(search.pairs) + "\n") + end.joined())
        case .csv:
            try Output.answer(table(search.pairs).csv)
            sentences(report).forEach(Output.remark)
        case .json:
            try Output.answer(
                JSONValue.members([
                    ("datasets", .array(search.datasets.map { .string($0) })), ("records", .integer(search.records)),
                    ("recorded", report.map(json) ?? .null), ("pairs", .array(search.pairs.map(json))),
                ]).formatted)
        }
    }

    private static func sentences(_ report: SuspicionReport?) -> [String] {
        guard let report else { return ["nothing was recorded: --record does"] }
        let counts = [
            (report.recorded, "suspected from now on"), (report.changed, "suspected otherwise than before"),
            (report.withdrawn, "suspected no longer"), (report.unchanged, "suspected as before"),
            (report.decided, "decided, and left as they are"),
        ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
        let positions = report.positions.map { ["positions \($0.lowerBound) to \($0.upperBound)"] } ?? []
        return [counts.isEmpty ? "no pair is suspected" : counts.joined(separator: ", ")] + positions
    }

    private static func json(_ report: SuspicionReport) -> JSONValue {
        .members([
            ("recorded", .integer(report.recorded)), ("changed", .integer(report.changed)),
            ("withdrawn", .integer(report.withdrawn)), ("unchanged", .integer(report.unchanged)),
            ("decided", .integer(report.decided)),
            ("firstPosition", report.positions.map { .integer($0.lowerBound) } ?? .null),
            ("lastPosition", report.positions.map { .integer($0.upperBound) } ?? .null),
        ])
    }
}

// MARK: Pairs

extension Answers {
    /// Two lines a pair, one below the other, with an empty one between pairs.
    private static func text(_ pairs: [DuplicatePair]) -> String {
        let columns = ["", "record", "dataset", "when", "persons", "region", "place"]
        let rows = pairs.flatMap { pair in
            [[pair.heading] + pair.first.cells, [pair.remark] + pair.second.cells]
        }
        return TextTable(columns: columns.map { .init(name: $0, isNumber: $0 == "persons") }, rows: rows)
            .table(width: Output.width, groups: 2)
    }

    /// One row a pair.
    private static func table(_ pairs: [DuplicatePair]) -> TextTable {
        let side = ["record", "dataset", "occurred", "persons", "region", "place"]
        let names =
            ["relation", "rules"] + side.map { "first_" + $0 } + side.map { "second_" + $0 }
            + ["adrift", "link", "position", "known_at", "actor", "reason"]
        return TextTable(
            columns: names.map { .init(name: $0, isNumber: $0.hasSuffix("persons") || $0 == "position") },
            rows: pairs.map { pair in
                let link = pair.link
                return [link?.relation.code ?? "", pair.rules.joined(separator: " ")] + pair.first.cells
                    + pair.second.cells
                    + [
                        link.map { $0.isAdrift ? "yes" : "no" } ?? "", link?.id ?? "",
                        link.map { "\($0.position)" } ?? "",
                        link?.knownAt.description ?? "", link?.actor ?? "", link?.reason ?? "",
                    ]
            })
    }

    private static func json(_ pair: DuplicatePair) -> JSONValue {
        .members([
            ("relation", .optional(pair.link?.relation.code)), ("rules", .array(pair.rules.map { .string($0) })),
            ("first", pair.first.json), ("second", pair.second.json),
            (
                "link",
                pair.link.map { link in
                    .members([
                        ("id", .string(link.id)), ("position", .integer(link.position)),
                        ("knownAt", .string(link.knownAt.description)), ("actor", .string(link.actor)),
                        ("reason", .string(link.reason)), ("isAdrift", .bool(link.isAdrift)),
                    ])
                } ?? .null
            ),
        ])
    }
}

extension DuplicatePair {
    /// How the two are linked, and by which rules.
    fileprivate var heading: String {
        let relation = link.map { $0.relation.code + ($0.isAdrift ? ", ADRIFT" : "") } ?? "found"
        return relation + (rules.isEmpty ? "" : ": " + rules.joined(separator: ", "))
    }

    /// Who decided, and why.
    fileprivate var remark: String {
        guard let link, link.relation.isDecided else { return "" }
        return "  by \(link.actor): \(link.reason)"
    }
}

extension DuplicatePair.Side {
    /// Record, dataset, time, persons, region and place.
    fileprivate var cells: [String] {
        let place = state?.place
        return [
            record.description, dataset.isEmpty ? "desk" : dataset,
            state == nil ? "withdrawn" : state?.occurrence?.notation ?? "", persons.map { "\($0)" } ?? "",
            place?.regions.first?.code ?? place?.country ?? "", place?.description ?? "",
        ]
    }

    fileprivate var json: JSONValue {
        .members([
            ("record", .string(record.description)), ("dataset", dataset.isEmpty ? .null : .string(dataset)),
            ("persons", persons.map { .integer($0) } ?? .null),
            ("state", state.map { RecordText.json(of: $0) } ?? .null),
        ])
    }
}

extension Record {
    /// Of the kinds that are linked.
    fileprivate var place: Place? {
        switch self {
        case .incident(let record): record.place
        case .deaths(let record): record.place
        case .arrests(let record): record.place
        default: nil
        }
    }
}
