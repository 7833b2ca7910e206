/// A body of records that one publisher states as a whole, and whose exports follow each other.
///
/// What people record by hand belongs to none: the *desk* says it.
public struct Dataset: Hashable, Sendable {
    public var publisher = ""
    public var title = ""
    /// What the identifiers of its records begin with: no identifier of another dataset does.
    public var prefix = ""
    /// Of its identifiers, for example `mmp-web-id`.
    public var identifierScheme = ""
    /// Of its regions, for example `mmp-2014`; empty where they have none.
    public var regionScheme = ""
    /// Identifiers of the datasets that it takes the place of, for the years that it covers, from its first as-at day on.
    public var succeeds: [String] = []
    /// Identifiers of datasets that somebody has declared to hold other records than it, although they cover the same
    /// years.
    public var disjointFrom: [String] = []
    public var notes = Notes()

    public init() {}
}
