public import Incidents

/// An import as it is planned, without the events that it appends, all of them in one request or none.
public struct ImportPlan: Sendable {
    /// The identifier of the import's own record: `mmp-AS-AT-` and the first 12 digits of the file's digest.
    public var importID: String
    /// Same file and as-at day, same key: `import/missing-migrants/DIGEST/AS-AT`.
    public var idempotencyKey: String
    public var summary: ImportSummary
    /// Every cell that was refused; the summary has as many as fit its entry.
    public var refusedCells: [RefusedCell]
    /// By kind of record, without the import's own.
    public var tallies: [RecordKind: ImportTally]
    /// What a person should know, in sentences.
    public var notices: [String]
    /// The earlier import of the same file for the same day; nil where there is none.
    public var repeats: PriorImport?

    /// The file was imported before: there is nothing to append.
    public var isNothingNew: Bool {
        repeats != nil
    }
}

/// An event to append, and how many events its stream has before it.
public struct PlannedEvent: Hashable, Sendable {
    public var event: Event
    /// 0: the stream must be absent.
    public var expectedVersion: UInt32

    public init(event: Event, expectedVersion: UInt32) {
        self.event = event
        self.expectedVersion = expectedVersion
    }
}

/// How many records an import made, changed and left.
public struct ImportTally: Hashable, Sendable {
    public var recorded: UInt32 = 0
    public var corrected: UInt32 = 0
    public var withdrawn: UInt32 = 0
    public var reinstated: UInt32 = 0
    public var unchanged: UInt32 = 0
    public var restated: UInt32 = 0

    public init() {}

    static func + (left: ImportTally, right: ImportTally) -> ImportTally {
        var sum = left
        sum.recorded += right.recorded
        sum.corrected += right.corrected
        sum.withdrawn += right.withdrawn
        sum.reinstated += right.reinstated
        sum.unchanged += right.unchanged
        sum.restated += right.restated
        return sum
    }
}
