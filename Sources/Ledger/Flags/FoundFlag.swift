public import Incidents

/// A flag that a record has at a moment: a piece of work until somebody has settled it.
public struct FoundFlag: Hashable, Sendable {
    public var record: RecordID
    public var flag: Flag
    /// What first stated it.
    public var since: Word
    /// What settled it; nil: it is open.
    public var settled: Word?

    /// What is told of an event.
    public struct Word: Hashable, Sendable {
        public var position: UInt64
        /// Microseconds since 1970-01-01T00:00:00Z.
        public var recordedAt: UInt64
        public var knownAt: Day
        public var actor: String
        /// Empty: a person recorded it.
        public var importID: String
        public var reason: String

        init(_ event: RecordedEvent) {
            position = event.position
            recordedAt = event.recordedAt
            knownAt = event.event.knownAt
            actor = event.event.actor
            importID = event.event.importID
            reason = event.event.reason
        }
    }
}

/// Which flags are asked for: those of which all that is stated here is true.
public struct FlagSelection: Sendable {
    /// Of these records; empty: of any.
    public var records: [RecordID] = []
    public var kind: RecordKind?
    /// With one of these codes; empty: with any.
    public var codes: [String] = []
    /// Of this field, as a path in JSON.
    public var field: String?
    /// Since this import.
    public var importID: String?

    public init() {}

    func includes(_ found: FoundFlag) -> Bool {
        (records.isEmpty || records.contains(found.record)) && kind.map { $0 == found.record.kind } ?? true
            && (codes.isEmpty || codes.contains(found.flag.code)) && field.map { $0 == found.flag.field } ?? true
            && importID.map { $0 == found.since.importID } ?? true
    }
}

/// Flags, and what was left out of them.
public struct FlagList: Sendable {
    /// Open and settled ones, by kind and identifier of the record, in the order in which it has them.
    public var flags: [FoundFlag]
    public var position: UInt64
    /// How many events could not be taken in: what they flag is missing.
    public var parked: Int
}
