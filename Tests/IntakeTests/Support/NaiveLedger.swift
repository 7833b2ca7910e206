import Incidents

@testable import Intake

/// A ledger without a log: what plans append, in memory.
struct NaiveLedger {
    private(set) var streams: [RecordID: [KnownEvent]] = [:]
    private(set) var imports: [PriorImport] = []
    private var position: UInt64 = 0

    mutating func append(_ event: Event) {
        position += 1
        streams[event.record, default: []].append(
            KnownEvent(
                knownAt: event.knownAt, position: position, type: event.type, state: event.state,
                importID: event.importID))
    }

    /// Plans an import and appends it; a plan that expects another version of a stream than there is, is a failure.
    @discardableResult
    mutating func run(_ export: MissingMigrantsExport, asAt: Day, isPartial: Bool = false) throws -> CollectedPlan {
        var events: [PlannedEvent] = []
        let plan = CollectedPlan(
            plan: try MissingMigrantsImport.plan(
                export, asAt: asAt, isPartial: isPartial,
                known: streams.keys.filter(MissingMigrantsImport.mayHold),
                stream: { KnownStream(record: $0, events: streams[$0, default: []]) },
                priorImports: imports, actor: "importer"
            ) { events.append($0) }, events: events)
        for planned in plan.events {
            let version = streams[planned.event.record, default: []].count
            precondition(Int(planned.expectedVersion) == version, "\(planned.event.record) is at \(version)")
            append(planned.event)
            if case .import(let state)? = planned.event.state {
                imports.append(PriorImport(id: planned.event.record.id, state))
            }
        }
        return plan
    }

    /// What is known by a day, refolded from every event: the last by known-at day and position.
    func state(of record: RecordID, by day: Day) -> Record? {
        streams[record, default: []].filter { $0.knownAt <= day }
            .max { ($0.knownAt, $0.position) < ($1.knownAt, $1.position) }?.state
    }

    /// The incidents and deaths known by a day, without what a third party's columns repeat.
    func states(by day: Day) -> [RecordID: Record] {
        var states: [RecordID: Record] = [:]
        for record in streams.keys where record.kind != .import {
            states[record] = state(of: record, by: day)?.comparisonForm
        }
        return states
    }
}

/// A plan with the events that it appends.
@dynamicMemberLookup struct CollectedPlan {
    var plan: ImportPlan
    var events: [PlannedEvent]

    subscript<Value>(dynamicMember field: KeyPath<ImportPlan, Value>) -> Value { plan[keyPath: field] }
}
