import EventLog
import Forms
public import Incidents

/// What is known of a record at a moment.
public struct RecordState: Hashable, Sendable {
    public var record: RecordID
    /// The event that decides it.
    public var event: RecordedEvent
    /// The log's position at which it was asked.
    public var position: UInt64

    /// The record's state; nil: it is withdrawn.
    public var state: Record? { event.event.state }
}

/// One event of a record's history, and what it changed.
public struct HistoryEntry: Hashable, Sendable {
    public var event: RecordedEvent
    /// Against what was known by the event's own known-at day before it; empty where nothing was.
    public var differences: [FieldDifference]
    /// By a later known-at day something else was known already, so that this event adds to the past only.
    public var addsToPastOnly: Bool
}

/// Which events to list.
public struct EventSelection: Sendable {
    public var kind: RecordKind?
    /// First position, included.
    public var from: UInt64?
    /// Last position, included.
    public var through: UInt64?
    public var newestFirst: Bool
    public var limit: Int?

    public init(
        kind: RecordKind? = nil, from: UInt64? = nil, through: UInt64? = nil, newestFirst: Bool = false,
        limit: Int? = nil
    ) {
        self.kind = kind
        self.from = from
        self.through = through
        self.newestFirst = newestFirst
        self.limit = limit
    }
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
                guard let event = stream.state(knownBy: moment.knownBy) else {
                    throw LedgerError(.notFound, Self.absence(of: record, at: moment))
                }
                return RecordState(record: record, event: event, position: position)
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
                var earlier = RecordStream(record: record, events: [])
                var entries: [HistoryEntry] = []
                for event in try snapshot.stream(of: record, through: position).events {
                    defer { earlier.events.append(event) }
                    if let day = moment.knownBy, event.event.knownAt > day { continue }
                    let before = earlier.state(knownBy: event.event.knownAt)
                    entries.append(
                        HistoryEntry(
                            event: event,
                            differences: before.map { differences(from: $0.event.state, to: event.event.state) } ?? [],
                            addsToPastOnly: earlier.events.contains { $0.event.knownAt > event.event.knownAt }))
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
