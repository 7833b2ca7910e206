import Incidents

/// Decides what an import appends, from what the file says and what the ledger knows: a pure function.
///
/// For each record, what the file says is compared with what was known by the file's as-at day A; what differs is
/// asserted as of A. A complete export also withdraws what an import of the dataset had asserted and the file no longer
/// has. That alone makes imports in the order of their as-at days.
///
/// *Silence is a statement.* Where an export of a later day A′ was imported before, it said something about every
/// record of the dataset, and appended nothing about those that it left as they were. So an event as of A must not
/// change what is known by A′: where it would, the plan also asserts, as of A′, what A′ said. That is the record's
/// state known by A′ before this import. A record that only persons had asserted by A′ is none of the dataset's then;
/// since a file that has such a record asserts it, also where it says the same, silence about it means that A′ did not
/// have it.
///
/// From the first such A′ that knew the record as one of the dataset's, nothing changes; later exports need no regard.
/// Partial exports say nothing by silence.
struct ImportPlanner {
    let asAt: Day
    let isPartial: Bool
    let importID: String
    let actor: String
    /// Of the export's dataset, by identifier.
    let datasetImports: Set<String>
    /// Complete exports of the dataset of later days, imported before, in the order of their days.
    let laterExports: [PriorImport]

    private(set) var tallies: [RecordKind: ImportTally] = [:]
    /// Of every record of the file.
    private(set) var flags = FlagTallies()
    /// Of the record that is being compared.
    private var events: [PlannedEvent] = []
    private var restatements: [PlannedEvent] = []

    init(asAt: Day, isPartial: Bool, importID: String, actor: String, imports: [PriorImport]) {
        self.asAt = asAt
        self.isPartial = isPartial
        self.importID = importID
        self.actor = actor
        datasetImports = Set(imports.map(\.id))
        laterExports = imports.filter { !$0.isPartial && $0.asAt > asAt }.sorted { $0.asAt < $1.asAt }
    }

    /// Compares record by record, so that no more than one of the file's and one of the ledger's is held at a time.
    ///
    /// - Parameters:
    ///   - known: the name of every stream that the dataset may have, in any order; others are left alone.
    ///   - stream: gives one of those streams.
    ///   - append: takes what is to be appended.
    mutating func plan(
        _ export: MissingMigrantsExport, known: [RecordID], stream: (RecordID) throws -> KnownStream,
        append: (PlannedEvent) throws -> Void
    ) throws {
        var left = known.sorted(by: ImportPlanner.isBefore)[...]
        try export.forEachRecord { id, state in
            while let next = left.first, ImportPlanner.isBefore(next, id) {
                try withdraw(left.removeFirst(), stream, append)
            }
            flags.add(state)
            let isKnown = left.first == id
            assert(state, isKnown ? try stream(left.removeFirst()) : KnownStream(record: id, events: []))
            try give(append)
        }
        for id in left { try withdraw(id, stream, append) }
        for event in restatements { try append(event) }
    }

    private mutating func withdraw(
        _ id: RecordID, _ stream: (RecordID) throws -> KnownStream, _ append: (PlannedEvent) throws -> Void
    ) throws {
        guard !isPartial else { return }
        withdraw(try stream(id))
        try give(append)
    }

    private mutating func give(_ append: (PlannedEvent) throws -> Void) throws {
        for event in events { try append(event) }
        events.removeAll(keepingCapacity: true)
    }

    /// By the identifier's bytes; an incident before its deaths.
    static func isBefore(_ left: RecordID, _ right: RecordID) -> Bool {
        left.id == right.id ? left.kind.rawValue < right.kind.rawValue : left.id < right.id
    }

    private mutating func assert(_ state: Record, _ stream: KnownStream) {
        guard let before = stream.deciding(by: asAt) else {
            tallies[stream.record.kind, default: .init()].recorded += 1
            append(.recorded, state, stream)
            return
        }
        guard let known = before.state else {
            tallies[stream.record.kind, default: .init()].reinstated += 1
            append(.reinstated, state, stream)
            return
        }
        if known.saysTheSame(as: state) {
            tallies[stream.record.kind, default: .init()].unchanged += 1
            // Said by a person so far: from here on the dataset says it, too, and may withdraw it.
            if !isOfDataset(stream, by: asAt) { append(.corrected, state, stream) }
        } else {
            tallies[stream.record.kind, default: .init()].corrected += 1
            append(.corrected, state, stream)
        }
    }

    /// Withdraws what an import of the dataset had asserted by the as-at day and the file no longer has. A record that
    /// only a person asserted is not the export's to withdraw.
    private mutating func withdraw(_ stream: KnownStream) {
        guard stream.deciding(by: asAt)?.state != nil, isOfDataset(stream, by: asAt) else { return }
        tallies[stream.record.kind, default: .init()].withdrawn += 1
        append(.withdrawn, nil, stream)
    }

    /// Whether an import of the dataset had asserted the record by a day.
    private func isOfDataset(_ stream: KnownStream, by day: Day) -> Bool {
        stream.events.contains { $0.knownAt <= day && datasetImports.contains($0.importID) }
    }

    private mutating func append(_ type: EventType, _ state: Record?, _ stream: KnownStream) {
        let reason = type == .recorded ? "" : "import \(importID)"
        let event = planned(type, stream.record, asAt, reason, state, UInt32(stream.events.count))
        events.append(event)
        guard !laterExports.isEmpty else { return }
        restate(stream, after: event)
    }

    /// Asserts again what later exports said about a record, where an event as of this one's day would hide it.
    private mutating func restate(_ old: KnownStream, after event: PlannedEvent) {
        var new = old
        new.add(event)
        for later in laterExports {
            let wasOfDataset = isOfDataset(old, by: later.asAt)
            let said = wasOfDataset ? old.deciding(by: later.asAt)?.state : nil
            let known = new.deciding(by: later.asAt)?.state
            if !isSame(said, known) {
                tallies[old.record.kind, default: .init()].restated += 1
                let type: EventType = said == nil ? .withdrawn : known == nil ? .reinstated : .corrected
                let reason = "import \(importID): as import \(later.id) of \(later.asAt) had it"
                let restatement = planned(type, old.record, later.asAt, reason, said, UInt32(new.events.count))
                restatements.append(restatement)
                new.add(restatement)
            }
            if wasOfDataset { return }
        }
    }

    private func isSame(_ left: Record?, _ right: Record?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.saysTheSame(as: right)
    }

    private func planned(
        _ type: EventType, _ record: RecordID, _ knownAt: Day, _ reason: String, _ state: Record?, _ version: UInt32
    ) -> PlannedEvent {
        PlannedEvent(
            event: Event(
                type: type, record: record, knownAt: knownAt, actor: actor, reason: reason, importID: importID,
                state: state),
            expectedVersion: version)
    }
}
