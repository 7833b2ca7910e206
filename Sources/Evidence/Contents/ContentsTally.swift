import EventLog
import Incidents
import Ledger

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
        var seen: [RecordedEvent] = []
        for position in try snapshot.positions(of: stream) where position <= counts.position {
            guard let recorded = try read(position, snapshot) else { continue }
            if let knownBy, recorded.event.knownAt > knownBy { continue }
            count(recorded.event)
            seen.append(recorded)
        }
        guard let record = seen.first?.event.record else { return }
        let stream = RecordStream(record: record, events: seen)
        guard let held = stream.held() else { return }
        var last: HeldRecord? = held
        // Of an import that was withdrawn, what it was.
        while let withdrawn = last, withdrawn.state == nil {
            last = stream.held(asOf: withdrawn.event.position - 1)
        }
        count(record, held.state, last: last?.state)
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
            case .linked: kind.linked += 1
            }
        }
        actors[Array(event.actor.utf8), default: 0] += 1
        if !event.importID.isEmpty { changeImport(event.importID) { $0.events += 1 } }
    }

    /// - Parameters:
    ///   - state: what is held of the record; nil: there is no such record.
    ///   - last: the state that stands or last stood.
    private mutating func count(_ record: RecordID, _ state: Record?, last: Record?) {
        if case .import(let own)? = last {
            changeImport(record.id) { ($0.record, $0.isWithdrawn) = (own, state == nil) }
        }
        guard let state else { return change(record.kind) { $0.withdrawnRecords += 1 } }
        change(record.kind) { $0.standingRecords += 1 }
        for code in Set(state.notes.flags.map { Array($0.code.utf8) }) {
            let first = LedgerContents.FlagCount(
                code: String(decoding: code, as: UTF8.self), records: 0, first: record)
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
