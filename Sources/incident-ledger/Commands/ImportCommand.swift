import ArgumentParser
import Files
import Incidents
import Intake
import Ledger
import Presentation
import Tables

/// `import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a publisher's file; what did not change appends nothing.",
        subcommands: [
            ImportTableCommand.self, ImportMissingMigrantsCommand.self, ImportFiguresCommand.self,
            ImportUndoCommand.self,
        ])
}

/// `import missing-migrants FILE --as-at DATE`
struct ImportMissingMigrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "missing-migrants", abstract: "Take in an export of IOM's Missing Migrants Project.",
        discussion: """
            The short form of `import table`: of the mappings that come with the program, the one that knows the file's \
            headings reads it. Every generation of the exports has one (`mappings` lists them), and so has the form in \
            which the Humanitarian Data Exchange gives them. The file is a table: CSV with any usual delimiter and \
            encoding, an Excel workbook (.xlsx), a JSON list of objects or JSON lines; what it is, is found out and said. \
            An import is appended whole or not at all; the same file again appends nothing. A newer export appends what differs: new records, corrections, withdrawals. Exports may be taken in in any \
            order.

            What a complete file lacks is withdrawn. A download of some years is complete for these; a selection is \
            partial. Where much would be withdrawn the import is refused with the number, which confirms it.

            Example:
              incident-ledger import missing-migrants export-2020-01-08.csv \\
                --as-at 2020-01-08 --dry-run
            """)

    @Argument(
        help: "The file; - is standard input.", completion: .file(extensions: ["csv", "tsv", "xlsx", "json", "jsonl"]))
    var file: String

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run(file, BuiltInMappings.missingMigrants) }
}

/// What a file may not say of itself.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the file's bytes stand for text: utf-8, utf-16le, utf-16be or windows-1252. Default: as found out.",
            valueName: "name"), transform: { try TextEncoding(named: $0) })
    var encoding: TextEncoding?

    @Option(
        help: ArgumentHelp(
            "The row that a spreadsheet would show the header in. Default: the row with the headings that are known.",
            valueName: "number"))
    var headerRow: Int?

    @Option(
        help: ArgumentHelp(
            "The name or the number of a workbook's sheet. Default: the first with headings that are known.",
            valueName: "name"))
    var sheet: String?

    var request: TableRequest { TableRequest(encoding: encoding, headerRow: headerRow, sheet: sheet) }
}

/// Of what a file is a complete statement.
struct ScopeOptions: ParsableArguments {
    @ArgumentParser.Flag(help: "The file holds the whole dataset: what it lacks is withdrawn. This is the default.")
    var complete = false

    @Option(
        help: ArgumentHelp(
            "The file is complete for a year, or from one to another: what it lacks of them is withdrawn. May be repeated.",
            valueName: "2021|2019..2021"))
    var completeFor: [String] = []

    @ArgumentParser.Flag(help: "The file holds a selection: nothing that it lacks is withdrawn.")
    var partial = false

    func validate() throws {
        guard [complete, !completeFor.isEmpty, partial].count(where: \.self) <= 1 else {
            throw ArgumentParser.ValidationError(
                "A file is complete, complete for some years, or partial: give one of these.")
        }
        if let text = completeFor.first(where: { YearRange.range($0) == nil }) {
            throw ArgumentParser.ValidationError(
                "\"\(text)\" is no year and no range of years: --complete-for 2021, or --complete-for 2019..2021.")
        }
    }

    var scope: FileScope {
        let ranges = completeFor.compactMap(YearRange.range)
        return partial ? .partial : ranges.isEmpty ? .complete : FileScope(completeFor: ranges)
    }
}

/// How a file's dataset belongs to others of its publisher that cover the same years.
struct RelationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The file's dataset takes the place of this one. May be repeated.", valueName: "dataset"))
    var succeeds: [String] = []

    @Option(help: ArgumentHelp("This dataset takes the place of the file's. May be repeated.", valueName: "dataset"))
    var succeededBy: [String] = []

    @Option(
        help: ArgumentHelp("This dataset holds other records than the file's. May be repeated.", valueName: "dataset"))
    var beside: [String] = []

    var relations: DatasetRelations {
        DatasetRelations(succeeds: succeeds, succeededBy: succeededBy, beside: beside)
    }
}

/// `import undo ID --reason TEXT`
struct ImportUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Make what an import said void; the import and its undoing stay readable.",
        discussion: """
            Every record that the import touched says again what its dataset had said before, as of the import's as-at \
            day, so that what is known by that day is right again. After it the right file of that day can be imported.

            Example:
              incident-ledger import undo mmp-2020-01-08-d79a59109f8a \\
                --reason "A selection was taken in as complete"
            """)

    @Argument(help: "The import's identifier: what the import printed, without \"import/\".")
    var id: String

    @Option(help: ArgumentHelp("Why: kept with each event, for ever.", valueName: "text"))
    var reason: String

    @OptionGroup var who: ActorOptions

    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let actor = try await who.checkedName(ledger)
        let report = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.undoImport(id, actor: actor, reason: reason)
        }
        try Output.answer(afterMaking: "import/\(report.importID) is undone all the same.") {
            try Answers.show(UndoReportLayout(report), format.format)
        }
    }
}

/// `import figures FILE`
struct ImportFiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Take in published figures (JSON), to be held against the records.",
        discussion: """
            The file is a JSON array of figures, or an object with publisher, citation and figures. A figure has id, \
            measure, unit, and value or low and high; publisher and citation, where they are not stated once; what of \
            the ledger answers it: measure_code, region (scheme:code), operation, dataset; and may have subject, \
            qualifier, para, period, geography, as_at, published_on, source and note. The same file again appends \
            nothing.

            Examples:
              incident-ledger import figures Tools/sample/figures.json
              incident-ledger import figures figures.json --publisher IOM \\
                --citation "Global update, 2020-01-07"
            """)

    @Argument(help: "The JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(help: ArgumentHelp("Who published the figures of a file that does not say.", valueName: "text"))
    var publisher: String?

    @Option(help: ArgumentHelp("Where they are printed, for a file that does not say.", valueName: "text"))
    var citation: String?

    @OptionGroup var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let knownAt = try statement.day()
        let actor = try await statement.who.checkedName(ledger)
        let report = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.importFigures(
                file: file, publisher: publisher ?? "", citation: citation ?? "", actor: actor,
                knownAt: knownAt)
        }
        try Output.answer(afterMaking: "What import/\(report.importID) says was taken in all the same.") {
            try Answers.show(FiguresReportLayout(report), format.format)
        }
    }
}
