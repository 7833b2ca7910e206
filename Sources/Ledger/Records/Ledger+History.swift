import EventLog
import Forms
public import Incidents
import Timeline

/// What is known of a record at a moment.
public struct RecordState: Hashable, Sendable {
    public var record: RecordID
    /// The last that was said of it, by the desk or its dataset.
    public var event: RecordedEvent
    /// Of its stream: of the last event about it, whatever that says.
    public var version: UInt32
    /// The log's position at which it was asked.
    public var position: UInt64
    /// The record's state, as desk and dataset together say it; nil: it is withdrawn.
    public var state: Record?
    /// The dataset that has spoken of it; empty: none.
    public var dataset: String
    /// What the dataset alone says, where the desk has spoken too; nil: that there is no such record, or nothing.
    public var published: Record?
    /// The desk has amended what the dataset says.
    public var isAmended: Bool
    /// Fields to which both gave new values: the state has the desk's.
    public var disputes: [Dispute]
    /// What links make of the record's part in sums.
    public var links: [PartInSums]
}

/// One event of a record's history, and what it changed.
public struct HistoryEntry: Hashable, Sendable {
    public var event: RecordedEvent
    /// What it changed of what is held by its own known-at day; empty where nothing was known before.
    public var differences: [FieldDifference]
    /// What is disputed by that day since.
    public var disputes: [Dispute]
    /// By a later known-at day something else was known already, so that this event adds to the past only.
    public var addsToPastOnly: Bool
}

extension Ledger {
    /// What is known of a record at a moment.
    ///
    /// - Throws: `LedgerError` with `notFound` where nothing was known of it then.
    public func state(of record: RecordID, at moment: Moment = .present) throws -> RecordState {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let position = try snapshot.position(of: moment.asOf)
                let stream = try snapshot.stream(of: record, through: position)
                guard let held = stream.held(knownBy: moment.knownBy) else {
                    throw LedgerError(.notFound, Self.absence(of: record, at: moment))
                }
                let isMerged = held.standing.desk != nil && held.standing.said != nil
                let published = isMerged ? stream.state(of: held.standing.published).state : nil
                return RecordState(
                    record: record, event: held.event, version: stream.events.last?.version ?? 0, position: position,
                    state: held.state,
                    dataset: held.standing.dataset, published: published,
                    isAmended: isMerged && published != held.state, disputes: held.disputes,
                    links: stream.timeline.linkStatements(knownBy: moment.knownBy).map(\.part).filter {
                        $0.part != .whole
                    })
            }
        }
    }

    /// Every event about a record up to a moment, in the order of the log, each with what it changed.
    ///
    /// - Throws: `LedgerError` with `notFound` where there is none.
    public func history(of record: RecordID, at moment: Moment = .present) throws -> [HistoryEntry] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let position = try snapshot.position(of: moment.asOf)
                let stream = try snapshot.stream(of: record, through: position)
                var entries: [HistoryEntry] = []
                var lastDay: Day?
                for event in stream.events {
                    let day = event.event.knownAt
                    // What a link says is no statement beside which another one is late.
                    let isLink = event.event.type == .linked
                    defer { if !isLink { lastDay = max(lastDay ?? day, day) } }
                    if let knownBy = moment.knownBy, day > knownBy { continue }
                    let before = stream.held(asOf: event.position - 1, knownBy: day)
                    let after = stream.held(asOf: event.position, knownBy: day)
                    entries.append(
                        HistoryEntry(
                            event: event,
                            differences: before.map { differences(from: $0.state, to: after?.state) } ?? [],
                            disputes: after?.disputes ?? [],
                            addsToPastOnly: !isLink && lastDay.map { $0 > day } ?? false))
                }
                guard !entries.isEmpty else {
                    throw LedgerError(.notFound, Self.absence(of: record, at: moment))
                }
                return entries
            }
        }
    }

    /// Hands over events in the order of the log, or from the newest back.
    ///
    /// - Throws: `LedgerError`, and what `body` throws.
    public func events(_ selection: EventSelection, _ body: (RecordedEvent) throws -> Void) throws {
        try LedgerError.wrapping {
            try log.read { snapshot in
                try snapshot.forEachEvent(selection, body)
            }
        }
    }

    /// When the first and the last event were recorded, in microseconds since 1970-01-01T00:00:00Z; nil: there are none.
    ///
    /// - Throws: `LedgerError`.
    public func recordedSpan() throws -> (first: UInt64, last: UInt64)? {
        try LedgerError.wrapping {
            try log.read { snapshot in
                snapshot.head.position > 0 ? (try snapshot.event(at: 1).recordedAt, snapshot.head.recordedAt) : nil
            }
        }
    }

    /// Every event about a record.
    ///
    /// - Throws: `LedgerError` with `notFound` where there is none.
    package func stream(of record: RecordID) throws -> RecordStream {
        try LedgerError.wrapping {
            let stream = try log.read { try $0.stream(of: record, through: .max) }
            guard !stream.events.isEmpty else {
                throw LedgerError(.notFound, "There is no \(record) in this ledger.")
            }
            return stream
        }
    }

    private static func absence(of record: RecordID, at moment: Moment) -> String {
        moment == .present
            ? "There is no \(record) in this ledger."
            : "Nothing was known of \(record) at that moment."
    }
}
