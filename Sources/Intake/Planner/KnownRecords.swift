public import Incidents

/// What the ledger knows of one record of a dataset: every event of its stream.
public struct KnownStream: Sendable {
    public var record: RecordID
    /// In the order of the log, all of them: their number is the stream's version.
    public var events: [KnownEvent]

    public init(record: RecordID, events: [KnownEvent]) {
        self.record = record
        self.events = events
    }

    /// The event that decides what was known by a day, the day included: the last by known-at day and position.
    func deciding(by day: Day) -> KnownEvent? {
        var last: KnownEvent?
        for event in events where event.knownAt <= day {
            if let other = last, (event.knownAt, event.position) < (other.knownAt, other.position) { continue }
            last = event
        }
        return last
    }

    /// Puts a planned event after all others.
    mutating func add(_ planned: PlannedEvent) {
        let event = planned.event
        events.append(
            KnownEvent(
                knownAt: event.knownAt, position: (events.map(\.position).max() ?? 0) + 1, type: event.type,
                state: event.state, importID: event.importID))
    }
}

/// One event of a stream, as far as a plan depends on it.
public struct KnownEvent: Sendable {
    public var knownAt: Day
    public var position: UInt64
    public var type: EventType
    /// Nil where the event withdraws the record.
    public var state: Record?
    /// Empty for what a person recorded.
    public var importID: String

    public init(knownAt: Day, position: UInt64, type: EventType, state: Record?, importID: String) {
        self.knownAt = knownAt
        self.position = position
        self.type = type
        self.state = state
        self.importID = importID
    }
}

/// An import that the ledger holds.
public struct PriorImport: Hashable, Sendable {
    /// The identifier of its record.
    public var id: String
    public var asAt: Day
    /// SHA-256 of the file: 32 bytes.
    public var digest: [UInt8]
    public var isPartial: Bool
    public var dataset: String

    public init(id: String, asAt: Day, digest: [UInt8], isPartial: Bool, dataset: String) {
        self.id = id
        self.asAt = asAt
        self.digest = digest
        self.isPartial = isPartial
        self.dataset = dataset
    }

    /// - Parameter state: of the import's record.
    public init(id: String, _ state: Import) {
        self.init(
            id: id, asAt: state.asAt, digest: state.fileDigest, isPartial: state.scope == .partial,
            dataset: state.dataset)
    }
}
