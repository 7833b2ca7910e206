import EventLog
import Folding
import Forms
import Incidents
public import Ledger

extension Ledger {
    /// What is known otherwise at one moment than at another.
    ///
    /// It reads the log up to the later position once, and of the records that are concerned every event.
    ///
    /// - Throws: `LedgerError`: `refused` for a position beyond the log's end or a moment before its first event.
    public func changes(from: Moment, to: Moment) throws -> ChangesReport {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let (old, new) = (try Horizon(from, snapshot), try Horizon(to, snapshot))
                var report = ChangesReport(
                    from: from, to: to, fromPosition: old.position, toPosition: new.position, changes: [], effects: [:])
                for record in try snapshot.records(betweenHorizons: old, new) {
                    let stream = try snapshot.stream(of: record, through: max(old.position, new.position))
                    guard let change = RecordChange(record, old.state(of: stream), new.state(of: stream)) else {
                        continue
                    }
                    report.changes.append(change)
                    report.add(change)
                }
                report.changes.sort { $0.decidingPosition < $1.decidingPosition }
                report.effects = report.effects.filter { !$0.value.isZero }
                return report
            }
        }
    }
}

/// What can be seen from a moment: events up to a position, known by a day.
struct Horizon {
    var position: UInt64
    var knownBy: Day?

    init(_ moment: Moment, _ snapshot: borrowing LogSnapshot) throws {
        position = try snapshot.position(of: moment.asOf)
        knownBy = moment.knownBy
    }

    func sees(position: UInt64, knownAt: Day) -> Bool {
        position <= self.position && knownBy.map { knownAt <= $0 } ?? true
    }

    /// The last that was said, with the state that is held then; nil where nothing is known.
    func state(of stream: RecordStream) -> RecordedEvent? {
        guard let held = stream.held(asOf: position, knownBy: knownBy) else { return nil }
        var event = held.event
        event.event.state = held.state
        return event
    }
}

extension LogSnapshot {
    /// The records of which one horizon sees an event that the other does not: only they can differ.
    fileprivate func records(betweenHorizons left: Horizon, _ right: Horizon) throws -> [RecordID] {
        var found: Set<RecordID> = []
        var records: [RecordID] = []
        try forEachEntry(through: max(left.position, right.position)) { position, entry in
            let knownAt = try Facts.knownAt(entry: entry)
            let isSeen = left.sees(position: position, knownAt: knownAt)
            if isSeen != right.sees(position: position, knownAt: knownAt) {
                let record = try RecordedEvent(entry: entry).event.record
                if found.insert(record).inserted { records.append(record) }
            }
            return true
        }
        return records
    }
}

extension RecordChange {
    /// Nil where both moments say the same.
    fileprivate init?(_ record: RecordID, _ before: RecordedEvent?, _ after: RecordedEvent?) {
        let (old, new) = (before?.event.state, after?.event.state)
        let kind: ChangeKind
        switch (before, after) {
        case (nil, nil): return nil
        case (_, nil): kind = .unknown
        // Recorded and withdrawn in between: nothing stands at either moment.
        case (nil, _): if new == nil { return nil } else { kind = .added }
        default:
            if old == new { return nil }
            kind = new == nil ? .withdrawn : old == nil ? .reinstated : .corrected
        }
        self.init(
            record: record, kind: kind, before: before, after: after,
            differences: Incidents.differences(from: old, to: new)
        )
    }

    fileprivate var decidingPosition: UInt64 { after?.position ?? before?.position ?? 0 }
}

extension ChangesReport {
    /// Takes away what the record added at the first moment, and adds what it does at the second; nothing of it where that
    /// cannot be summed.
    fileprivate mutating func add(_ change: RecordChange) {
        do {
            effects.merge(try sums(with: change)) { $1 }
        } catch {
            unsummed.append("The sums are without \(change.record): \(error.description).")
        }
    }

    /// The effects that the record changes, as they are with it.
    private func sums(with change: RecordChange) throws(SumError) -> [EffectKey: TollSum] {
        var sums: [EffectKey: TollSum] = [:]
        for (state, isNew) in [(change.before?.event.state, false), (change.after?.event.state, true)] {
            guard let state else { continue }
            let toll = try TollSum(state)
            guard !toll.isZero else { continue }
            let regions: [Region?] = state.tollRegions.isEmpty ? [Region(scheme: "", code: "")] : state.tollRegions
            for region in regions + [nil] {
                let key = EffectKey(region: region, year: state.tollPeriod?.year)
                var sum = sums[key] ?? effects[key] ?? TollSum()
                if isNew { try sum.add(toll) } else { try sum.subtract(toll) }
                sums[key] = sum
            }
        }
        return sums
    }
}
