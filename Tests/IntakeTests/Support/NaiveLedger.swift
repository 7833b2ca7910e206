import Incidents
import LedgerTesting
import Testing
import Timeline

@testable import Intake

/// A ledger without a log: what plans append, in memory.
struct NaiveLedger {
    private(set) var streams: [RecordID: [EventOutline]] = [:]
    /// What each event says, by its position: as it was given, not as it was encoded.
    private var states: [UInt64: Record] = [:]
    private var position: UInt64 = 0
    /// How often plans asked for a stream, by record.
    var reads: [RecordID: Int] { counter.reads }
    private var counter = Counter()

    private final class Counter {
        var reads: [RecordID: Int] = [:]
    }

    mutating func append(_ event: Event) {
        position += 1
        states[position] = event.state
        streams[event.record, default: []].append(
            EventOutline(
                position: position, type: event.type, knownAt: event.knownAt, importID: event.importID,
                dataset: event.dataset, state: event.state.map { EncodedRecord($0) },
                rowDigest: event.rowDigest))
    }

    /// What the desk says.
    mutating func desk(_ type: EventType, _ record: RecordID, _ knownAt: String, _ state: Record?) {
        append(
            Event(
                type: type, record: record, knownAt: day(knownAt), actor: "investigator", reason: "court file",
                state: state))
    }

    /// Plans an import and appends it. Withdrawals are confirmed, other obstacles and a plan that expects another version
    /// of a stream than there is are failures.
    @discardableResult
    mutating func run(
        _ export: MappedTable, asAt: Day, scope: FileScope = .complete,
        relations: DatasetRelations = DatasetRelations(), isConfirmed: Bool = true
    ) throws -> CollectedPlan {
        var request = ImportRequest(asAt: asAt, scope: scope, actor: "importer", relations: relations)
        var plan = try plan(export, request)
        if isConfirmed, plan.obstacles.contains(where: { $0.code == .withdrawals }) {
            request.confirmedWithdrawals = Int(plan.summary.withdrawn)
            plan = try self.plan(export, request)
        }
        if let obstacle = plan.obstacles.first { throw obstacle }
        return CollectedPlan(plan: plan, events: try append(plan.events.elements))
    }

    func plan(_ export: MappedTable, _ request: ImportRequest) throws -> ImportPlan {
        let holdings = Holdings(imports: imports, datasets: datasets)
        let plan = try ImportPlan(export, request, holdings, in: self)
        // Whether rows are read or told by their digests makes no difference, in whatever a test imports.
        let quick = try ImportPlan(export, request, holdings, in: uncounted, lookUp: lookUp)
        #expect(try PlanContent(quick) == PlanContent(plan))
        return plan
    }

    @discardableResult
    mutating func undo(_ id: String) throws -> [CollectedPlan.Planned] {
        guard let undone = imports.first(where: { $0.id == id }) else {
            throw ImportError(.unknownDataset, "no import \(id)")
        }
        let version = UInt32(streams[RecordID(kind: .import, id: id), default: []].count)
        let known = SortedSpool(by: RecordID.key)
        for record in streams.keys where record.kind == .incident || record.kind == .deaths { try known.append(record) }
        try known.finish()
        let plan = try UndoPlan(
            of: undone, version: version, imports: imports, known: known, actor: "importer", reason: "by mistake",
            stream: held)
        return try append(plan.events.elements)
    }

    private mutating func append(_ events: [PlannedEvent]) throws -> [CollectedPlan.Planned] {
        try events.map { planned in
            let version = streams[planned.record, default: []].count
            precondition(Int(planned.expectedVersion) == version, "\(planned.record) is at \(version)")
            let event = try Event(entry: planned.callerPart)
            append(event)
            return CollectedPlan.Planned(event: event, expectedVersion: planned.expectedVersion)
        }
    }

    private func held(_ record: RecordID) -> HeldStream {
        HeldStream(record: record, events: streams[record, default: []])
    }

    var imports: [PriorImport] {
        streams.keys.filter { $0.kind == .import }.compactMap { id in
            let events = streams[id, default: []]
            guard let first = events.first, case .import(let state)? = try? first.state?.record() else { return nil }
            return PriorImport(
                id: id.id, state, position: first.position, isUndone: events.contains { $0.type == .withdrawn })
        }
    }

    var datasets: [HeldDataset] {
        streams.filter { $0.key.kind == .dataset }.map { id, events in
            let last = events.max { ($0.knownAt, $0.position) < ($1.knownAt, $1.position) }
            var state: Dataset?
            if case .dataset(let dataset)? = try? last?.state?.record() { state = dataset }
            return HeldDataset(
                id: id.id, state: state, firstKnownAt: events.map(\.knownAt).min() ?? Day(number: 0),
                lastKnownAt: last?.knownAt ?? Day(number: 0), version: UInt32(events.count))
        }
    }

