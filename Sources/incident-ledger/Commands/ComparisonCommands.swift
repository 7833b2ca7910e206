import ArgumentParser
import Comparison
import Ledger

/// `changes --from A --to B`
struct ChangesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "Print what changed between two moments, record by record.",
        discussion: """
            A moment is \(MomentText.forms).

            Examples:
              incident-ledger changes --from 2020-01-08 --to 2020-01-16
              incident-ledger changes --from 12499 --to 12735 --format csv
            """)

    @Option(help: ArgumentHelp("The first moment.", valueName: "moment"))
    var from: String

    @Option(help: ArgumentHelp("The second moment. Default: now.", valueName: "moment"))
    var to: String?

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let (from, to) = (try MomentText.read(from), try to.map(MomentText.read) ?? .present)
        let report = try await ledger.withLedger(.readOnly) { try $0.changes(from: from, to: to) }
        try Answers.changes(report, format.format)
    }
}

/// `reconcile`
struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Hold published figures against what the ledger says.",
        discussion: """
            For each published figure: when it held, what the ledger says now, and which records account for the \
            difference. A figure with a qualifier is judged by it: more than 700 agrees with about 775; nearly a \
            million with what is at most a million and not below nine tenths of it; about with what is within a \
            twentieth.

            A figure of a publisher that has a dataset in the ledger is held against what that dataset said, without the \
            desk's amendments; any other against what the ledger holds.

            Examples:
              incident-ledger import figures Tools/sample/figures.json
              incident-ledger reconcile
              incident-ledger reconcile --figure S19
              incident-ledger reconcile --known-by 2020-01-08
            """)

    @Option(help: ArgumentHelp("Only this figure, in full.", valueName: "id"))
    var figure: String?

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        // The figure is the question: when it became known does not matter to what was known by a day.
        let results = try await ledger.withLedger(.readOnly) {
            try $0.reconcile(figure: figure, at: moment, figuresKnownLater: true)
        }
        try Answers.reconcile(results, isWhole: figure != nil, format.format)
    }
}
