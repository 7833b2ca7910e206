import ArgumentParser
import Ledger

/// `show KIND ID`
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what is known of one record.",
        discussion: """
            An operation is shown with the figures of its publishers side by side.

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
        let known = try await ledger.withLedger(.readOnly) { try $0.state(of: arguments.record, at: moment) }
        try Answers.show(known, moment, format.format)
    }
}

/// `history KIND ID`
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Print every event about one record, and what each changed.",
        discussion: """
            Example:
              incident-ledger history deaths mmp-52682
            """)

    @OptionGroup var arguments: RecordArguments
    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let entries = try await ledger.withLedger(.readOnly) { try $0.history(of: arguments.record, at: moment) }
        try Answers.history(arguments.record, entries, format.format)
    }
}
