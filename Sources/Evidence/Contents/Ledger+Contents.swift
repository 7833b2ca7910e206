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

    /// Hands over the withdrawals that decide their records at a moment, in the order of the log.
    ///
    /// - Throws: `LedgerError`, and what `body` throws.
    public func withdrawals(at moment: Moment = .present, _ body: (RecordedEvent) throws -> Void) throws {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let last = try snapshot.position(of: moment.asOf)
                let vocabulary = Vocabulary()
                try snapshot.forEachEntry(from: 1, through: last) { position, entry in
                    // What cannot be read as facts is counted as unreadable, and decides nothing.
                    guard let isWithdrawal = try? Facts(entry: entry, vocabulary: vocabulary).type == .withdrawn,
                        isWithdrawal
                    else { return true }
                    let event = try RecordedEvent(entry: entry)
                    let stream = StreamID(event.event.record)
                    let deciding = try snapshot.deciding(stream, through: last, knownBy: moment.knownBy)
                    if deciding == position { try body(event) }
                    return true
                }
            }
        }
    }
}

extension LogSnapshot {
    /// The position of the event that decides what is known of a record; nil where nothing is.
    fileprivate func deciding(_ stream: StreamID, through last: UInt64, knownBy: Day?) throws -> UInt64? {
        var deciding: (knownAt: Day, position: UInt64)?
        for position in try positions(of: stream) where position <= last {
            guard let entry = try entry(at: position), let knownAt = try? Facts.knownAt(entry: entry) else { continue }
            if let knownBy, knownAt > knownBy { continue }
            // Positions rise, so that the later one of the same day decides.
            if deciding.map({ $0.knownAt <= knownAt }) ?? true { deciding = (knownAt, position) }
        }
        return deciding?.position
    }
}
