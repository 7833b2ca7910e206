package import EventLog
import Forms
package import Incidents

/// Every event about one record, up to some position.
package struct RecordStream {
    package var record: RecordID
    /// In the order of the log: by position, and so by version.
    package var events: [RecordedEvent]

    package init(record: RecordID, events: [RecordedEvent]) {
        self.record = record
        self.events = events
    }

    /// The events that were known by a day, in the order in which they hold: by known-at day, then by position.
    ///
    /// - Parameter day: nil: whenever known.
    package func known(by day: Day?) -> [RecordedEvent] {
        events
            .filter { event in day.map { event.event.knownAt <= $0 } ?? true }
            .sorted { ($0.event.knownAt, $0.position) < ($1.event.knownAt, $1.position) }
    }

    /// The event that decides what is known of the record by a day; nil where nothing is.
    package func state(knownBy day: Day?) -> RecordedEvent? {
        known(by: day).last
    }

    /// What an append may expect: what the caller has seen, else the version that was read here.
    package func expectation(_ statement: Statement) -> ExpectedVersion {
        .exact(statement.expectedVersion ?? events.last?.version ?? 0)
    }
}

extension LogSnapshot {
    /// Every event about a record up to a position.
    package func stream(of record: RecordID, through position: UInt64) throws -> RecordStream {
        let positions = try positions(of: StreamID(record)).filter { $0 <= position }
        return RecordStream(record: record, events: try positions.map { try event(at: $0) })
    }

    /// Walks the records of a kind in the order of their identifiers, each with its events up to a position that are known
    /// by a day; records without such events are left out.
    ///
    /// - Throws: what `body` throws, which ends the walk.
    package func forEachStream(
        of kind: RecordKind, through last: UInt64, knownBy: Day?, _ body: (RecordStream) throws -> Void
    ) throws {
        try forEachRecord(ofKind: UInt8(kind.rawValue)) { id in
            var stream = try stream(of: RecordID(kind: kind, id: id), through: last)
            if let knownBy { stream.events.removeAll { $0.event.knownAt > knownBy } }
            if !stream.events.isEmpty { try body(stream) }
        }
    }

    /// Walks the identifiers of the records of a kind, by its number, in the order of their bytes.
    ///
    /// - Throws: what `body` throws, which ends the walk.
    package func forEachRecord(ofKind kind: UInt8, _ body: (String) throws -> Void) throws {
        var failure: (any Error)?
        try forEachStream(ofKind: kind) { id in
            do {
                try body(id)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }

    /// The event at a position that is in the log.
    package func event(at position: UInt64) throws -> RecordedEvent {
        guard let entry = try entry(at: position) else {
            throw LedgerError(.damaged, "The log has no entry at position \(position), which its indexes name.")
        }
        return try RecordedEvent(entry: entry)
    }
}

extension StreamID {
    /// The stream of a record.
    package init(_ record: RecordID) {
        self.init(kind: UInt8(record.kind.rawValue), id: record.id)
    }
}
