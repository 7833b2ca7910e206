import EventLog
import Forms
public import Incidents
public import Ledger

extension Ledger {
    /// Counts what the ledger holds at a moment: the events up to its position that are known by its day, and the records
    /// that these decide.
    ///
    /// It goes through the records one after another; its memory depends on the number of actors, imports and flags, and
    /// on the events of one record, not on the length of the log.
    ///
    /// - Parameter progress: called now and then with the number of events counted.
    /// - Throws: `LedgerError`.
    public func contents(at moment: Moment = .present, progress: ((UInt64) -> Void)? = nil) throws -> LedgerContents {
        try LedgerError.wrapping {
            try log.read { snapshot in
                var tally = ContentsTally(position: try snapshot.position(of: moment.asOf), knownBy: moment.knownBy)
                for kind in snapshot.head.counts.keys.sorted() {
                    try snapshot.forEachRecord(ofKind: kind) { id in
                        try tally.count(StreamID(kind: kind, id: id), snapshot)
                        progress?(tally.events)
                    }
                }
                return tally.contents
            }
        }
    }

    /// Hands over every withdrawal that a moment sees, in the order of the log, each with what brought its record back.
    ///
    /// - Throws: `LedgerError`, and what `body` throws.
    public func withdrawals(at moment: Moment = .present, _ body: (Withdrawal) throws -> Void) throws {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let last = try snapshot.position(of: moment.asOf)
                let vocabulary = Vocabulary()
                try snapshot.forEachEntry(from: 1, through: last) { position, entry in
                    // What cannot be read as facts is counted as unreadable, and withdraws nothing.
                    guard let isWithdrawal = try? Facts(entry: entry, vocabulary: vocabulary).type == .withdrawn,
                        isWithdrawal
                    else { return true }
                    let event = try RecordedEvent(entry: entry)
                    if let day = moment.knownBy, event.event.knownAt > day { return true }
                    let stream = try snapshot.readableStream(of: event.event.record, through: last)
                    try body(
                        Withdrawal(event: event, cameBack: stream.comeback(from: position, knownBy: moment.knownBy)))
                    return true
                }
            }
        }
    }
}

/// A withdrawal, and what came of it.
public struct Withdrawal: Hashable, Sendable {
    /// Its event; the dataset that it states, or the desk, says so.
    public var event: RecordedEvent
    /// The position of the event since which the record stands, in spite of the withdrawal; nil: it does not stand.
    public var cameBack: UInt64?
}

extension RecordStream {
    /// The position of the event by which the record stands in spite of a withdrawal: a later one, or one that the
    /// withdrawal could not undo; nil: there is no such record now.
    fileprivate func comeback(from withdrawal: UInt64, knownBy day: Day?) -> UInt64? {
        guard held(knownBy: day)?.state != nil else { return nil }
        if let held = held(asOf: withdrawal, knownBy: day), held.state != nil { return held.event.position }
        return events.first { event in
            event.position > withdrawal && held(asOf: event.position, knownBy: day)?.state != nil
        }?.position
    }
}

extension LogSnapshot {
    /// The events of a record up to a position, without those that this program cannot read.
    func readableStream(of record: RecordID, through last: UInt64) throws -> RecordStream {
        var events: [RecordedEvent] = []
        for position in try positions(of: StreamID(record)) where position <= last {
            guard let entry = try entry(at: position), let event = try? RecordedEvent(entry: entry) else { continue }
            events.append(event)
        }
        return RecordStream(record: record, events: events)
    }
}
