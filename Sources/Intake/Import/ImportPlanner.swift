import Incidents
import Timeline

/// Decides what an import appends, from what a file says and what the ledger holds: a pure function.
///
/// For each record, what the file says is held against what its dataset said by the file's as-at day; what the desk says
/// plays no part. What the file has no column for stands as the dataset had it. What differs is said as of that day. What the file lacks within its scope is withdrawn. What it repeats
/// is confirmed where its silence would not have said so. Then each later export is kept saying what it said: see
/// ``ExportHistory``.
///
/// So for every export that was imported and every record, what the dataset says by the export's as-at day is what the
/// export said of it, in whichever order they came in.
struct ImportPlanner {
    let importID: String
    let asAt: Day
    let scope: FileScope
    let actor: String
    /// Of the file's dataset, without this import.
    let history: ExportHistory
    /// Of regions, for what is counted.
    let regionScheme: String
    /// Reads a held state. The bytes of most are compared, and never read.
    let decode: (EncodedRecord) throws -> Record

    private(set) var tallies: PlanTallies
    /// How many records of rows have a flag that the dataset's last word on them had not, by its code.
    private(set) var flags = FlagTallies()
    private(set) var desk: [DeskEncounter] = []
    private(set) var unstated = UnstatedFields()
    /// What to append.
    let events: Spool<PlannedEvent>
    /// As of later days.
    private let restatements = Spool<PlannedEvent>()

    init(
        importID: String, asAt: Day, scope: FileScope, actor: String, history: ExportHistory, regionScheme: String,
        events: Spool<PlannedEvent>, decode: @escaping (EncodedRecord) throws -> Record = { try $0.record() }
    ) {
        self.importID = importID
        self.asAt = asAt
        self.scope = scope
        self.actor = actor
        self.history = history
        self.regionScheme = regionScheme
        self.events = events
        self.decode = decode
        tallies = PlanTallies(scope: scope)
    }

    /// Goes over all that the file states and all that the ledger holds of its dataset, each once, and plans what to append,
    /// in a stable order whatever that of the file's rows: what the file lacks, as of the as-at day; row by row what it has,
    /// an incident before its tolls; then what is said again as of later days.
    ///
    /// - Throws: ``ImportError`` `foreignRecord` for a record of another dataset.
    mutating func plan(
        _ source: some RowSource, of dataset: SourceDataset, in ledger: borrowing some HeldRecords & ~Copyable,
        lookUp: RowRepeats.LookUp? = nil
    ) throws {
        let fields = SpokenFields(source.file.reading.stated)
        let incomplete = SortedSpool<String> { $1.text($0) }
        var isNew = true
        try ledger.forEachRecord(of: dataset) { id in
            isNew = false
            guard try !source.states(id) else { return }
            let isInUnreadRow = try source.isUnread(id)
            guard isAskedFor(id, isUnread: isInUnreadRow) else { return }
            // Of which rows an incident is made, a file that makes none does not say.
            let isUnspoken = try !fields.speaks(of: id) && (id.kind == .incident || source.hasRow(of: id))
            let incident = try pass(over: try ledger.stream(of: id), isUnread: isUnspoken || isInUnreadRow)
            if let incident { try incomplete.append(incident) }
        }
        try incomplete.finish()
        var nextIncomplete = try incomplete.cursor()
        tallies.isNew = isNew
        if !isNew, source.looksIntoKeptCells { source.known = try ledger.findings(keptBy: history.exports.map(\.id)) }
        if !isNew, let lookUp {
            source.repeats = RowRepeats(lookUp: lookUp, dataset: dataset.id, asAt: asAt, scheme: regionScheme)
        }
        try source.forEachRecord { stated in
            let id = stated.id
            let stream = try stated.stream ?? (isNew ? HeldStream(record: id, events: []) : ledger.stream(of: id))
            // Of an incident whose tolls are not all in the file it knows a part: that is no statement about the whole.
            var isPart = try source.isUnread(id)
            if id.kind == .incident, !isPart {
                try nextIncomplete.seek(SortKey(id.id))
                isPart = nextIncomplete.element == id.id
            }
            if try isPart && leave(stream) { return }
            try take(stated, stream, fields, countsFlags: source.isOfRow(id.kind))
        }
        try tallies.findRearrangements()
        try restatements.readAll { try events.append($0) }
    }

