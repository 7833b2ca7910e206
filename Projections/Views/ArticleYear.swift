public import Folding
public import Incidents

/// Incidents by the conduct under article 6(1) and (2) of the Protocol, the aggravating circumstances under article 6(3)
/// and the benefit that they state: one row a conduct, with all circumstances together.
public struct ArticleYear: View {
    public let name = "article-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents that state conduct, aggravation or benefit under article 6 of the Protocol, by these and year; one that states "
        + "several kinds of conduct is in several rows."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.conduct, .aggravations, .benefit]
    public let keys: [KeyColumn] = [.text("conduct"), .text("aggravation"), .text("benefit"), .number("year")]
    public let measures = ["incidents"]
    public let countsOfRecords: Set<String> = ["incidents"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let (conduct, aggravations, benefit) = (try record.conduct, try record.aggravations, try record.benefit)
        if conduct.isEmpty, aggravations.isEmpty, benefit == nil { return }
        let words = record.vocabulary
        let aggravation = record.joined(aggravations.map { words.term($0.code) })
        for article in conduct.isEmpty ? [Term.none] : conduct.map({ words.term($0.code) }) {
            cells.begin(
                CellKey(article, aggravation, benefit.map { words.term($0.code) } ?? .none, .number(record.year)))
            cells.add(1, to: 0)
        }
    }
}
