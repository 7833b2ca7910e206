import Forms
import Incidents

extension KindTables {
    static let `import` = KindTables(
        .import, "A file that was imported, and what came of it.",
        { if case .import(let record) = $0 { record } else { nil } },
        columns: [
            .text("file_digest", "SHA-256 of the file.") { Hex.encode($0.fileDigest) },
            .text("file_name", "What it was called.") { $0.fileName },
            .text("publisher", "Whose file.") { $0.publisher },
            .day("as_at", "The day to which it refers.") { $0.asAt as Day? },
            .text("column_scheme", "Of its columns.") { $0.columnScheme },
            .text("of_dataset", "The dataset that it is an export of.") { $0.dataset },
            .code("scope", "Of what it is a statement.") { $0.scope as ImportScope? },
            .text("mapping", "The mapping that read it.") { $0.reading.mapping },
            .integer("mapping_version", "Its version.") { $0.reading.mappingVersion as UInt32? },
            .text("mapping_digest", "Its SHA-256.") { Hex.encode($0.reading.mappingDigest) },
            .text("container", "CSV, XLSX or JSON.") { $0.reading.container },
            .text("delimiter", "Of CSV.") { $0.reading.delimiter },
            .text("encoding", "Of its text.") { $0.reading.encoding },
            .text("sheet", "Of a workbook.") { $0.reading.sheet },
            .integer("header_row", "Where the header begins; 0: it has none.") { $0.reading.headerRow as UInt32? },
            .text("date_order", "Of dates of numbers.") { $0.reading.dateOrder },
            .text("date_system", "Of a workbook.") { $0.reading.dateSystem },
            tally("rows", "Rows that were read.") { $0.rows },
            tally("recorded", "Records that were new.") { $0.recorded },
            tally("corrected", "Records that were corrected.") { $0.corrected },
            tally("withdrawn", "Records that were withdrawn.") { $0.withdrawn },
            tally("reinstated", "Records that were reinstated.") { $0.reinstated },
            tally("unchanged", "Records that stayed.") { $0.unchanged },
            tally("restated", "Assertions as of a later export that was silent.") { $0.restated },
            tally("confirmed", "Records that a partial file repeats.") { $0.confirmed },
            tally("rearranged", "Incidents whose rows were arranged anew.") { $0.rearranged },
            tally("disputed_records", "Records in which file and desk contradict each other.") { $0.disputed },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [years, flags, refusedCells, unknownColumns, statedFields],
        shared: { SharedList.rows(of: $0.notes) })

    private static func tally(
        _ name: String, _ description: String, _ get: @escaping @Sendable (ImportSummary) -> UInt32
    ) -> RecordColumns<Import> {
        .integer(name, description) { get($0.summary) as UInt32? }
    }

    private static let years = RecordList<Import>(
        name: "import_years", description: "Years of which a file is a complete statement.",
        columns: [
            ExportColumn("first_year", .integer, "The first.", isRequired: true),
            ExportColumn("last_year", .integer, "The last, inclusive.", isRequired: true),
        ]
    ) { $0.years.map { [.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))] } }

    private static let flags = RecordList<Import>(
        name: "import_flag", description: "How many records of a file carry a flag.",
        columns: [
            ExportColumn("code", .text, "The flag.", isRequired: true),
            ExportColumn("records", .integer, "How many.", unit: "records", isRequired: true),
        ]
    ) { $0.summary.flags.map { [.text($0.code), .integer(Int64($0.count))] } }

    private static let refusedCells = RecordList<Import>(
        name: "import_refused_cell", description: "A cell of a file that could not be read.",
        columns: [
            ExportColumn("row", .integer, "Counts from 1 for the first after the header.", isRequired: true),
            ExportColumn("column", .text, "The heading."), ExportColumn("text", .text, "As it stood in the file."),
            ExportColumn("reason", .text, "Why not."),
        ]
    ) {
        $0.summary.refusedCells.map {
            [.integer(Int64($0.row)), ExportCell($0.column), ExportCell($0.text), ExportCell($0.reason)]
        }
    }

    private static let unknownColumns = RecordList<Import>(
        name: "import_unknown_column", description: "A column of a file that nobody recognised.",
        columns: [ExportColumn("column", .text, "The heading.")]
    ) { $0.summary.unknownColumns.map { [ExportCell($0)] } }

    private static let statedFields = RecordList<Import>(
        name: "import_stated_field", description: "A field of records for which a file has a column.",
        columns: [
            ExportColumn("of_kind", .text, "Of which kind of record.", isRequired: true),
            ExportColumn("part", .text, "Of which of several records that a row makes."),
            ExportColumn("field", .text, "The field, as in JSON.", isRequired: true),
        ]
    ) { file in
        file.reading.stated.flatMap { stated in
            stated.fields.map { [.text(stated.kind.code), ExportCell(stated.part), .text($0)] }
        }
    }

    static let importCells = KindTables(
        .importCells, "Columns of a file that no field of a record takes, kept as they stood.",
        { if case .importCells(let record) = $0 { record } else { nil } },
        columns: [
            .text("of_import", "The identifier of the import.") { $0.importID },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<ImportCells>(
                name: "import_cell", description: "A cell that was kept.",
                columns: [
                    ExportColumn("row", .integer, "Counts from 1 for the first after the header.", isRequired: true),
                    ExportColumn("column", .text, "The heading."),
                    ExportColumn("text", .text, "As it stood in the file."),
                ]
            ) { cells in
                cells.rows.flatMap { row in
                    zip(cells.columns, row.texts).map { [.integer(Int64(row.row)), ExportCell($0), ExportCell($1)] }
                }
            }
        ],
        shared: { SharedList.rows(of: $0.notes) })
}
