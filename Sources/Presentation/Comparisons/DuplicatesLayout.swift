package import Comparison
package import Forms
import Incidents
package import Ledger

/// Pairs of records that are linked.
package struct DuplicatesLayout: AnswerLayout {
    private let pairs: [DuplicatePair]

    package init(_ pairs: [DuplicatePair]) { self.pairs = pairs }

    package func text(width: Int?) -> String {
        pairs.isEmpty ? "No records are linked.\n" : pairs.text(width: width)
    }

    package var table: TextTable { pairs.table }
    package var json: JSONValue { .array(pairs.map(\.json)) }
}

/// Pairs that a search found, and what came of recording them.
package struct DuplicateSearchLayout: AnswerLayout {
    private let search: DuplicateSearch
    private let report: SuspicionReport?

    /// - Parameter report: nil: what was found was not recorded.
    package init(_ search: DuplicateSearch, _ report: SuspicionReport?) {
        self.search = search
        self.report = report
    }

    package func text(width: Int?) -> String {
        let summary = "\(search.pairs.count) pairs in \(search.records) deaths and arrests of "
        let end = (["\(summary)\(search.datasets.joined(separator: ", "))"] + remarks).map { $0 + "\n" }
        return (search.pairs.isEmpty ? "" : search.pairs.text(width: width) + "\n") + end.joined()
    }

    package var table: TextTable { search.pairs.table }

    package var json: JSONValue {
        .members([
            ("datasets", .texts(search.datasets)), ("records", .integer(search.records)),
            ("recorded", report.map(object) ?? .null), ("pairs", .array(search.pairs.map(\.json))),
        ])
    }

    package var remarks: [String] {
        guard let report else { return ["nothing was recorded: --record does"] }
        let counts = [
            (report.recorded, "suspected from now on"), (report.changed, "suspected otherwise than before"),
            (report.withdrawn, "suspected no longer"), (report.unchanged, "suspected as before"),
            (report.decided, "decided, and left as they are"),
        ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
        let positions = report.positions.map { ["positions \($0.lowerBound) to \($0.upperBound)"] } ?? []
        return [counts.isEmpty ? "no pair is suspected" : counts.joined(separator: ", ")] + positions
    }

    private func object(_ report: SuspicionReport) -> JSONValue {
        .members([
            ("recorded", .integer(report.recorded)), ("changed", .integer(report.changed)),
            ("withdrawn", .integer(report.withdrawn)), ("unchanged", .integer(report.unchanged)),
            ("decided", .integer(report.decided)),
            ("firstPosition", report.positions.map { .integer($0.lowerBound) } ?? .null),
            ("lastPosition", report.positions.map { .integer($0.upperBound) } ?? .null),
        ])
    }
}

extension [DuplicatePair] {
    /// Two lines a pair, one below the other, with an empty one between pairs.
    fileprivate func text(width: Int?) -> String {
        let columns = ["", "record", "dataset", "when", "persons", "region", "place"]
        let rows = flatMap { pair in
            [[pair.heading] + pair.first.cells, [pair.remark] + pair.second.cells]
        }
        return TextTable(columns: columns.map { .init(name: $0, isNumber: $0 == "persons") }, rows: rows)
            .table(width: width, groups: 2)
    }

    /// One row a pair.
    fileprivate var table: TextTable {
        let side = ["record", "dataset", "occurred", "persons", "region", "place"]
        let names =
            ["relation", "rules"] + side.map { "first_" + $0 } + side.map { "second_" + $0 }
            + ["adrift", "link", "position", "known_at", "actor", "reason"]
        return TextTable(
            columns: names.map { .init(name: $0, isNumber: $0.hasSuffix("persons") || $0 == "position") },
            rows: map { pair in
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
}

extension DuplicatePair {
    fileprivate var json: JSONValue {
        .members([
            ("relation", .optional(link?.relation.code)), ("rules", .texts(rules)),
            ("first", first.json), ("second", second.json),
            (
                "link",
                link.map { link in
                    .members([
                        ("id", .string(link.id)), ("position", .integer(link.position)),
                        ("knownAt", .string(link.knownAt.description)), ("actor", .string(link.actor)),
                        ("reason", .string(link.reason)), ("isAdrift", .bool(link.isAdrift)),
                    ])
                } ?? .null
            ),
        ])
    }

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
            record.description, isForeign ? "" : dataset.isEmpty ? "desk" : dataset,
            isForeign ? "of another log" : state == nil ? "withdrawn" : state?.occurrence?.notation ?? "",
            persons.map { "\($0)" } ?? "",
            place?.regions.first?.code ?? place?.country ?? "", place?.description ?? "",
        ]
    }

    fileprivate var json: JSONValue {
        .members([
            ("record", .string(record.description)), ("dataset", .said(dataset)), ("isForeign", .bool(isForeign)),
            ("persons", persons.map { .integer($0) } ?? .null),
            ("state", state.map { RecordJSON.value(of: $0) } ?? .null),
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
