public import Incidents

/// A question to a view with nothing left open: a receipt keeps it as it is, and the log alone answers it again.
public struct Query: Hashable, Sendable {
    /// The view that is asked.
    public var view: String
    /// The answer takes in every event up to this position.
    public var position: UInt64
    /// The answer takes in what was asserted by this day; nil: whenever.
    public var knownBy: Day?
    /// The scheme whose regions the rows name; nil where the view has no regions.
    public var scheme: String?
    /// Only these regions of the scheme, ``Answer/noRegion`` for what has none in it; nil: all.
    public var regions: [String]?
    /// Only these years; empty: all.
    public var years: [Int32]
    /// Only these datasets, succeeded or not, `desk` for what people recorded on their own; nil: those in force.
    public var datasets: [String]?
    /// What the datasets said, without the desk.
    public var isAsPublished: Bool
    /// How many records of a row report each measure, beside the measures.
    public var withReported: Bool
    /// The order of regions in one year, and not the view's own rows; nil: the view's rows.
    public var ranking: Ranking?
    /// What of the view's rows is shown, and how.
    public var selection: Selection

    public init(
        view: String, position: UInt64, knownBy: Day? = nil, scheme: String? = nil, regions: [String]? = nil,
        years: [Int32] = [], datasets: [String]? = nil, isAsPublished: Bool = false, withReported: Bool = false,
        ranking: Ranking? = nil, selection: Selection = .all
    ) {
        self.view = view
        self.position = position
        self.knownBy = knownBy
        self.scheme = scheme
        self.regions = regions
        self.years = years
        self.datasets = datasets
        self.isAsPublished = isAsPublished
        self.withReported = withReported
        self.ranking = ranking
        self.selection = selection
    }
}

/// Asks for the regions of `region-year` in the order of their dead and missing in one year, the most first.
public struct Ranking: Hashable, Sendable {
    public var year: Int32
    /// Ranks the scheme's macro-regions (`RegionScheme.macroRegions`), each the sum of its regions, and not the regions.
    public var byMacroRegion: Bool

    public init(year: Int32, byMacroRegion: Bool = false) {
        self.year = year
        self.byMacroRegion = byMacroRegion
    }

    /// The view that is ranked.
    public static let view = "region-year"
}
