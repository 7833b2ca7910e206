package import Forms
import Incidents
package import Ledger

/// The bodies of records that the ledger holds, and how they follow each other.
package struct DatasetsLayout: AnswerLayout {
    private let datasets: [DatasetSummary]

    package init(_ datasets: [DatasetSummary]) { self.datasets = datasets }

    package func text(width: Int?) -> String { table.table(width: width) }

    package var json: JSONValue { .array(datasets.map(\.json)) }

    package var table: TextTable {
        TextTable(
            columns: [
                .init(name: "id"), .init(name: "publisher"), .init(name: "title"),
                .init(name: "records", isNumber: true),
                .init(name: "first_year", isNumber: true), .init(name: "last_year", isNumber: true),
                .init(name: "imports", isNumber: true), .init(name: "as_at"), .init(name: "succeeds"),
                .init(name: "succeeded_by"), .init(name: "beside"), .init(name: "region_scheme"),
            ],
            rows: datasets.map { summary in
                [
                    summary.id, summary.dataset?.publisher ?? "", summary.dataset?.title ?? "", "\(summary.records)",
                    summary.firstYear.map { "\($0)" } ?? "", summary.lastYear.map { "\($0)" } ?? "",
                    "\(summary.imports)", summary.asAt?.description ?? "",
                    summary.dataset?.succeeds.joined(separator: " ") ?? "",
                    summary.succeededBy.joined(separator: " "),
                    summary.dataset?.disjointFrom.joined(separator: " ") ?? "", summary.dataset?.regionScheme ?? "",
                ]
            })
    }
}

extension DatasetSummary {
    fileprivate var json: JSONValue {
        .members([
            ("id", .string(id)), ("publisher", .string(dataset?.publisher ?? "")),
            ("title", .string(dataset?.title ?? "")), ("prefix", .string(dataset?.prefix ?? "")),
            ("records", .integer(records)), ("firstYear", firstYear.map { .integer($0) } ?? .null),
            ("lastYear", lastYear.map { .integer($0) } ?? .null), ("imports", .integer(imports)),
            ("asAt", .optional(asAt?.description)), ("succeeds", .texts(dataset?.succeeds ?? [])),
            ("succeededBy", .texts(succeededBy)), ("beside", .texts(dataset?.disjointFrom ?? [])),
            ("identifierScheme", .string(dataset?.identifierScheme ?? "")),
            ("regionScheme", .string(dataset?.regionScheme ?? "")),
        ])
    }
}
