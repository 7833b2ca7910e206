import ArgumentParser
import Incidents
import Intake
import Ledger

/// `import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a publisher's file; what did not change appends nothing.",
        subcommands: [ImportMissingMigrantsCommand.self, ImportFiguresCommand.self])
}

/// `import missing-migrants FILE --as-at DATE`
struct ImportMissingMigrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "missing-migrants", abstract: "Take in an export of IOM's Missing Migrants Project (CSV).",
        discussion: """
            Both column schemes are read: that of 2014 (Web ID) and that of 2021 (Main ID, Incident ID). Columns are \
            found by their header. An import is appended whole or not at all; the same file again appends nothing. \
            A newer export appends what differs: new records, corrections, withdrawals. Exports may be taken in \
            in any order.

            Example:
              incident-ledger import missing-migrants export-2020-01-08.csv \\
                --as-at 2020-01-08
            """)

    @Argument(help: "The CSV file.", completion: .file(extensions: ["csv"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "The day on which the publisher's dataset was so. File names are not to be trusted for it.",
            valueName: "YYYY-MM-DD"), transform: Reading.day)
    var asAt: Day

    @ArgumentParser.Flag(help: "The file holds only some of the dataset: what it does not have is not withdrawn.")
    var partial = false

    @Option(help: "Who takes it in: a role or an organisation. Default: $INCIDENT_LEDGER_ACTOR, else \"unstated\".")
    var actor: String?

    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let actor = actor ?? LedgerOptions.environment("INCIDENT_LEDGER_ACTOR") ?? StatementOptions.unstatedActor
        let report = try await ledger.withLedger(.readWrite, signingKey: signing.signingKey) { open in
            defer { ProgressBar.clear() }
            return try await open.importMissingMigrants(
                file: file, asAt: asAt, isPartial: partial, actor: actor, progress: ProgressBar.handler())
        }
        try Answers.importReport(report, format.format)
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
        let report = try await ledger.withLedger(.readWrite, signingKey: signing.signingKey) { open in
            try await open.importFigures(
                file: file, publisher: publisher ?? "", citation: citation ?? "", actor: statement.actorOrDefault,
                knownAt: statement.knownAt)
        }
        try Answers.figuresReport(report, format.format)
    }
}
