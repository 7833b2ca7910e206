import Forms
import Incidents

/// `datapackage.json`: what the tables of a folder hold, for programs (Frictionless Data Package).
struct DataPackage {
    static let fileName = "datapackage.json"

    let head: ExportHead
    let schema: ExportSchema
    let account: ExportAccount
    /// The tables' files, in the order of the schema.
    let files: [ExportFile]
    let hasComments: Bool

    var json: JSONValue {
        .object(stating: [
            ("profile", .string("tabular-data-package")), ("name", .string("incident-ledger-export")),
            ("id", .string("\(head.logID)@\(head.position)")), ("title", .string(head.title)),
            ("description", .string(([Self.summary] + account.sentences).joined(separator: " "))),
            ("version", .string("\(head.position)")),
            ("created", head.recordedAt.map { .string(Instant.text(microseconds: $0)) }),
            ("licenses", head.licence.map { .array([$0.json]) }),
            ("sources", sources.isEmpty ? nil : .array(sources)), ("citation", .string(head.citation.text)),
            ("provenance", head.json(account)), ("resources", .array(zip(schema.tables, files).map(resource))),
        ])
    }

    private static let summary =
        "All records of an incident ledger as they stood at one moment, with where each comes from. A sum counts only rows of "
        + "which the column counted says yes."

    private var sources: [JSONValue] {
        head.datasets.map { dataset in
            let title = dataset.title.isEmpty ? dataset.id : dataset.title
            return .members([
                ("title", .string(dataset.publisher.isEmpty ? title : "\(dataset.publisher): \(title)")),
                ("dataset", .string(dataset.id)), ("asAt", .optional(dataset.asAt?.description)),
            ])
        }
    }

    private func resource(_ table: ExportTable, _ file: ExportFile) -> JSONValue {
        .object(stating: [
            ("profile", .string("tabular-data-resource")), ("name", .string(table.name)), ("path", .string(file.name)),
            ("description", .string(table.description)), ("format", .string("csv")),
            ("mediatype", .string("text/csv")), ("encoding", .string("utf-8")), ("bytes", .integer(file.byteCount)),
            ("hash", file.digest.map { .string("sha256:\($0)") }),
            (
                "dialect",
                .object(stating: [
                    ("delimiter", .string(",")), ("lineTerminator", .string("\n")), ("quoteChar", .string("\"")),
                    ("doubleQuote", .bool(true)), ("header", .bool(true)),
                    ("commentChar", hasComments ? .string("#") : nil),
                    ("headerRows", hasComments ? .array([.integer(head.lines.count + 1)]) : nil),
                ])
            ),
            (
                "schema",
                .object(stating: [
                    ("fields", .array(table.columns.map(Self.field))), ("missingValues", .array([.string("")])),
                    ("primaryKey", .array(table.key.map { .string($0) })),
                    (
                        "foreignKeys",
                        table.references.isEmpty ? nil : .array(table.references.map(Self.foreignKey))
                    ),
                ])
            ),
        ])
    }

    private static func foreignKey(_ reference: ExportTable.Reference) -> JSONValue {
        .members([
            ("fields", .array(reference.columns.map { .string($0) })),
            (
                "reference",
                .members([
                    ("resource", .string(reference.table)), ("fields", .array(reference.keys.map { .string($0) })),
                ])
            ),
        ])
    }

    private static func field(_ column: ExportColumn) -> JSONValue {
        let constraints: [(String, JSONValue?)] = [
            ("required", column.isRequired ? .bool(true) : nil),
            ("enum", column.codes.map { .array($0.map { .string($0) }) }),
        ]
        return .object(stating: [
            ("name", .string(column.name)), ("type", .string(type(of: column.form))),
            ("format", .string("default")), ("description", .string(column.description)),
            ("unit", column.unit.map { .string($0) }),
            ("constraints", constraints.contains { $0.1 != nil } ? .object(stating: constraints) : nil),
        ])
    }

    private static func type(of form: ExportColumn.Form) -> String {
        switch form {
        case .text: "string"
        case .integer: "integer"
        case .real: "number"
        case .truth: "boolean"
        case .day: "date"
        case .instant: "datetime"
        }
    }
}
