package import EventLog
import Forms
package import Incidents
package import Timeline

/// Every event about one record, up to some position, and the states that they carry. What comes of them, the timeline says.
package struct RecordStream {
    package let record: RecordID
    /// In the order of the log: by position, and so by version.
    package let events: [RecordedEvent]
    package let timeline: Timeline

    package init(record: RecordID, events: [RecordedEvent]) {
        self.record = record
        self.events = events
        timeline = Timeline(
            events.lazy.filter { $0.event.type != .linked }.map { Assertion($0) },
            links: events.compactMap(LinkStatement.init))
    }

    /// What desk and dataset together say: what the ledger holds.
    ///
    /// - Returns: nil where nobody had spoken of the record.
    package func held(asOf position: UInt64 = .max, knownBy day: Day? = nil) -> HeldRecord? {
        let standing = timeline.standing(asOf: position, knownBy: day)
        guard !standing.isUnspoken else { return nil }
        let merged = state(of: standing.merged)
        let deciding = [standing.desk, standing.said].compactMap { $0 }.compactMap { event(at: $0.event) }
            .max { ($0.event.knownAt, $0.position) < ($1.event.knownAt, $1.position) }
        return deciding.map {
            HeldRecord(standing: standing, event: $0, state: merged.state, disputes: merged.disputes)
        }
    }

    /// What a standing comes to, with the states of this stream's events.
    package func state(of outcome: Standing.Outcome) -> MergedState {
        outcome.resolved { event(at: $0)?.event.state }
    }

    private func event(at position: UInt64) -> RecordedEvent? {
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if events[middle].position < position { low = middle + 1 } else { high = middle }
        }
        return low < events.count && events[low].position == position ? events[low] : nil
    }

    /// What an append may expect: what the caller has seen, else the version that was read here.
    package func expectation(_ statement: Statement) -> ExpectedVersion {
        .exact(statement.expectedVersion ?? events.last?.version ?? 0)
    }
}

/// What the ledger holds of a record at a moment.
package struct HeldRecord {
    package var standing: Standing
    /// The last that was said of it, by known-at day and position, by the desk or its dataset.
    package var event: RecordedEvent
    /// Nil: there is no such record.
    package var state: Record?
    package var disputes: [Dispute]
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
            let all = try stream(of: RecordID(kind: kind, id: id), through: last)
            // A confirmation says what was known by its own day: what is known later changes nothing before it.
            let known = knownBy.map { day in
                RecordStream(record: all.record, events: all.events.filter { $0.event.knownAt <= day })
            }
            if !(known ?? all).events.isEmpty { try body(known ?? all) }
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

    /// The event at a position that is in the log; its bytes are held against the tree.
    package func event(at position: UInt64) throws -> RecordedEvent {
        guard let entry = try entry(at: position) else {
            throw LedgerError(.damaged, "The log has no entry at position \(position), which its indexes name.")
        }
        try check(entry, at: position)
        return try RecordedEvent(entry: entry)
    }
}

extension StreamID {
    /// The stream of a record.
    package init(_ record: RecordID) {
        self.init(kind: UInt8(record.kind.rawValue), id: record.id)
    }
}
