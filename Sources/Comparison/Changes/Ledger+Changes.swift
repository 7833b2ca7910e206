import EventLog
import Folding
import Forms
import Incidents
public import Ledger
import Timeline

extension Ledger {
    /// What is known otherwise at one moment than at another, and everything that was said in between.
    ///
    /// It reads the log up to the later position once, and of the records that are concerned every event; where a dataset
    /// has been succeeded in between, every record that is summed.
    ///
    /// - Parameter selection: what the report is of; rows that were arranged anew are told from all changes.
    /// - Throws: `LedgerError`: `refused` for a position beyond the log's end or a moment before its first event.
    public func changes(
        from: Moment, to: Moment, _ selection: ChangeSelection = .all
    ) throws -> ChangesReport {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let old = try Horizon(from, position: snapshot.position(of: from.asOf), snapshot)
                let new = try Horizon(to, position: snapshot.position(of: to.asOf), snapshot)
                let last = max(old.position, new.position)
                var report = ChangesReport(
                    from: from, to: to, selection: selection, fromPosition: old.position, toPosition: new.position,
                    changes: [], effects: [:])
                let happened = try snapshot.events(betweenHorizons: old, new)
                for (record, events) in happened where selection.has(record.kind) {
                    let stream = try snapshot.stream(of: record, through: last)
                    if report.add(record, events, old.seen(stream), new.seen(stream)) {
                        report.addEffects(stream, old, new)
                    }
                }
                if old.force != new.force {
                    let known = Set(happened.map(\.record))
                    var leftOut: [String: Int] = [:]
                    for kind in [RecordKind.incident, .deaths] where selection.has(kind) {
                        try snapshot.forEachStream(of: kind, through: last, knownBy: nil) { stream in
                            if !known.contains(stream.record), selection.fields.isEmpty {
                                report.addEffects(stream, old, new)
                            }
                            if let change = Horizon.succession(stream, old, new) { leftOut[change, default: 0] += 1 }
                        }
                    }
                    report.successions = leftOut.sorted { $0.key < $1.key }.map { "\($1) records of \($0)." }
                }
                report.changes.sort { $0.decidingPosition < $1.decidingPosition }
                report.addWithoutRegion()
                report.effects = report.effects.filter { !$0.value.isZero }
                report.findRearranged()
                report.keepSelected()
                return report
            }
        }
    }
}

/// What can be seen from a moment: events up to a position, known by a day.
private struct Horizon {
    let position: UInt64
    let knownBy: Day?
    let datasets: DatasetsInForce
    /// What decides which datasets are counted; nil where none succeeds another, so that all are.
    let force: [KnownDataset]?

    init(_ moment: Moment, position: UInt64, _ snapshot: borrowing LogSnapshot) throws {
        self.position = position
        knownBy = moment.knownBy
        datasets = DatasetsInForce(try snapshot.knownDatasets(asOf: position, knownBy: moment.knownBy))
        let hasSuccession = datasets.datasets.contains { $0.state?.succeeds.isEmpty == false }
        force = hasSuccession ? datasets.datasets : nil
    }

    func sees(position: UInt64, knownAt: Day) -> Bool {
        position <= self.position && knownBy.map { knownAt <= $0 } ?? true
    }

    /// What is held then; nil where nothing is known.
    func held(_ stream: RecordStream) -> HeldRecord? { stream.held(asOf: position, knownBy: knownBy) }

    /// The same, and what links make of its part in sums.
    func seen(_ stream: RecordStream) -> SeenRecord {
        let held = held(stream)
        return SeenRecord(
            held: held, part: held?.standing.links.part(in: datasets, year: held?.state?.occurrence?.year) ?? .whole)
    }

    /// What sums count then; nil: nothing.
    func counted(_ stream: RecordStream) -> CountedState? {
        let seen = seen(stream)
        guard isInForce(seen.held), let state = seen.held?.state, seen.part != .none else { return nil }
        return CountedState(state: state, isPossible: seen.part == .possible)
    }

    private func isInForce(_ held: HeldRecord?) -> Bool {
        guard let held, let state = held.state else { return false }
        return datasets.isCounted(held.standing.dataset, year: state.occurrence?.year)
    }

    /// What became of a record that stands at both moments and is counted at one only, in words; nil: nothing.
    static func succession(_ stream: RecordStream, _ old: Horizon, _ new: Horizon) -> String? {
        let (was, now) = (old.held(stream), new.held(stream))
        guard let before = was?.state, let after = now?.state else { return nil }
        let (id, wasCounted, isCounted) = (stream.timeline.dataset, old.isInForce(was), new.isInForce(now))
        if wasCounted, !isCounted, let successor = new.datasets.successor(of: id, for: after.occurrence?.year) {
            return "\(id) are no longer counted: \(successor) has succeeded it"
        }
        if !wasCounted, isCounted, let successor = old.datasets.successor(of: id, for: before.occurrence?.year) {
            return "\(id) are counted, which \(successor) had succeeded"
        }
        return nil
    }
}

/// A record as it is seen from a moment.
private struct SeenRecord {
    /// Nil where nothing is known.
    var held: HeldRecord?
    var part: SumPart
}

/// What sums count of a record.
private struct CountedState: Equatable {
    var state: Record
    /// Perhaps: from 0 on.
    var isPossible: Bool
}

