import ArgumentParser
import Comparison
import Export
import Files
import Forms
import Foundation
import Incidents
import Ledger

/// `cite view NAME`, `cite FILE`, `cite FIGURE`
struct CiteCommand: AsyncParsableCommand {
    /// How a citation is written.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, bibtex, csl
    }

    static let configuration = CommandConfiguration(
        commandName: "cite", abstract: "Print how a figure or an answer is cited.",
        discussion: """
            A citation names the ledger, the position and the day by which it was known, the log with the root of its tree, \
            the digest of the rows, whose data is counted and under which licence: so that others can ask again for the same \
            and tell whether it is. What an answer says beside its rows (overlaps, open suspicions, what is missing) belongs \
            to the figure and is in the citation.

            What is cited: `view NAME` with the options of the question; a file with a receipt, or with what \
            `view --format json` printed; or a published figure, by identifier, number or words.

            Examples:
              incident-ledger cite view year --year 2019 --known-by 2020-01-08 --measure dead
              incident-ledger cite view region-year --year 2019 --region Mediterranean --format bibtex
              incident-ledger cite deaths-2019.receipt --licence CC-BY-4.0 --format csl
              incident-ledger cite S19
            """)

    @Argument(
        help: ArgumentHelp(
            "`view` and a view's name; a file with an answer; or a published figure.",
            valueName: "view name | file | figure"),
        completion: .file())
    var what: [String]

    @Option(help: "text; bibtex; or csl, which is CSL-JSON.")
    var format: Form = .text

    @Option(
        help: ArgumentHelp("Of a view: the measure that is told, where the answer has one row.", valueName: "column"))
    var measure: String?

    @Option(
        help: ArgumentHelp(
            "Under what others may use it: a name such as CC-BY-4.0, an address, or both.", valueName: "licence"),
        transform: Licence.init(parsing:))
    var licence: Licence?

    @OptionGroup(title: "Of a view") var question: QuestionOptions
    @OptionGroup(title: "Of a view") var rows: RowOptions
    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var ledger: LedgerOptions

    private var isView: Bool { what.count == 2 && what[0] == "view" }

    func validate() throws {
        guard isView || what.count == 1, what != ["view"] else {
            throw ArgumentParser.ValidationError("Name `view NAME`, one file, or one published figure in quotes.")
        }
        guard isView || !question.isAsked && rows.wheres.isEmpty && rows.sumBy == nil && measure == nil else {
            throw ArgumentParser.ValidationError("Only a view is asked with such options: `cite view NAME`.")
        }
    }

    func run() async throws {
        let moment = try moment.moment()
        let citation = try await ledger.withLedger(.readOnly) { open in
            if isView {
                let request = ViewRequest(
                    name: what[1], scheme: question.scheme, regions: question.region, group: question.group,
                    years: YearSpan.years(question.year), datasets: question.dataset,
                    isAsPublished: question.asPublished, conditions: try rows.conditions(), sumBy: rows.columns,
                    moment: moment)
                return try open.citation(of: try open.view(request), measure: measure, licence: licence)
            }
            if FileManager.default.fileExists(atPath: what[0]) {
                guard moment == .present else {
                    throw LedgerError(.usage, "An answer is of its own moment: leave --as-of and --known-by out.")
                }
                return try open.citation(ofAnswerIn: what[0], licence: licence)
            }
            let figures = try open.reconcile(named: what[0], at: moment, figuresKnownLater: true)
            guard figures.count == 1 else {
                throw LedgerError(
                    .refused,
                    "\"\(what[0])\" names \(figures.count) published figures: "
                        + "\(figures.map(\.record.id).joined(separator: ", ")). Name one by its identifier.")
            }
            return try open.citation(of: figures[0], at: moment, licence: licence)
        }
        switch format {
        case .text: try Output.show(citation.text + "\n")
        case .bibtex: try Output.answer(citation.bibtex)
        case .csl: try Output.answer(citation.csl.formatted)
        }
    }
}
