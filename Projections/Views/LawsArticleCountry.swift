public import Folding
public import Incidents

/// Provisions of laws by the article of the Protocol that somebody says they implement.
///
/// A provision that implements several articles is in the row of each, and one of which nobody says so in a row without one.
public struct LawsArticleCountry: View {
    public let name = "laws-article-country"
    public let version: UInt32 = 1
    public let summary =
        "Provisions by the article of the Protocol that somebody says they implement, and country: how many have a last day "
        + "in force, and what they make of the benefit. A provision of several articles is in several rows."
    public let kinds: Set<RecordKind> = [.provision]
    public let keys: [KeyColumn] = [.text("article"), .text("country")]
    public let measures = ["provisions", "ended", "benefit_required", "benefit_absent", "benefit_aggravating"]
    public let countsOfRecords: Set<String> = [
        "provisions", "ended", "benefit_required", "benefit_absent", "benefit_aggravating",
    ]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let facts = try record.provision
        let articles = facts.articles.map { record.vocabulary.term($0.code) }
        for article in articles.isEmpty ? [Term.none] : articles {
            cells.begin(CellKey(article, facts.jurisdiction))
            cells.add(1, to: 0)
            if facts.hasEnd { cells.add(1, to: 1) }
            switch facts.benefit {
            case .required: cells.add(1, to: 2)
            case .absent: cells.add(1, to: 3)
            case .aggravating: cells.add(1, to: 4)
            case .unclear, nil: break
            }
        }
    }
}
