import ArgumentParser
import Comparison
import Fields
import Forms
import Incidents
import Ledger
import Presentation

/// `changes --from A --to B`
struct ChangesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "Print what changed between two moments, record by record.",
        discussion: """
            A moment is \(MomentText.forms). With --kind or --field everything that is printed, sums included, is of \
            those records alone.

            Examples:
              incident-ledger changes --from 2020-01-08 --to 2020-01-16
              incident-ledger changes --from 2020-01-08 --to 2020-01-16 --summary
              incident-ledger changes --from 2020-01-08 --to 2020-01-16 --kind deaths --field dead --field place
              incident-ledger changes --from 12499 --to 12735 --format csv
            """)

    @Option(help: ArgumentHelp("The first moment.", valueName: "moment"))
    var from: String

    @Option(help: ArgumentHelp("The second moment. Default: now.", valueName: "moment"))
    var to: String?

    @Option(help: "Only records of \(RecordKind.allowedCodes).", transform: Reading.code)
    var kind: [RecordKind] = []

    @Option(
        help: ArgumentHelp(
            "Only records of which this differs, named as in JSON: dead, place.point; place is all of it.",
            valueName: "field"))
    var field: [String] = []

    @ArgumentParser.Flag(
        help: "Print how many changed, by kind, field, actor and import, and what they add; no record.")
    var summary = false

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let (from, to) = (try MomentText.read(from), try to.map(MomentText.read) ?? .present)
        let selection = ChangeSelection(kinds: Set(kind), fields: Set(field))
        try selection.check()
        let report = try await ledger.withLedger(.readOnly) { try $0.changes(from: from, to: to, selection) }
        try summary
            ? Answers.show(ChangesSummaryLayout(report), format.format)
            : Answers.show(ChangesLayout(report), format.format)
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
            desk's amendments; any other against what the ledger holds. What is no sum of records is held \
            against what other publishers state of the same; its own publisher's word confirms nothing. Every figure \
            has one verdict: \(FigureVerdict.allCases.map(\.rawValue).joined(separator: ", ")).

            Examples:
              incident-ledger import figures Tools/sample/figures.json
              incident-ledger reconcile
              incident-ledger reconcile 4737
              incident-ledger reconcile "deaths Mediterranean"
              incident-ledger reconcile S19 --known-by 2020-01-08
            """)

    @Argument(
        help: ArgumentHelp(
            """
            Only the figure of this number, with these words or of this identifier, in full; where it names several, \
            a line for each. Default: all.
            """, valueName: "number|words|id"))
    var figure: String?

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        // The figure is the question: when it became known does not matter to what was known by a day.
        let results = try await ledger.withLedger(.readOnly) {
            try $0.reconcile(named: figure, at: moment, figuresKnownLater: true)
        }
        let layout = ReconciliationsLayout(results, isWhole: figure != nil && results.count == 1)
        try Answers.show(layout, format.format)
    }
}
