import ArgumentParser
import Fields
import Files
import Forms
import Incidents
import Intake
import Ledger
import Presentation
import Tables

/// `import table FILE --mapping NAME|FILE --as-at DATE`
struct ImportTableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Take in a table by a mapping, which says what its columns mean.",
        discussion: """
            The file is CSV with any usual delimiter and encoding, an Excel workbook (.xlsx), a JSON list of objects or \
            JSON lines; what it is, is found out and said. A mapping is one of those that come with the program \
            (`mappings` lists them) or a file of your own (MAPPINGS.md; `mappings suggest FILE` proposes one).

            Look first: --dry-run prints what the import would do, --explain ROW what is made of one row, cell by cell. An \
            import is appended whole or not at all; the same file again appends nothing, and a newer one what differs.

            Example:
              incident-ledger import table arrests.csv --mapping police.json \\
                --as-at 2026-03-31 --explain 3
            """)

    @Argument(
        help: "The file; - is standard input.", completion: .file(extensions: ["csv", "tsv", "xlsx", "json", "jsonl"]))
    var file: String

    @Option(
        help: ArgumentHelp("The name of a mapping, or the path of one, which ends in .json.", valueName: "name|file"),
        completion: .file(extensions: ["json"]))
    var mapping: String

    @OptionGroup var options: ImportOptions

    func run() async throws {
        let found = try LedgerError.wrapping { try BuiltInMappings.mapping(self.mapping) }
        try await options.run(file, [found])
    }
}

/// What every import of a table takes.
struct ImportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The day on which the publisher's dataset was so. File names are not to be trusted for it.",
            valueName: "YYYY-MM-DD"), transform: Reading.day)
    var asAt: Day

    @OptionGroup(title: "Scope") var scope: ScopeOptions
    @OptionGroup(title: "The table") var table: TableOptions
    @OptionGroup(title: "Datasets of the same publisher") var relations: RelationOptions

    @Option(
        help: ArgumentHelp(
            "A column of numbers that may be missing although another looks like it. May be repeated.",
            valueName: "heading"))
    var acceptMissing: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many records the plan withdraws, as somebody has looked at it; another number is refused.",
            valueName: "number"))
    var confirmWithdrawals: Int?

    @ArgumentParser.Flag(help: "Print what the import would do, and append nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Print what is made of one row, counted from 1 after the header: cell, reader, field, record. Nothing is appended.",
            valueName: "row"))
    var explain: Int?

    @Option(
        help: ArgumentHelp(
            "Write every cell that was not read to a file, with row, column, text and what was done: JSON or CSV by its "
                + "ending.", valueName: "file"), completion: .file(extensions: ["json", "csv"]))
    var report: String?

    @OptionGroup var who: ActorOptions

    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        guard let report, !report.hasSuffix(".json"), !report.hasSuffix(".csv") else { return }
        throw ArgumentParser.ValidationError("A report is JSON or CSV by its ending: \(report).json, or \(report).csv.")
    }

    /// Takes a file in, or says what would come of it.
    ///
    /// - Parameter mappings: the one that reads it; of several, the one that knows most of its headings.
    func run(_ file: String, _ mappings: [Mapping]) async throws {
        var request = ImportRequest(
            asAt: asAt, scope: scope.scope,
            actor: try await who.checkedName(ledger),
            relations: relations.relations, confirmedWithdrawals: confirmWithdrawals)
        request.table = table.request
        request.acceptedMissing = acceptMissing
        if let explain {
            let (table, row) = try LedgerError.wrapping {
                let table = try MappedTable(path: file, mappings: mappings, request.table, accepting: acceptMissing)
                return (table, try table.explain(row: explain))
            }
            return try Answers.show(RowExplanationLayout(row, by: table.mapping, of: file), format.format)
        }
        let progress = ProgressBar.handler()
        if dryRun {
            let plan = try await ledger.withLedger(.readOnly) { open in
                defer { ProgressBar.clear() }
                return try open.planTable(file: file, mappings: mappings, request, progress: progress)
            }
            try write(plan, file)
            return try Answers.show(ImportPlanLayout(plan), format.format)
        }
        let made = try await ledger.withLedger(.readWrite, signing) { open in
            defer { ProgressBar.clear() }
            return try await open.importTable(file: file, mappings: mappings, request, progress: progress)
        }
        try Output.answer(afterMaking: "What import/\(made.plan.importID) says was taken in all the same.") {
            try write(made.plan, file)
            try Answers.show(ImportReportLayout(made), format.format)
        }
    }

    private func write(_ plan: ImportPlan, _ file: String) throws {
        guard let report else { return }
        do {
            try DurableFile.replace(report) { piece in
                if report.hasSuffix(".csv") {
                    try ImportCellReport.csv(plan, piece)
                } else {
                    try ImportCellReport.json(plan, file, piece)
                }
            }
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(report)")
        }
    }
}
