import Folding
import Forms
import Views

extension Ledger {
    /// Answers which region came first, second and so on in a year.
    ///
    /// - Throws: `LedgerError`: `usage` for a view that is not ranked, for years beside the ranking's own, and for
    ///   macro-regions of which only some regions are asked for; `notFound` for an unknown scheme, region or group.
    func ranked(_ request: ViewRequest, _ ranking: Ranking, from source: AnswerSource) throws -> ViewTable {
        try Self.check(request, ranking)
        var request = request
        request.years = [ranking.year]
        let answer = try self.answer(of: RegionYear(), request, from: source)
        guard let scheme = try Self.check(request, against: answer) else {
            throw LedgerError(.usage, "View \(request.name) has no regions to rank.")
        }
        let selected = try Self.select(request, scheme: scheme, from: answer)
        var table = ViewTable(
            columns: ranking.columns, rows: try ranking.rows(of: answer, selected, scheme: scheme),
            provenance: Provenance(
                logID: answer.logID, position: answer.position, knownBy: answer.knownBy, view: request.name,
                version: Int(answer.version),
                source: ViewVersion(name: answer.view, version: Int(answer.version)), scheme: scheme, digest: "",
                isComplete: answer.isComplete,
                parked: UInt64(answer.parked)))
        table.provenance.digest = CanonicalCSV.digest(table.csv)
        return table
    }

    private static func check(_ request: ViewRequest, _ ranking: Ranking) throws(LedgerError) {
        guard request.name == Ranking.view else {
            throw LedgerError(
                .usage,
                "Only \(Ranking.view) is ranked, by its dead and missing: view \(Ranking.view) --rank \(ranking.year)."
            )
        }
        guard request.years.isEmpty else {
            throw LedgerError(.usage, "A ranking is of one year, which --rank names: leave --year out.")
        }
        guard !ranking.byMacroRegion || (request.regions.isEmpty && request.group == nil) else {
            throw LedgerError(
                .usage,
                "A macro-region is ranked by the sum of all its regions: leave --region and --group out, or --group-by."
            )
        }
    }
}