extension LogSnapshot {
    /// The events that one horizon sees and the other does not, by record: only these records can differ. In the order of
    /// the first of each.
    fileprivate func events(
        betweenHorizons left: Horizon, _ right: Horizon
    ) throws -> [(record: RecordID, events: [HappenedEvent])] {
        var found: [RecordID: Int] = [:]
        var records: [(record: RecordID, events: [HappenedEvent])] = []
        try forEachEntry(through: max(left.position, right.position)) { position, entry in
            let knownAt = try Facts.knownAt(entry: entry)
            let isSeen = left.sees(position: position, knownAt: knownAt)
            if isSeen != right.sees(position: position, knownAt: knownAt) {
                let event = try RecordedEvent(entry: entry).event
                let happened = HappenedEvent(
                    position: position, type: event.type, knownAt: knownAt, dataset: event.dataset,
                    actor: event.actor, importID: event.importID, reason: event.reason)
                if let index = found[event.record] {
                    records[index].events.append(happened)
                } else {
                    found[event.record] = records.count
                    records.append((event.record, [happened]))
                }
            }
            return true
        }
        return records
    }
}

extension RecordChange {
    /// Nil where both moments say the same.
    fileprivate init?(_ record: RecordID, _ events: [HappenedEvent], _ was: SeenRecord, _ now: SeenRecord) {
        let (before, after) = (was.held, now.held)
        let (old, new) = (before?.state, after?.state)
        let kind: ChangeKind
        switch (before, after) {
        case (nil, nil): return nil
        case (_, nil): kind = .unknown
        // Recorded and withdrawn in between: nothing stands at either moment.
        case (nil, _): if new == nil { return nil } else { kind = .added }
        default:
            if old == new, new == nil || was.part == now.part { return nil }
            kind = old == new ? .linked : new == nil ? .withdrawn : old == nil ? .reinstated : .corrected
        }
        self.init(
            record: record, kind: kind, before: before?.said, after: after?.said,
            differences: Incidents.differences(from: old, to: new), events: events)
    }

    fileprivate var decidingPosition: UInt64 { after?.position ?? before?.position ?? 0 }
}

extension HeldRecord {
    /// The last that was said, with the state that is held.
    fileprivate var said: RecordedEvent {
        var said = event
        said.event.state = state
        return said
    }
}

extension ChangesReport {
    /// What happened to a record, and what it came to.
    ///
    /// - Returns: whether it is one of those that the report is of. What is not, but for what tells rows that were arranged
    ///   anew, is not added.
    fileprivate mutating func add(
        _ record: RecordID, _ events: [HappenedEvent], _ before: SeenRecord, _ after: SeenRecord
    ) -> Bool {
        let change = RecordChange(record, events, before, after)
        if let change { changes.append(change) }
        guard selection.fields.isEmpty || change?.differences.contains(where: selection.has) == true else {
            return false
        }
        recordCount += 1
        for event in events { happened[record.kind, default: [:]][event.type, default: 0] += 1 }
        for (source, own) in Dictionary(grouping: events, by: { ChangeSource(actor: $0.actor, importID: $0.importID) })
        {
            sources[source, default: SourceTally()].events += own.count
            sources[source, default: SourceTally()].records += 1
        }
        if change == nil, events.contains(where: { $0.type != .confirmed }) {
            passing.append(PassingRecord(record: record, events: events))
        }
        return true
    }

    /// Leaves out what differs in other fields only.
    fileprivate mutating func keepSelected() {
        guard !selection.fields.isEmpty else { return }
        changes = changes.compactMap { change in
            var kept = change
            kept.differences = change.differences.filter(selection.has)
            return kept.differences.isEmpty ? nil : kept
        }
        let incidents = Set(changes.compactMap(\.rearrangedWithin))
        rearranged.removeAll { !incidents.contains($0.incident) }
    }

    /// Takes away what the record added at the first moment, and adds what it does at the second; nothing of it where that
    /// cannot be summed.
    fileprivate mutating func addEffects(_ stream: RecordStream, _ old: Horizon, _ new: Horizon) {
        let (before, after) = (old.counted(stream), new.counted(stream))
        guard before != after else { return }
        do {
            effects.merge(try sums(with: before, after)) { $1 }
        } catch {
            unsummed.append("The sums are without \(stream.record): \(error.description).")
        }
    }

    /// The effects that a record changes, as they are with it.
    private func sums(
        with before: CountedState?, _ after: CountedState?
    ) throws(SumError) -> [EffectKey: TollSum] {
        var sums: [EffectKey: TollSum] = [:]
        for (counted, isNew) in [(before, false), (after, true)] {
            guard let counted else { continue }
            let (state, own) = (counted.state, try TollSum(counted.state))
            let toll = counted.isPossible ? own.possible : own
            guard !toll.isZero else { continue }
            // As the views do, once in each scheme.
            var schemes: Set<String> = []
            for region in state.tollRegions.filter({ schemes.insert($0.scheme).inserted }) + [nil] {
                let key = EffectKey(region: region, year: state.tollPeriod?.year)
                var sum = sums[key] ?? effects[key] ?? TollSum()
                if isNew { try sum.add(toll) } else { try sum.subtract(toll) }
                sums[key] = sum
            }
        }
        return sums
    }

    /// Adds to each scheme, year by year, what the world has and its regions have not: records that state no region of it.
    fileprivate mutating func addWithoutRegion() {
        let world = effects.filter { $0.key.region == nil }
        for scheme in Set(effects.keys.compactMap(\.region?.scheme)) {
            for (key, total) in world {
                do {
                    var rest = total
                    for (own, toll) in effects where own.region?.scheme == scheme && own.year == key.year {
                        try rest.subtract(toll)
                    }
                    effects[EffectKey(region: Region(scheme: scheme, code: ""), year: key.year)] = rest
                } catch {
                    unsummed.append("What has no region of \(scheme) is left out: \(error.description).")
                }
            }
        }
    }
}
