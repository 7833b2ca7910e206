import Files
import Forms
import Incidents
import Intake
import Ledger

extension Answers {
    /// What is made of one row of a table: cell by cell, and the records that come of it.
    static func explanation(_ row: RowExplanation, _ table: MappedTable, _ file: String, _ format: OutputFormat) throws
    {
        switch format {
        case .table: try Output.show(text(row, table, file))
        case .csv: try Output.answer(readings(row).csv)
        case .json: try Output.answer(json(row, table).formatted)
        }
    }

    private static func text(_ row: RowExplanation, _ table: MappedTable, _ file: String) -> String {
        var lines = [
            "row \(row.row) of \(file) (line \(row.line)), by \(table.mapping.name), version \(table.mapping.version)",
            "",
        ]
        lines += readings(row).table(width: Output.width).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        for record in row.records {
            lines.append("\(record.id)")
            lines += fields(record.record).map { "  \($0.name): \($0.value)" }
        }
        if row.records.isEmpty { lines.append("the row makes no record") }
        lines += row.unread.map { "column not recognised: \"\($0.heading)\": \"\($0.text)\"; kept with the import" }
        return lines.map { DisplayWidth.onOneLine($0) + "\n" }.joined()
    }

    private static func readings(_ row: RowExplanation) -> TextTable {
        TextTable(
            columns: ["cell", "reader", "field", "value", "remark"].map { .init(name: $0) },
            rows: row.readings.map { reading in
                [
                    reading.cells.map { "\($0.heading): \"\($0.text)\"" }.joined(separator: ", "), reading.reader,
                    reading.fields.joined(separator: ", "), reading.value, remark(reading),
                ]
            })
    }

    private static func remark(_ reading: ReadingExplanation) -> String {
        (reading.flags + (reading.isKept && reading.flags.isEmpty ? ["text kept beside the value"] : []))
            .joined(separator: "; ")
    }

    private static func fields(_ record: Record) -> [(name: String, value: String)] {
        differences(from: nil, to: record).map { ($0.field, $0.new) }
    }

    private static func json(_ row: RowExplanation, _ table: MappedTable) -> JSONValue {
        let readings = row.readings.map { reading in
            JSONValue.members([
                (
                    "cells",
                    .array(
                        reading.cells.map { .members([("column", .string($0.heading)), ("text", .string($0.text))]) })
                ),
                ("reader", .string(reading.reader)), ("fields", .array(reading.fields.map { .string($0) })),
                ("value", .string(reading.value)), ("flags", .array(reading.flags.map { .string($0) })),
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
            ("row", .integer(row.row)), ("line", .integer(row.line)), ("mapping", .string(table.mapping.name)),
            ("version", .integer(table.mapping.version)), ("readings", .array(readings)), ("records", .array(records)),
            (
                "unknownColumns",
                .array(row.unread.map { .members([("column", .string($0.heading)), ("text", .string($0.text))]) })
            ),
        ])
    }
}
