import ArgumentParser
import Evidence
import Files
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import Presentation

/// `view NAME`
struct ViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Print a table of what is known, now or at any moment.",
        discussion: """
            Views:
            \(Ledger.views.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Counts are whole numbers where every part is exact; 12..15 where a part is a range, 12.. where it is \
            unbounded, ~12 where it is approximate, and empty where nothing is reported.

            Examples:
              incident-ledger view region-year --year 2019 --group Americas
              incident-ledger view year --known-by 2020-01-08 --format csv
              incident-ledger view region-year --rank 2019 --group-by macro-region --known-by 2020-01-08
              incident-ledger view year --as-of 2026-01-31T14:00:00Z
              incident-ledger view year --year 2019 --receipt deaths-2019.receipt
              incident-ledger view cause-year --year 2015..2019 --sum-by cause --plot
              incident-ledger view month --where month=1..3 --pivot year --measure dead
            """)

    @OptionGroup var view: ViewOptions

    @ArgumentParser.Flag(name: .customLong("watch"), help: "Print again whenever rows have changed, until stopped.")
    var watches = false

    @Option(
        help: ArgumentHelp(
            """
            Also keeps the answer in a new file, from which `ledger-replay --receipt` has it again from the log alone.
            """, valueName: "file"), completion: .file())
    var receipt: String?

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let request = try view.request(at: try moment.moment())
        if view.shape.plot, format.format != .table || watches || receipt != nil {
            throw LedgerError(.usage, "--plot draws the table once: leave --format, --watch and --receipt out.")
        }
        guard !watches || receipt == nil else {
            throw LedgerError(.usage, "A receipt is of one answer: leave --watch or --receipt out.")
        }
        if watches { return try await watch(request) }
        let answer = try await ledger.withLedger(.readOnly) { open in
            let answer = try open.view(request)
            if let receipt { try open.receipt(of: answer, to: request, in: format.format).write(to: receipt) }
            return answer
        }
        try view.show(answer, in: format.format)
    }
}

extension ViewCommand {
    /// Prints the answer now, and again whenever its rows have changed: over the last one on a terminal, else below it.
    func watch(_ request: ViewRequest) async throws {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let format = format.format
        try await ledger.withLedger(.readOnly) { open in
            var last: String?
            try await open.whenever {
                let answer = try open.view(request)
                let state = "\(answer.provenance.digest) \(answer.provenance.isComplete) \(answer.provenance.version)"
                guard state != last else { return }
                last = state
                if isTerminal { try Output.answer("\u{1B}[H\u{1B}[2J") }
                try Answers.show(ViewLayout(answer), format)
            }
        }
    }
}

/// Asks a view by region which region came first, second and so on.
struct RankOptions: ParsableArguments {
    /// What is ranked, where it is not the regions.
    enum Grouping: String, CaseIterable, ExpressibleByArgument {
        case macroRegion = "macro-region"
    }

    @Option(
        help: ArgumentHelp(
            """
            Ranks the regions of region-year by their dead and missing in this year. Equal sums share a rank; 1..2 \
            where ranges leave it open.
            """, valueName: "year"))
    var rank: Int32?

    @Option(help: "Ranks the scheme's macro-regions, for example Africa and the Americas, and not its regions.")
    var groupBy: Grouping?

    func ranking() throws(LedgerError) -> Ranking? {
        guard let rank else {
            guard groupBy == nil else {
                throw LedgerError(.usage, "--group-by says what is ranked: name the year with --rank.")
            }
            return nil
        }
        return Ranking(year: rank, byMacroRegion: groupBy == .macroRegion)
    }
}
