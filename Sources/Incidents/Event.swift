/// An assertion about one record: what the log is made of.
public struct Event: Hashable, Sendable {
    public var type: EventType
    public var record: RecordID
    /// The day on which its source asserted it.
    public var knownAt: Day
    /// Who asserts it: a person's role or an organisation, never a private person's name.
    public var actor: String
    /// Why; required for corrections, withdrawals and reinstatements.
    public var reason: String
    /// The identifier of the import that appended it; empty for what a person recorded.
    public var importID: String
    /// The identifier of the dataset that says it; empty: the desk, the people who use this ledger.
    public var dataset: String
    /// The record's whole state as this speaker says it; nil for *withdrawn*, *confirmed* and *linked*, and only then.
    public var state: Record?
    /// What a link makes of the record's part in sums, for *linked*, and only then.
    public var partInSums: PartInSums?
    /// Of a state that is what a row of a file says, and nothing else: a digest of that row; empty: there is none.
    public var rowDigest: [UInt8]

    public init(
        type: EventType, record: RecordID, knownAt: Day, actor: String, reason: String = "", importID: String = "",
        dataset: String = "", state: Record?, partInSums: PartInSums? = nil, rowDigest: [UInt8] = []
    ) {
        self.type = type
        self.record = record
        self.knownAt = knownAt
        self.actor = actor
        self.reason = reason
        self.importID = importID
        self.dataset = dataset
        self.state = state
        self.partInSums = partInSums
        self.rowDigest = rowDigest
    }
}

/// An event as the log holds it.
public struct RecordedEvent: Hashable, Sendable {
    /// Place in the log: 1, 2, 3 … without gaps.
    public var position: UInt64
    /// The ledger's clock, in microseconds since 1970-01-01T00:00:00Z; never decreases along positions.
    public var recordedAt: UInt64
    /// Place in the record's stream: 1, 2, 3 … without gaps.
    public var version: UInt32
    public var event: Event

    public init(position: UInt64, recordedAt: UInt64, version: UInt32, event: Event) {
        self.position = position
        self.recordedAt = recordedAt
        self.version = version
        self.event = event
    }
}