    /// Counts what the file states, for one that was imported before.
    mutating func count(_ source: some RowSource) throws {
        try source.forEachRecord { stated in
            guard let record = stated.record else { return }
            let facts = StateFacts(record, scheme: regionScheme)
            try tallies.add(PlannedChange(record: stated.id, kind: .unchanged, before: facts, after: facts))
        }
    }

    /// A record that the file states.
    ///
    /// - Parameter countsFlags: whether it is that of a row.
    private mutating func take(
        _ stated: StatedRecord, _ stream: HeldStream, _ fields: SpokenFields, countsFlags: Bool
    ) throws {
        try check(stream)
        switch stated.content {
        case .repeated(let outline): try confirm(stream, StateFacts(outline))
        case .made(let row, let encoded, _):
            if stream.events.isEmpty, history.isLast(asAt) {
                if countsFlags { flags.add(row.notes.flags, besides: []) }
                return try record(row, stated)
            }
            try take(row, encoded, stated, stream, fields, countsFlags: countsFlags)
        }
    }

    private mutating func take(
        _ row: Record, _ encoded: EncodedRecord, _ stated: StatedRecord, _ stream: HeldStream, _ fields: SpokenFields,
        countsFlags: Bool
    ) throws {
        var plan = StreamPlan(stream, speaker: .dataset(history.dataset), decode: decode)
        let said = plan.said(by: asAt)
        // Equal bytes say the same, and are never read.
        let isRepeated = said?.state.flatMap { stream.state(at: $0) } == encoded
        let earlier = isRepeated ? row : try plan.record(at: said?.state)
        let state = try earlier.map { try complete(row, of: stream.record, from: $0, fields) } ?? row
        let after = StateFacts(state, scheme: regionScheme)
        guard state != earlier else { return try confirm(stream, after) }
        if countsFlags { flags.add(state.notes.flags, besides: earlier?.notes.flags ?? []) }
        let before = earlier.map { StateFacts($0, scheme: regionScheme) }
        let kind: PlannedChange.Kind = said == nil ? .recorded : before == nil ? .reinstated : .corrected
        try tallies.add(PlannedChange(record: stream.record, kind: kind, before: before, after: after))
        // What was completed is not what the row says.
        let isMade = earlier == nil || state == row
        try say(state, &plan, counted: after, made: isMade ? stated : nil)
    }

    /// A record that is as it was. Within the scope, silence says so.
    private mutating func confirm(_ stream: HeldStream, _ facts: StateFacts) throws {
        let isSilent = scope.covers(facts.year)
        let kind: PlannedChange.Kind = isSilent ? .unchanged : .confirmed
        try tallies.add(PlannedChange(record: stream.record, kind: kind, before: facts, after: facts))
        if isSilent { return }
        var plan = StreamPlan(stream, speaker: .dataset(history.dataset), decode: decode)
        plan.confirm(asOf: asAt)
        try append(plan)
    }

    /// A record of which nothing was ever said, by the last of all exports.
    private mutating func record(_ state: Record, _ stated: StatedRecord) throws {
        let after = StateFacts(state, scheme: regionScheme)
        try tallies.add(PlannedChange(record: stated.id, kind: .recorded, before: nil, after: after))
        guard case .made(_, let encoded, let digest) = stated.content else { return }
        let event = Event(
            type: .recorded, record: stated.id, knownAt: asAt, actor: actor, importID: importID,
            dataset: history.dataset, state: state, rowDigest: digest)
        try events.append(try PlannedEvent(event, stating: encoded, expectedVersion: 0))
    }

    /// What the dataset says by a row.
    private mutating func complete(
        _ row: Record, of record: RecordID, from earlier: Record, _ fields: SpokenFields
    ) throws -> Record {
        guard row != earlier else { return row }
        let state = try fields.completed(row, of: record, from: earlier)
        unstated.add(row: row, state: state, earlier: earlier) { fields.states($0, of: record) }
        return state
    }

