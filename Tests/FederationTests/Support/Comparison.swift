import Federation
import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Testing

extension Agencies {
    var members: [[String: Any]] { [a.member(["web", "desk"]), b.member(["guard", "desk"])] }

    /// That every view says the same of the federation as of the ledger that holds both.
    func compare(
        _ members: [[String: Any]], knownBy: String? = nil, isAsPublished: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try federated(members) { federation in
            for view in Ledger.views {
                let knownBy = knownBy.map(day)
                var request = ViewRequest(name: view.name, isAsPublished: isAsPublished)
                let together = try federation.view(request, at: FederatedMoment(knownBy: knownBy))
                request.moment = Moment(knownBy: knownBy)
                let one = try union.view(request)
                // The desks are several there, and one here.
                let rows = view.name == "dataset-year" ? (together.rows.count, one.rows.count) : (0, 0)
                if rows == (0, 0) {
                    #expect(together.csv == one.csv, "\(view.name)", sourceLocation: sourceLocation)
                } else {
                    #expect(
                        together.total("deaths_records") == one.total("deaths_records"), sourceLocation: sourceLocation)
                }
                #expect(together.columns == one.columns, sourceLocation: sourceLocation)
                #expect(
                    together.provenance.overlaps == one.provenance.overlaps, "\(view.name)",
                    sourceLocation: sourceLocation)
                #expect(
                    together.provenance.amendments == one.provenance.amendments, "\(view.name)",
                    sourceLocation: sourceLocation)
                #expect(
                    together.provenance.links.effect == one.provenance.links.effect, "\(view.name)",
                    sourceLocation: sourceLocation)
                #expect(
                    together.provenance.links.leftOut == one.provenance.links.leftOut, "\(view.name)",
                    sourceLocation: sourceLocation)
                #expect(together.provenance.isComplete, sourceLocation: sourceLocation)
            }
        }
    }
}

extension Answer {
    /// The sum of a column of whole numbers.
    fileprivate func total(_ name: String) -> Int {
        guard let column = columns.firstIndex(where: { $0.name == name }) else { return -1 }
        return rows.reduce(0) { $0 + (Int(cells(of: $1)[column]) ?? 0) }
    }
}
