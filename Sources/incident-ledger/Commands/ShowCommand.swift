import ArgumentParser
import Ledger
import Presentation

/// `show KIND ID`
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what is known of one record.",
        discussion: """
            An operation is shown with the figures of its publishers side by side. Of an incident or operation also what \
            belongs to it is shown, incidents, deaths and arrests, with what they add up to: each person once, as in views.

            Examples:
              incident-ledger show operation turquesa
              incident-ledger show deaths mmp-52682 --known-by 2020-01-08
              incident-ledger show deaths mmp-52682 --format json
            """)

    @OptionGroup var arguments: RecordArguments
    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let layout = try await ledger.withLedger(.readOnly) { open in
            let known = try open.state(of: arguments.record, at: moment)
            let belongings = try open.belongings(of: arguments.record, at: moment, progress: FindCommand.progress)
            ProgressBar.clear()
            var flags = FlagSelection()
            flags.records = [arguments.record]
            return RecordLayout(
                known, try open.owners(of: known, at: moment), belongings,
                try open.flags(flags, at: moment).flags, at: moment)
        }
        try Answers.show(layout, format.format)
    }
}

/// `history KIND ID`
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Print every event about one record, and what each changed.",
        discussion: """
            Of an incident or operation also the corrections by which other records came to belong to it, or ceased to.

            Examples:
              incident-ledger history deaths mmp-52682
              incident-ledger history incident mmp-52483 --linked
            """)

    @OptionGroup var arguments: RecordArguments

    @ArgumentParser.Flag(help: "With every event about the records that belong to an incident or operation, or did.")
    var linked = false

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let entries = try await ledger.withLedger(.readOnly) { open in
            let entries = try open.history(
                of: arguments.record, linked ? .linked : .moves, at: moment, progress: FindCommand.progress)
            ProgressBar.clear()
            return entries
        }
        try Answers.show(HistoryLayout(arguments.record, entries), format.format)
    }
}