    /// What a dataset says of a record by a day, event by event: the last by known-at day and position; a confirmation says
    /// what it said then.
    func said(_ dataset: String, of record: RecordID, by day: Day) -> Record? {
        var said: [(knownAt: Day, state: Record?)] = []
        func last(by day: Day) -> Record? {
            var last: (knownAt: Day, state: Record?)?
            for entry in said where entry.knownAt <= day && (last.map { $0.knownAt <= entry.knownAt } ?? true) {
                last = entry
            }
            return last?.state
        }
        for event in streams[record, default: []] where event.dataset == dataset {
            let state = event.type == .confirmed ? last(by: event.knownAt) : states[event.position]
            said.append((event.knownAt, state))
        }
        return last(by: day)
    }

    /// The incidents and deaths that a dataset says that there are by a day.
    func states(_ dataset: String = "missing-migrants-web-id", by day: Day) -> [RecordID: Record] {
        var states: [RecordID: Record] = [:]
        for record in streams.keys where record.kind == .incident || record.kind == .deaths {
            states[record] = said(dataset, of: record, by: day)
        }
        return states
    }

    /// What desk and dataset say of a record by a day.
    func merged(_ record: RecordID, by day: Day?) -> MergedState {
        let stream = held(record)
        return Timeline(stream.assertions).standing(knownBy: day).merged.resolved { states[$0] }
    }

    /// The number of dead that desk and dataset say by a day; nil: there is no such record.
    func dead(_ id: String, by text: String) -> Int64? {
        guard case .deaths(let deaths)? = merged(RecordID(kind: .deaths, id: id), by: day(text)).state else {
            return nil
        }
        return deaths.dead.exactValue
    }
}

extension NaiveLedger {
    /// The same, of which reading is not counted.
    var uncounted: NaiveLedger {
        var copy = self
        copy.counter = Counter()
        return copy
    }

    /// Gives streams to threads.
    var lookUp: RowRepeats.LookUp {
        { [streams] records in records.map { HeldStream(record: $0, events: streams[$0, default: []]) } }
    }
}

/// All that an import does and says.
struct PlanContent: Hashable {
    var events: [PlannedEvent]
    var summary: ImportSummary
    var refusedCells: [RefusedCell]
    var kinds: [RecordKind: ImportTally]
    var cells: [ImportCell]
    var largest: [PlannedChange]
    var rearrangements: [Rearrangement]
    var desk: [DeskEncounter]
    var notices: [String]
    var obstacles: [String]

    init(_ plan: ImportPlan) throws {
        events = try plan.events.elements
        summary = plan.summary
        refusedCells = try plan.refusedCells.first(.max)
        kinds = plan.kinds
        cells = plan.cells
        largest = plan.largest
        rearrangements = plan.rearrangements
        desk = plan.desk
        notices = plan.notices
        obstacles = plan.obstacles.map(\.description)
    }
}

extension NaiveLedger: HeldRecords {
    func forEachRecord(ofKind kind: RecordKind, _ body: (RecordID) throws -> Void) throws {
        for record in streams.keys.filter({ $0.kind == kind }).sorted(by: {
            Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8))
        }) {
            try body(record)
        }
    }

    func stream(of record: RecordID) -> HeldStream {
        counter.reads[record, default: 0] += 1
        return held(record)
    }

    func years(coveredBy dataset: String) -> Set<Int32> {
        Set(imports.filter { $0.dataset == dataset && !$0.isUndone }.flatMap(\.years).flatMap { Array($0) })
    }
}

/// A plan with the events that it appends.
@dynamicMemberLookup struct CollectedPlan {
    struct Planned {
        var event: Event
        var expectedVersion: UInt32
    }

    var plan: ImportPlan
    var events: [Planned]

    subscript<Value>(dynamicMember field: KeyPath<ImportPlan, Value>) -> Value { plan[keyPath: field] }

    /// Of the file's records, without what is said of datasets, cells and the import itself.
    var recordEvents: [Event] {
        events.map(\.event).filter { $0.record.kind == .incident || $0.record.kind == .deaths }
    }

    /// What is said of each toll, the last of several.
    func types(_ kind: RecordKind = .deaths) -> [String: EventType] {
        Dictionary(events.filter { $0.event.record.kind == kind }.map { ($0.event.record.id, $0.event.type) }) {
            _, last in
            last
        }
    }
}
