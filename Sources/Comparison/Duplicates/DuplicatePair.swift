public import Incidents

/// Two records that are, or may be, about the same people, side by side.
public struct DuplicatePair: Hashable, Sendable {
    /// One record of a pair, as it is held.
    public struct Side: Hashable, Sendable {
        public var record: RecordID
        /// Empty: the desk's.
        public var dataset: String
        /// Nil: it does not stand.
        public var state: Record?
        /// This log has never had a record of that name: a link names one of another log.
        public var isForeign: Bool
        /// The dead and missing, or those arrested, at least; nil where not reported.
        public var persons: Int64?
    }

    /// Of a link the record whose part in sums it changes.
    public var first: Side
    /// Of a link the record beside which it does.
    public var second: Side
    /// The names of the rules that took the two for one.
    public var rules: [String]
    /// What the ledger says of the two; nil: nothing.
    public var link: LinkSaid?

    /// What was last said of a link.
    public struct LinkSaid: Hashable, Sendable {
        public var id: String
        public var relation: LinkRelation
        public var position: UInt64
        public var knownAt: Day
        public var actor: String
        public var reason: String
        /// The people are in no sum, or in too low a one, since the second record no longer stands.
        public var isAdrift: Bool
    }
}

/// What was looked for, and what was found.
public struct DuplicateSearch: Hashable, Sendable {
    /// The datasets whose records were compared, `desk` for what the desk recorded on its own; in the order of their bytes.
    public var datasets: [String]
    /// How many records of them.
    public var records: Int
    /// In the order of the kinds and of the identifiers' bytes.
    public var pairs: [DuplicatePair]
}
