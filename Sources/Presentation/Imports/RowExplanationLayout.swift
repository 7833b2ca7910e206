package import Forms
import Incidents
package import Intake

/// What is made of one row of a table: cell by cell, and the records that come of it.
package struct RowExplanationLayout: AnswerLayout {
    private let row: RowExplanation
    private let mapping: Mapping
    private let file: String

    /// - Parameter file: as it is called in what people read.
    package init(_ row: RowExplanation, by mapping: Mapping, of file: String) {
        self.row = row
        self.mapping = mapping
        self.file = file
    }

    package func text(width: Int?) -> String {
        var lines = [
            "row \(row.row) of \(file) (line \(row.line)), by \(mapping.name), version \(mapping.version)",
            "",
        ]
        lines += table.table(width: width).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        for record in row.records {
            lines.append("\(record.id)")
            lines += fields(record.record).map { "  \($0.name): \($0.value)" }
        }
        if row.records.isEmpty { lines.append("the row makes no record") }
        lines += row.unread.map { "column not recognised: \"\($0.heading)\": \"\($0.text)\"; kept with the import" }
        return lines.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    package var table: TextTable {
        TextTable(
            columns: ["cell", "reader", "field", "value", "remark"].map { .init(name: $0) },
            rows: row.readings.map { reading in
                [
                    reading.cells.map { "\($0.heading): \"\($0.text)\"" }.joined(separator: ", "), reading.reader,
                    reading.fields.joined(separator: ", "), reading.value, remark(reading),
                ]
            })
    }

    private func remark(_ reading: ReadingExplanation) -> String {
        (reading.flags + (reading.isKept && reading.flags.isEmpty ? ["text kept beside the value"] : []))
            .joined(separator: "; ")
    }

    private func fields(_ record: Record) -> [(name: String, value: String)] {
        RecordText.fields(of: record).map { ($0.field, $0.value) }
    }

    package var json: JSONValue {
        let readings = row.readings.map { reading in
            JSONValue.members([
                (
                    "cells",
                    .array(
                        reading.cells.map { .members([("column", .string($0.heading)), ("text", .string($0.text))]) })
                ),
                ("reader", .string(reading.reader)), ("fields", .texts(reading.fields)),
                ("value", .string(reading.value)), ("flags", .texts(reading.flags)),
                ("isKept", .bool(reading.isKept)),
            ])
        }
        let records = row.records.map { record in
            JSONValue.members([
                ("kind", .string(record.id.kind.code)), ("id", .string(record.id.id)),
                ("fields", .members(fields(record.record).map { ($0.name, .string($0.value)) })),
            ])
        }
        return .members([
            ("row", .integer(row.row)), ("line", .integer(row.line)), ("mapping", .string(mapping.name)),
            ("version", .integer(mapping.version)), ("readings", .array(readings)), ("records", .array(records)),
            (
                "unknownColumns",
                .array(row.unread.map { .members([("column", .string($0.heading)), ("text", .string($0.text))]) })
            ),
        ])
    }
}
