import ArgumentParser
import Files
import Forms
import Incidents
import Ledger

/// `datasets`
struct DatasetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets",
        abstract: "Print the bodies of records that the ledger holds, and how they follow each other.",
        discussion: """
            Views count the datasets in force: one that another succeeds is left out for the years that the successor \
            covers. `correct dataset ID --succeeds OTHER` or `--beside OTHER` says how two belong together.
            """)

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let datasets = try await ledger.withLedger(.readOnly) { try $0.datasets(at: moment) }
        try Output.answer(datasets.text(in: format.format))
    }
}

/// `disputes`
struct DisputesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disputes",
        abstract: "Print the records of which the desk says something else than their publisher.",
        discussion: """
            A field is disputed where both the desk and the publisher changed it, to different values. The desk's stands, \
            until the desk speaks again: `correct KIND ID … --reason …` settles it.
            """)

    @ArgumentParser.Flag(
        help: """
            The desk's amendments that are no longer counted, because another dataset has succeeded the record's for its \
            year.
            """)
    var leftBehind = false

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let records = try await ledger.withLedger(.readOnly) { ledger in
            leftBehind ? try ledger.amendmentsLeftBehind(at: moment) : try ledger.disputes(at: moment)
        }
        let table = leftBehind ? records.leftBehindTable : records.disputesTable
        try Output.answer(table.text(in: format.format))
    }
}

extension TextTable {
    fileprivate func text(in format: OutputFormat) -> String {
        switch format {
        case .table: table(width: Output.width)
        case .csv: csv
        case .json: json.formatted
        }
    }
}

extension [DisputedRecord] {
    /// A disputed field a row.
    fileprivate var disputesTable: TextTable {
        TextTable(
            columns: ["kind", "id", "dataset", "field", "desk", "publisher"].map { .init(name: $0) },
            rows: flatMap { record in
                record.disputes.map { dispute in
                    [
                        record.record.kind.code, record.record.id, record.dataset, dispute.field, dispute.desk,
                        dispute.dataset,
                    ]
                }
            })
    }

    /// An amended field a row.
    fileprivate var leftBehindTable: TextTable {
        TextTable(
            columns: ["kind", "id", "dataset", "succeeded_by", "field", "publisher", "desk"].map { .init(name: $0) },
            rows: flatMap { record in
                record.leftBehindRows.map { row in
                    [record.record.kind.code, record.record.id, record.dataset, record.leftBehindFor ?? ""] + row
                }
            })
    }
}

extension DisputedRecord {
    fileprivate var leftBehindRows: [[String]] {
        let whole = disputes.filter { $0.field == "existence" }.map { [$0.field, $0.dataset, $0.desk] }
        let rows = whole + amendments.map { [$0.field, $0.old, $0.new] }
        return rows.isEmpty ? [["existence", "", ""]] : rows
    }
}

extension [DatasetSummary] {
    fileprivate func text(in format: OutputFormat) -> String {
        if format == .json { return JSONValue.array(map(\.json)).formatted }
        let table = TextTable(
            columns: [
                .init(name: "id"), .init(name: "publisher"), .init(name: "title"),
                .init(name: "records", isNumber: true),
                .init(name: "first_year", isNumber: true), .init(name: "last_year", isNumber: true),
                .init(name: "imports", isNumber: true), .init(name: "as_at"), .init(name: "succeeds"),
                .init(name: "succeeded_by"), .init(name: "beside"), .init(name: "region_scheme"),
            ],
            rows: map { summary in
                [
                    summary.id, summary.dataset?.publisher ?? "", summary.dataset?.title ?? "", "\(summary.records)",
                    summary.firstYear.map { "\($0)" } ?? "", summary.lastYear.map { "\($0)" } ?? "",
                    "\(summary.imports)", summary.asAt?.description ?? "",
                    summary.dataset?.succeeds.joined(separator: " ") ?? "",
                    summary.succeededBy.joined(separator: " "),
                    summary.dataset?.disjointFrom.joined(separator: " ") ?? "", summary.dataset?.regionScheme ?? "",
                ]
            })
        return format == .csv ? table.csv : table.table(width: Output.width)
    }
}

extension DatasetSummary {
    fileprivate var json: JSONValue {
        let list = { (texts: [String]) in JSONValue.array(texts.map { .string($0) }) }
        return .members([
            ("id", .string(id)), ("publisher", .string(dataset?.publisher ?? "")),
            ("title", .string(dataset?.title ?? "")), ("prefix", .string(dataset?.prefix ?? "")),
            ("records", .integer(records)), ("firstYear", firstYear.map { .integer($0) } ?? .null),
            ("lastYear", lastYear.map { .integer($0) } ?? .null), ("imports", .integer(imports)),
            ("asAt", .optional(asAt?.description)), ("succeeds", list(dataset?.succeeds ?? [])),
            ("succeededBy", list(succeededBy)), ("beside", list(dataset?.disjointFrom ?? [])),
            ("identifierScheme", .string(dataset?.identifierScheme ?? "")),
            ("regionScheme", .string(dataset?.regionScheme ?? "")),
        ])
    }
}
