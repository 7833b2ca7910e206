import ArgumentParser
import Files
import Forms
import Incidents
import Intake

/// `mappings`
struct MappingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mappings", abstract: "What the columns of publishers' tables mean, as files say it.",
        subcommands: [MappingsCheckCommand.self])
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

            Each field is read by one reader: text, count, date, country, region, point, code, number, sources or \
            constant, from columns that are given with all their headings. Exit status 1: something is wrong.
            """)

    @Argument(help: "The JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    func run() throws {
        let reading = try LedgerError.wrapping { try MappingReading(file: file) }
        guard let mapping = reading.mapping else {
            throw LedgerError(.refused, reading.faults.map { "\(file): \($0)" }.joined(separator: "\n"))
        }
        let fields = mapping.fields.values.joined()
        let columns = Set(fields.flatMap { $0.columns.values }).count
        let kinds = mapping.fields.keys.map(\.code).sorted().joined(separator: ", ")
        try Output.answer(
            "\(mapping.name), version \(mapping.version): \(columns) columns feed \(fields.count) fields of \(kinds).\n"
        )
    }
}
