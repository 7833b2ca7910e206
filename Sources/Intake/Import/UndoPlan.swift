import Incidents
import Timeline

/// What came of undoing an import.
public struct UndoReport: Hashable, Sendable {
    public var importID: String
    public var corrected = 0
    public var withdrawn = 0
    public var reinstated = 0
    /// Of the events that were appended, the withdrawal of the import's own record the last; nil: nothing was appended yet.
    public var positions: ClosedRange<UInt64>?

    init(importID: String) {
        self.importID = importID
    }

    mutating func count(_ type: EventType) {
        switch type {
        case .withdrawn: withdrawn += 1
        case .reinstated, .recorded: reinstated += 1
        // A link is no statement of a speaker's, and no undoing makes one.
        case .corrected, .confirmed, .linked: corrected += 1
        }
    }
}

/// The undoing of an import as it is planned: a pure function.
///
/// For each record the import's speaker says again, as of the import's as-at day and of each later one, what it had said
/// without it: of a dataset, what its other exports say (``ExportHistory``). So what is known by any day is what would be
/// known if the import had never been made; and both are in the log.
struct UndoPlan {
    /// In the order in which they are appended.
    let events = Spool<PlannedEvent>()
    private(set) var report: UndoReport

    /// Of the request that appends it: an import is undone once.
    let idempotencyKey: String
    private let undone: PriorImport
    private let statement: (actor: String, reason: String)

    /// - Parameters:
    ///   - undone: stands.
    ///   - version: of the stream of its record.
    ///   - imports: every import, of any dataset.
    ///   - known: every stream in which the import may be felt, of incidents, tolls and what else sources state, by
    ///     ``RecordID/key(_:_:)``.
    ///   - stream: gives one of those streams.
    init(
        of undone: PriorImport, version: UInt32, imports: [PriorImport], known: SortedSpool<RecordID>, actor: String,
        reason: String, stream: (RecordID) throws -> HeldStream
    ) throws {
        self.undone = undone
        statement = (actor, "import \(undone.id) undone: \(reason)")
        report = UndoReport(importID: undone.id)
        let history = ExportHistory(of: undone.dataset, imports, without: undone.id)
        idempotencyKey = "undo/\(undone.id)/\(version)"
        try known.readAll { id in
            let held = try stream(id)
            let own = held.events.filter { $0.knownAt >= undone.asAt }
            if own.contains(where: { $0.dataset == undone.dataset }) {
                try settle(held, history)
            } else if own.contains(where: { $0.importID == undone.id && $0.dataset.isEmpty }) {
                try restore(held)
            }
        }
        let record = Event(
            type: .withdrawn, record: RecordID(kind: .import, id: undone.id), knownAt: undone.asAt, actor: actor,
            reason: reason, state: nil)
        try events.append(try PlannedEvent(record.validated(today: nil), expectedVersion: version))
    }

    /// A record of a dataset.
    private mutating func settle(_ held: HeldStream, _ history: ExportHistory) throws {
        var plan = StreamPlan(held, speaker: .dataset(history.dataset))
        let day = undone.asAt
        let before = try plan.state(by: day.adding(days: -1))
        let reason = statement.reason
        try history.settle(&plan, after: before, from: day) { export, _ in
            reason + (export.map { " (as import \($0.id) of \($0.asAt) had it)" } ?? "")
        }
        try append(plan)
    }

    /// A record of which the import spoke for the desk.
    private mutating func restore(_ held: HeldStream) throws {
        let without = HeldStream(record: held.record, events: held.events.filter { $0.importID != undone.id })
        var old = StreamPlan(without, speaker: .desk)
        var plan = StreamPlan(held, speaker: .desk)
        let state = try old.state(by: undone.asAt)
        guard try plan.state(by: undone.asAt) != state else { return }
        plan.say(state, asOf: undone.asAt, reason: statement.reason)
        try append(plan)
    }

    private mutating func append(_ plan: StreamPlan) throws {
        for (index, said) in plan.statements.enumerated() {
            let event = Event(
                type: said.type, record: plan.held.record, knownAt: said.knownAt, actor: statement.actor,
                reason: said.reason, dataset: plan.speaker.dataset, state: said.state)
            try events.append(try PlannedEvent(event, expectedVersion: plan.held.version + UInt32(index)))
            report.count(said.type)
        }
    }
}
