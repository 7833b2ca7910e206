import ArgumentParser
import Forms
import Incidents
import Ledger
import Presentation

/// `datasets`
struct DatasetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets",
        abstract: "Print the bodies of records that the ledger holds, and how they follow each other.",
        discussion: """
            Views count the datasets in force: one that another succeeds is left out for the years that the successor \
            covers. `correct dataset ID --succeeds OTHER` or `--beside OTHER` says how two belong together.
            """)

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let datasets = try await ledger.withLedger(.readOnly) { try $0.datasets(at: moment) }
        try Answers.show(DatasetsLayout(datasets), format.format)
    }
}

/// `disputes`
struct DisputesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disputes",
        abstract: "Print the records of which the desk says something else than their publisher.",
        discussion: """
            A field is disputed where both the desk and the publisher changed it, to different values. The desk's stands, \
            until the desk speaks again: `correct KIND ID … --reason …` settles it.
            """)

    @ArgumentParser.Flag(
        help: """
            The desk's amendments that are no longer counted, because another dataset has succeeded the record's for its \
            year.
            """)
    var leftBehind = false

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let layout = try await ledger.withLedger(.readOnly) { ledger in
            leftBehind
                ? TableLayout(leftBehind: try ledger.amendmentsLeftBehind(at: moment))
                : TableLayout(disputes: try ledger.disputes(at: moment))
        }
        try Answers.show(layout, format.format)
    }
}