    /// Whether it matters what is held of a record that the file does not state. Silence of a selection says nothing of it;
    /// but a toll may belong to an incident of which the file states a part.
    private func isAskedFor(_ id: RecordID, isUnread: Bool) -> Bool {
        scope != .partial || id.kind != .incident || isUnread
    }

    /// A record that the file does not state.
    ///
    /// - Returns: the incident of a toll that goes on standing.
    private mutating func pass(over stream: HeldStream, isUnread: Bool) throws -> String? {
        if isUnread { _ = try leave(stream) }
        var plan = StreamPlan(stream, speaker: .dataset(history.dataset), decode: decode)
        guard let state = try plan.state(by: asAt) else { return nil }
        try check(stream)
        let facts = StateFacts(state, scheme: regionScheme)
        guard scope.covers(state.year), !isUnread else { return facts.incident.isEmpty ? nil : facts.incident }
        try tallies.add(PlannedChange(record: stream.record, kind: .withdrawn, before: facts, after: nil))
        try say(nil, &plan, counted: facts)
        return nil
    }

    /// A record of which the file says nothing that can be taken in: it stays as it is.
    ///
    /// - Returns: whether the dataset says that there is one.
    private mutating func leave(_ stream: HeldStream) throws -> Bool {
        var plan = StreamPlan(stream, speaker: .dataset(history.dataset), decode: decode)
        guard let state = try plan.state(by: asAt) else { return false }
        let facts = StateFacts(state, scheme: regionScheme)
        try tallies.add(PlannedChange(record: stream.record, kind: .unchanged, before: facts, after: facts))
        return true
    }

    /// - Parameter counted: where the record counts in a tally.
    private mutating func say(
        _ state: Record?, _ plan: inout StreamPlan, counted: StateFacts, made: StatedRecord? = nil
    ) throws {
        plan.say(state, asOf: asAt, reason: "import \(importID)", made: made)
        let id = importID
        try history.settle(&plan, after: state, from: asAt.adding(days: 1)) { export, day in
            "import \(id): " + (export.map { "as import \($0.id) of \($0.asAt) had it" } ?? "as it was on \(day)")
        }
        tallies.addRestatements(plan.statements.count - 1, of: plan.held.record.kind)
        try append(plan)
        guard let encounter = try DeskEncounter(&plan, asAt: asAt) else { return }
        desk.append(encounter)
        if case .disputed = encounter.outcome { tallies.addDispute(encounter.record.kind, counted) }
    }

    private mutating func append(_ plan: StreamPlan) throws {
        for (index, statement) in plan.statements.enumerated() {
            let event = Event(
                type: statement.type, record: plan.held.record, knownAt: statement.knownAt, actor: actor,
                reason: statement.reason, importID: importID, dataset: history.dataset, state: statement.state,
                rowDigest: statement.rowDigest)
            let planned = try PlannedEvent(
                event, stating: statement.encoded, expectedVersion: plan.held.version + UInt32(index))
            try (index == 0 ? events : restatements).append(planned)
        }
    }

    /// A stream belongs to at most one dataset.
    private func check(_ stream: HeldStream) throws(ImportError) {
        guard let other = stream.events.first(where: { !$0.dataset.isEmpty && $0.dataset != history.dataset }) else {
            return
        }
        throw ImportError(
            .foreignRecord,
            "\(stream.record) belongs to the dataset \(other.dataset), and the file is one of \(history.dataset):"
                + " a record belongs to one dataset.")
    }
}

extension RecordID: Spoolable {
    /// By identifier; an incident before its tolls.
    static func key(_ record: RecordID, _ key: inout SortKey) {
        key.text(record.id)
        key.number(UInt32(record.kind.rawValue))
    }

    func write(to writer: inout SpoolWriter) {
        writer.number(UInt32(kind.rawValue))
        writer.text(id)
    }

    init(from reader: inout SpoolReader) {
        guard let kind = RecordKind(rawValue: Int32(reader.number())) else {
            preconditionFailure("what is read was written here")
        }
        self.init(kind: kind, id: reader.text())
    }

    func isBefore(_ other: RecordID) -> Bool {
        id == other.id ? kind.rawValue < other.kind.rawValue : id < other.id
    }
}
