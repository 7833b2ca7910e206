import ArgumentParser
import Files
import Forms
import Incidents
import Intake
import Presentation
import Tables

/// `mappings`
struct MappingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mappings", abstract: "What the columns of publishers' tables mean, as files say it.",
        discussion: """
            A mapping says which columns of a table feed which field of which kind of record, and by which reader. \
            MAPPINGS.md is the reference of its form.
            """,
        subcommands: [
            MappingsListCommand.self, MappingsShowCommand.self, MappingsTemplateCommand.self, MappingsCheckCommand.self,
            MappingsSuggestCommand.self,
        ], defaultSubcommand: MappingsListCommand.self)
}

/// `mappings list`
struct MappingsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the mappings that come with the program.")

    @OptionGroup var format: FormatOptions

    func run() throws {
        let mappings = try LedgerError.wrapping { try BuiltInMappings.names.map { try BuiltInMappings.mapping($0) } }
        let table = TextTable(
            columns: [
                .init(name: "name"), .init(name: "version", isNumber: true), .init(name: "dataset"),
                .init(name: "title"),
            ],
            rows: mappings.map { [$0.name, "\($0.version)", $0.dataset, $0.described.title] })
        try Answers.show(TableLayout(table), format.format)
    }
}

/// `mappings show NAME`
struct MappingsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a mapping that comes with the program, as the file that it is.",
        discussion: "What it prints can be changed and used as a mapping of your own.")

    @Argument(help: "Its name: `mappings` lists them.")
    var name: String

    func run() throws {
        guard let text = BuiltInMappings.text(of: name) else {
            throw LedgerError(
                .notFound,
                "There is no mapping \"\(name)\"; those that come with the program are "
                    + "\(BuiltInMappings.names.joined(separator: ", ")).")
        }
        try Output.answer(text + "\n")
    }
}

/// `mappings template NAME`
struct MappingsTemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Print the headings of a table that a mapping reads, as CSV to be filled in.",
        discussion: """
            Of a column that has several headings the first is printed. A row has what is known: an empty cell says nothing, \
            which is not zero. `import table FILE --mapping NAME --as-at DAY` takes the table in.
            """)

    @Argument(help: "The name of a mapping that comes with the program, or a file that ends in .json.")
    var name: String

    func run() throws {
        let mapping = try LedgerError.wrapping { try BuiltInMappings.mapping(name) }
        try Output.answer(CanonicalCSV.text(columns: mapping.template, rows: []))
    }
}

/// `mappings check FILE`
struct MappingsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong with a mapping, each with line and column.",
        discussion: """
            A mapping is a JSON file:

              { "format": 1, "name": "gendarmerie-arrests", "version": 1,
                "dataset": { "id": "gendarmerie", "publisher": "Gendarmerie", "title": "Arrests", "prefix": "gend-" },
                "row": { "identifier": ["Case no."] },
                "records": { "arrests": {
                  "count": { "count": ["Arrested", "Persons arrested"], "thousands": "." },
                  "occurred": { "date": ["Day"], "order": "dmy" },
                  "role": { "code": ["Role"], "table": { "Boat driver": "transporter" }, "else": "keep" } } } }

            Each field is read by one reader: text, count, date, country, region, point, code, number, sources, link or \
            constant, from columns that are given with all their headings. MAPPINGS.md has every field, reader and option. \
            Exit status 1: something is wrong.
            """)

    @Argument(help: "The JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    func run() throws {
        let reading = try LedgerError.wrapping { try MappingReading(file: file) }
        guard let mapping = reading.mapping else {
            throw LedgerError(.refused, reading.faults.map { "\(file): \($0)" }.joined(separator: "\n"))
        }
        let fields = mapping.records.flatMap(\.fields)
        let columns = Set(fields.flatMap { $0.columns.values }).count
        let kinds = Set(mapping.records.map(\.kind.code)).sorted().joined(separator: ", ")
        let count = Set(
            mapping.records.flatMap { record in record.fields.map { "\(record.kind.code).\(record.part).\($0.name)" } }
        )
        .count
        try Output.answer(
            "\(mapping.name), version \(mapping.version): \(columns) columns feed \(count) fields of \(kinds).\n"
        )
    }
}

/// `mappings suggest TABLE`
struct MappingsSuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "Propose a mapping for a table, and say what is unsure in it.",
        discussion: """
            The mapping is printed to standard output, what a person must decide to standard error:

              incident-ledger mappings suggest arrests.csv >police.json
            """)

    @Argument(
        help: "The table; - is standard input.", completion: .file(extensions: ["csv", "tsv", "xlsx", "json", "jsonl"]))
    var file: String

    @OptionGroup(title: "The table") var table: TableOptions

    func run() throws {
        let suggestion = try LedgerError.wrapping { try MappingSuggestion(path: file, table.request) }
        try Output.answer(suggestion.text + "\n")
        for remark in suggestion.remarks { Output.remark(remark) }
    }
}
