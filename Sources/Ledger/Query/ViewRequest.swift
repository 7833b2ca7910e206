public import Incidents
public import ProjectionEngine

/// A question to a view.
public struct ViewRequest: Sendable {
    /// The view's name, for example `region-year`.
    public var name: String
    /// For views that have regions: the scheme; nil: the one that most records use.
    public var scheme: String?
    /// Only these regions; empty: all.
    public var regions: [String]
    /// A named group of the scheme's regions, for example `Americas`.
    public var group: String?
    /// Only these years; empty: all.
    public var years: [Int32]
    /// Which came first, second and so on, and not the view's own rows; nil: the view's rows.
    public var ranking: Ranking?
    public var moment: Moment

    public init(
        name: String, scheme: String? = nil, regions: [String] = [], group: String? = nil, years: [Int32] = [],
        ranking: Ranking? = nil, moment: Moment = .present
    ) {
        self.name = name
        self.scheme = scheme
        self.regions = regions
        self.group = group
        self.years = years
        self.ranking = ranking
        self.moment = moment
    }

    /// Whether it asks about some regions only.
    var isRegional: Bool { !regions.isEmpty || group != nil || scheme != nil }
}

/// Where an answer comes from: enough to ask again, and to tell whether the answer is the same.
public struct Provenance: Hashable, Sendable {
    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    /// The answer takes in every event up to this position.
    public var position: UInt64
    /// The answer takes in what was asserted by this day; nil: whenever.
    public var knownBy: Day?
    public var view: String
    public var version: Int
    /// The view whose cells were added up: another one where the years of some regions are asked for.
    public var source: ViewVersion
    /// The scheme whose regions the rows name; nil where rows name none.
    public var scheme: String?
    /// SHA-256 of the answer as CSV, in lower-case hexadecimal: what `sha256sum` says of `--format csv`.
    public var digest: String
    /// Every event up to the position was taken in.
    public var isComplete: Bool
    /// Events that the view could not take in.
    public var parked: UInt64
}

/// An answer: rows in the count notation, sorted by key.
public struct ViewTable: Hashable, Sendable {
    public var columns: [ViewColumn]
    public var rows: [[String]]
    public var provenance: Provenance
}
