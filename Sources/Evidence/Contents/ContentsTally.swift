import EventLog
import Incidents

/// Counts records, one after another.
struct ContentsTally {
    private let knownBy: Day?
    private(set) var events: UInt64 = 0
    private var counts: LedgerContents
    private var actors: [[UInt8]: UInt64] = [:]
    private var imports: [[UInt8]: LedgerContents.ImportCount] = [:]
    private var flags: [[UInt8]: LedgerContents.FlagCount] = [:]

    init(position: UInt64, knownBy: Day?) {
        self.knownBy = knownBy
        counts = LedgerContents(position: position)
    }

    /// Everything that was counted, in order.
    var contents: LedgerContents {
        var contents = counts
        contents.actors = Self.inOrder(actors).map { name, events in
            .init(actor: String(decoding: name, as: UTF8.self), events: events)
        }
        contents.imports = Self.inOrder(imports).map(\.value)
        contents.flags = Self.inOrder(flags).map(\.value)
        return contents
    }

    /// By bytes, as Swift's own order of texts takes some that differ for the same.
    private static func inOrder<Value>(_ values: [[UInt8]: Value]) -> [(key: [UInt8], value: Value)] {
        values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    /// Counts the events of one record, and the record.
    mutating func count(_ stream: StreamID, _ snapshot: borrowing LogSnapshot) throws {
        var deciding: RecordedEvent?
        var lastState: RecordedEvent?
        for position in try snapshot.positions(of: stream) where position <= counts.position {
            guard let recorded = try read(position, snapshot) else { continue }
            if let knownBy, recorded.event.knownAt > knownBy { continue }
            count(recorded.event)
            // Positions rise, so that the later one of the same day decides.
            if deciding.map({ $0.event.knownAt <= recorded.event.knownAt }) ?? true { deciding = recorded }
            if recorded.event.state != nil, lastState.map({ $0.event.knownAt <= recorded.event.knownAt }) ?? true {
                lastState = recorded
            }
        }
        if let deciding { count(decided: deciding.event, last: lastState?.event.state) }
    }

    private mutating func read(_ position: UInt64, _ snapshot: borrowing LogSnapshot) throws -> RecordedEvent? {
        guard let entry = try snapshot.entry(at: position) else { return nil }
        events += 1
        do {
            return try RecordedEvent(entry: entry)
        } catch {
            counts.unreadable += 1
            return nil
        }
    }

    private mutating func count(_ event: Event) {
        change(event.record.kind) { kind in
            switch event.type {
            case .recorded: kind.recorded += 1
            case .corrected: kind.corrected += 1
            case .withdrawn: kind.withdrawn += 1
            case .reinstated: kind.reinstated += 1
            case .confirmed: kind.confirmed += 1
            }
        }
        actors[Array(event.actor.utf8), default: 0] += 1
        if !event.importID.isEmpty { changeImport(event.importID) { $0.events += 1 } }
    }

    /// - Parameter last: the state that stands or last stood.
    private mutating func count(decided event: Event, last: Record?) {
        if case .import(let record)? = last {
            changeImport(event.record.id) { ($0.record, $0.isWithdrawn) = (record, event.state == nil) }
        }
        guard let state = event.state else { return change(event.record.kind) { $0.withdrawnRecords += 1 } }
        change(event.record.kind) { $0.standingRecords += 1 }
        for code in Set(state.notes.flags.map { Array($0.code.utf8) }) {
            let first = LedgerContents.FlagCount(
                code: String(decoding: code, as: UTF8.self), records: 0, first: event.record)
            flags[code, default: first].records += 1
        }
    }

    private mutating func change(_ kind: RecordKind, _ body: (inout LedgerContents.KindCount) -> Void) {
        // The kinds are walked in their order, each at once.
        if counts.kinds.last?.kind != kind { counts.kinds.append(.init(kind: kind)) }
        body(&counts.kinds[counts.kinds.count - 1])
    }

    private mutating func changeImport(_ id: String, _ body: (inout LedgerContents.ImportCount) -> Void) {
        body(&imports[Array(id.utf8), default: .init(id: id, record: nil, events: 0)])
    }
}
