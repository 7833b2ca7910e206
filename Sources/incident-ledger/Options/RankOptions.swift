import ArgumentParser
import Folding
import Forms
import Ledger

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
