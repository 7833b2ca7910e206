import ArgumentParser
import Fields
import Forms
import Incidents
import Ledger
import Presentation

/// `flags`
struct FlagsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flags", abstract: "What is implausible in records, and whether somebody has looked at it.",
        discussion: """
            What is implausible is kept with its record as a flag, and never refused for being so: a list of work. Who has \
            looked at a flag settles it and says why. The flag stays with its record; where a correction or a later file \
            makes it say something else, that is another flag, and open.

            Examples:
              incident-ledger flags
              incident-ledger flags --code point-outside-region --import mmp-2020-01-16-5efc291d8588
              incident-ledger flags settle deaths/mmp-49253 \\
                --reason "The boat drifted; the point was confirmed by the coast guard"
              incident-ledger flags reopen deaths/mmp-49253 --reason "The coast guard meant another boat"
            """,
        subcommands: [FlagsListCommand.self, FlagsSettleCommand.self, FlagsReopenCommand.self],
        defaultSubcommand: FlagsListCommand.self)
}

/// `flags list`
struct FlagsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print open flags, with the record, the field, and since which import.")

    @OptionGroup(title: "Which flags") var selection: FlagSelectionOptions

    @ArgumentParser.Flag(help: "Settled ones, and why, instead of open ones.")
    var settled = false

    @ArgumentParser.Flag(help: "Settled ones as well.")
    var all = false

    @Option(
        help: ArgumentHelp("At most so many flags. Default: 50 in a table, else all.", valueName: "number"))
    var limit: Int?

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        if settled, all { throw ArgumentParser.ValidationError("--settled and --all exclude each other.") }
        if let limit, limit < 0 { throw ArgumentParser.ValidationError("--limit is 0 or more.") }
    }

    func run() async throws {
        let moment = try moment.moment()
        let wanted = selection.selection
        let list = try await ledger.withLedger(.readOnly) { open in
            let list = try open.flags(wanted, at: moment, progress: FindCommand.progress)
            ProgressBar.clear()
            return list
        }
        let shown: FlagsLayout.Which = all ? .all : settled ? .settled : .open
        let layout = FlagsLayout(list, shown, limit: limit ?? (format.format == .table ? 50 : nil))
        try Answers.show(layout, format.format)
    }
}

/// `flags settle`
struct FlagsSettleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Say that flags have been looked at, and why they ask for no more work.",
        discussion: """
            All that are named are settled in one request, or none. Without a record, --code, --import or another choice \
            says which; what a choice finds is counted first: `flags list` with the same choice.

            Example:
              incident-ledger flags settle deaths/mmp-49253 --code point-outside-region \\
                --reason "The boat drifted; the point was confirmed by the coast guard"
            """)

    @OptionGroup var why: ReasonOptions
    @OptionGroup(title: "Which flags") var selection: FlagSelectionOptions
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws { try selection.checkNotEmpty() }

    func run() async throws {
        let said = try await why.statement(statement, of: ledger)
        let (made, flags) = try await ledger.withLedger(.readWrite, signing) {
            try await $0.settle(selection.selection, said, progress: FindCommand.progress)
        }
        try Answers.settled(made, flags, "settled", format.format)
    }
}

/// `flags reopen`
struct FlagsReopenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Say that settled flags ask for work again; that they were settled stays readable.",
        discussion: """
            Example:
              incident-ledger flags reopen deaths/mmp-49253 --reason "The coast guard meant another boat"
            """)

    @OptionGroup var why: ReasonOptions
    @OptionGroup(title: "Which flags") var selection: FlagSelectionOptions
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws { try selection.checkNotEmpty() }

    func run() async throws {
        let said = try await why.statement(statement, of: ledger)
        let (made, flags) = try await ledger.withLedger(.readWrite, signing) {
            try await $0.reopen(selection.selection, said, progress: FindCommand.progress)
        }
        try Answers.settled(made, flags, "reopened", format.format)
    }
}

/// Which flags a command is about.
struct FlagSelectionOptions: ParsableArguments {
    @Argument(help: "Records, as KIND/ID, for example deaths/mmp-49253. Default: all.", transform: Reading.record)
    var records: [RecordID] = []

    @Option(help: ArgumentHelp("Only of records of this kind.", valueName: "kind"), transform: Reading.code)
    var kind: RecordKind?

    @Option(help: ArgumentHelp("Only flags with this code. May be repeated.", valueName: "code"))
    var code: [String] = []

    @Option(help: ArgumentHelp("Only of this field, for example place.point.", valueName: "field"))
    var field: String?

    @Option(name: .customLong("import"), help: ArgumentHelp("Only what this import brought.", valueName: "id"))
    var importID: String?

    var selection: FlagSelection {
        var selection = FlagSelection()
        (selection.records, selection.kind, selection.codes) = (records, kind, code)
        (selection.field, selection.importID) = (field, importID)
        return selection
    }

    /// What is to be changed must be chosen.
    func checkNotEmpty() throws {
        guard records.isEmpty, kind == nil, code.isEmpty, field == nil, importID == nil else { return }
        throw ArgumentParser.ValidationError("Name records, or choose flags by --code, --import, --kind or --field.")
    }
}
