public import Folding
package import Forms
import Incidents

/// A question to a view, as somebody asks it: what it leaves open, the ledger decides when it answers.
public struct ViewRequest: Sendable {
    /// The view's name, for example `region-year`.
    public var name: String
    /// For views that have regions: the scheme; nil: the ledger's own, or else the one that most counted records use.
    public var scheme: String?
    /// Only these regions; empty: all.
    public var regions: [String]
    /// A named group of the scheme's regions, for example `Americas`.
    public var group: String?
    /// Only these years; empty: all.
    public var years: [Int32]
    /// Only these datasets, `desk` for what people recorded on their own; empty: those in force.
    public var datasets: [String]
    /// What the datasets said, without the desk.
    public var isAsPublished: Bool
    /// How many records of a row report each measure, beside the measures.
    public var withReported: Bool
    /// Which came first, second and so on, and not the view's own rows; nil: the view's rows.
    public var ranking: Ranking?
    /// Only rows that have one of some values in a key column of the view.
    public var conditions: [Selection.Condition]
    /// The key columns that stay, rows being added up over the others; empty: all.
    public var sumBy: [String]
    /// The key column whose values stand side by side.
    public var pivot: String?
    /// The measure that they hold; nil: ``View/mainMeasure``.
    public var measure: String?
    public var moment: Moment

    public init(
        name: String, scheme: String? = nil, regions: [String] = [], group: String? = nil, years: [Int32] = [],
        datasets: [String] = [], isAsPublished: Bool = false, withReported: Bool = false, ranking: Ranking? = nil,
        conditions: [Selection.Condition] = [], sumBy: [String] = [], pivot: String? = nil, measure: String? = nil,
        moment: Moment = .present
    ) {
        self.name = name
        self.scheme = scheme
        self.regions = regions
        self.group = group
        self.years = years
        self.datasets = datasets
        self.isAsPublished = isAsPublished
        self.withReported = withReported
        self.ranking = ranking
        self.conditions = conditions
        self.sumBy = sumBy
        self.pivot = pivot
        self.measure = measure
        self.moment = moment
    }

    /// Whether it asks about some regions only.
    var isRegional: Bool { !regions.isEmpty || group != nil || scheme != nil }
}

extension ViewRequest {
    /// - Throws: `LedgerError` with `usage` where what is asked for together does not go together, or the view has no such
    ///   thing.
    package func check(against view: any View) throws(LedgerError) {
        let names = view.shownKeys.map(\.name)
        if !years.isEmpty, !names.contains("year") {
            throw LedgerError(.usage, "View \(name) has no years: leave --year out.")
        }
        if isRegional, view.regionsColumn == nil {
            throw LedgerError(.usage, "View \(name) has no regions: leave --scheme, --region and --group out.")
        }
        try checkSelection(try Ledger.registeredView(name))
        guard let ranking else { return }
        guard name == Ranking.view else {
            throw LedgerError(
                .usage,
                "Only \(Ranking.view) is ranked, by its dead and missing: view \(Ranking.view) --rank \(ranking.year).")
        }
        guard years.isEmpty else {
            throw LedgerError(.usage, "A ranking is of one year, which --rank names: leave --year out.")
        }
        guard !ranking.byMacroRegion || (regions.isEmpty && group == nil) else {
            throw LedgerError(
                .usage,
                "A macro-region is ranked by the sum of all its regions: leave --region and --group out, or --group-by."
            )
        }
    }
}
