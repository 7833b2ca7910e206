package import Forms
import Incidents

/// `metadata.json`: what a table in CSV says, for programs (W3C, Metadata Vocabulary for Tabular Data).
package struct TableMetadata {
    package static let fileName = "metadata.json"

    private let sheet: AnswerSheet
    private let file: String
    private let digest: String

    /// - Parameters:
    ///   - file: the table's, beside the metadata.
    ///   - digest: its SHA-256, in lower-case hexadecimal.
    package init(of sheet: AnswerSheet, in file: String, digest: String) {
        self.sheet = sheet
        self.file = file
        self.digest = digest
    }

    package var json: JSONValue {
        let citation = sheet.citation
        return .object(stating: [
            (
                "@context",
                .array([.string("http://www.w3.org/ns/csvw"), .members([("@language", .string("en"))])])
            ),
            ("url", .string(file)), ("dc:title", .string(citation.title)),
            ("dc:description", .string(([sheet.summary] + citation.notices).joined(separator: " "))),
            ("dc:identifier", .string(sheet.address)), ("dc:creator", .string(citation.ledger)),
            ("dc:date", citation.day.map { .string($0.description) }),
            ("dc:license", citation.licence.map { .string($0.text) }),
            (
                "dc:source",
                citation.publishers.isEmpty ? nil : .array(citation.publishers.map { .string($0.text) })
            ),
            ("dcterms:bibliographicCitation", .string(citation.text)),
            ("notes", .array([.members([("sha256", .string(digest)), ("provenance", sheet.provenance)])])),
            (
                "dialect",
                .members([
                    ("delimiter", .string(",")), ("doubleQuote", .bool(true)), ("encoding", .string("utf-8")),
                    ("header", .bool(true)), ("lineTerminators", .array([.string("\n")])),
                    ("quoteChar", .string("\"")),
                ])
            ),
            (
                "tableSchema",
                .object(stating: [
                    ("columns", .array(sheet.columns.map(Self.column))),
                    ("primaryKey", sheet.key.isEmpty ? nil : .array(sheet.key.map { .string($0) })),
                ])
            ),
        ])
    }

    private static func column(_ column: ExportColumn) -> JSONValue {
        .object(stating: [
            ("name", .string(column.name)), ("titles", .string(column.name)),
            ("dc:description", .string(column.description)), ("datatype", .string(datatype(of: column.form))),
            ("required", column.isRequired ? .bool(true) : nil), ("null", .array([.string("")])),
        ])
    }

    private static func datatype(of form: ExportColumn.Form) -> String {
        switch form {
        case .text: "string"
        case .integer: "integer"
        case .real: "double"
        case .truth: "boolean"
        case .day: "date"
        case .instant: "dateTimeStamp"
        }
    }
}
