import EventLog
import Forms
import Incidents
import Timeline

/// The events by which a link becomes another one: its own, and those in the streams of the records whose part in sums it
/// changes.
struct LinkDrafts {
    private let statement: Statement
    private let knownAt: Day
    private(set) var drafts: [Draft] = []

    init(_ statement: Statement, knownAt: Day) {
        self.statement = statement
        self.knownAt = knownAt
    }

    /// Says what a link is from now on.
    ///
    /// - Parameters:
    ///   - link: nil: there is none any more.
    ///   - reason: why.
    /// - Returns: false where that is what it says already.
    @discardableResult
    mutating func say(
        _ link: Link?, as id: String, reason: String, _ snapshot: borrowing LogSnapshot
    ) throws -> Bool {
        let stream = try snapshot.stream(of: RecordID(kind: .link, id: id), through: .max)
        var old: Link?
        if case .link(let link)? = stream.held()?.state { old = link }
        let parts = try parts(from: old, to: link, id, snapshot)
        guard old != link || !parts.isEmpty else { return false }
        try sayAlone(link, as: id, reason: reason, snapshot)
        for (record, part) in parts {
            // Each link speaks for itself: whatever else is said of the record meanwhile, this holds.
            try append(
                Event(
                    type: .linked, record: record, knownAt: knownAt, actor: statement.actor, reason: reason, state: nil,
                    partInSums: part),
                expecting: .present)
        }
        return true
    }

    /// Says what a link is from now on, and nothing in the streams of its records: of a link that names a record of another
    /// log, without which nobody is counted twice here.
    ///
    /// - Returns: false where that is what it says already.
    @discardableResult
    mutating func sayAlone(
        _ link: Link?, as id: String, reason: String, _ snapshot: borrowing LogSnapshot
    ) throws -> Bool {
        let record = RecordID(kind: .link, id: id)
        let stream = try snapshot.stream(of: record, through: .max)
        var old: Link?
        if case .link(let link)? = stream.held()?.state { old = link }
        if let last = stream.events.map(\.event.knownAt).max(), last > knownAt {
            throw LedgerError(
                .refused,
                "What was last said of \(record) is known at \(last): what is known at \(knownAt), before that, would not "
                    + "hold after it.")
        }
        guard old != link else { return false }
        let type: EventType =
            if link == nil { .withdrawn } else if stream.events.isEmpty { .recorded } else if old == nil {
                .reinstated
            } else { .corrected }
        try append(
            Event(
                type: type, record: record, knownAt: knownAt, actor: statement.actor, reason: reason,
                state: link.map(Record.link)),
            expecting: .exact(stream.events.last?.version ?? 0))
        return true
    }

    /// Says again what a link says.
    mutating func confirm(_ held: HeldLink) throws {
        try append(
            Event(type: .confirmed, record: held.record, knownAt: knownAt, actor: statement.actor, state: nil),
            expecting: .present)
    }

    /// How the link's records count from now on, as far as they count otherwise.
    private func parts(
        from old: Link?, to new: Link?, _ id: String, _ snapshot: borrowing LogSnapshot
    ) throws -> [(record: RecordID, part: PartInSums)] {
        var parts: [(record: RecordID, part: PartInSums)] = []
        var seen: Set<RecordID> = []
        for link in [old, new].compactMap({ $0 }) where link.relation != .searched {
            guard seen.insert(link.linked).inserted else { continue }
            let stream = try snapshot.stream(of: link.linked, through: .max)
            let stated = stream.timeline.linkStatements().first { $0.part.link == id }?.part
            var part = PartInSums(link: id, part: .whole, beside: "")
            if let new, new.linked == link.linked, new.relation.part != .whole {
                part.part = new.relation.part
                part.beside = try snapshot.stream(of: new.beside, through: .max).held()?.standing.dataset ?? ""
            }
            if part.part == .whole ? (stated?.part ?? .whole) == .whole : stated == part { continue }
            parts.append((link.linked, part))
        }
        return parts
    }

    private mutating func append(_ event: Event, expecting expected: ExpectedVersion) throws {
        let checked = try event.validated(today: .latestToday)
        drafts.append(Draft(callerPart: try checked.callerPart(), expected: expected))
    }
}
