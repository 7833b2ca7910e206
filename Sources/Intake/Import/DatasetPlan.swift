import Incidents

/// What an import says of its dataset itself: that there is one, and how it belongs to others of its publisher.
///
/// It is said by the desk, in the datasets' own records. An import of an earlier day than any before says it as of that
/// day, too: from there on the dataset is known.
struct DatasetPlan {
    private(set) var events: [PlannedEvent] = []
    /// Datasets of the same publisher that cover the same years, and of which nobody has said how they belong together.
    private(set) var overlaps: [ImportError] = []

    /// - Parameters:
    ///   - dataset: of the file.
    ///   - years: in which the tolls of the file count.
    ///   - held: every dataset that the ledger holds.
    ///   - covered: gives the years that a dataset covers.
    /// - Throws: ``ImportError`` `unknownDataset`, `contradictoryRelation`.
    init(
        _ dataset: SourceDataset, years: Set<Int32>, relations: DatasetRelations, held: [HeldDataset], importID: String,
        asAt: Day, actor: String, covered: (String) throws -> Set<Int32>
    ) throws {
        var known = Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0) })
        try Self.check(relations, dataset.id, known)
        let writer = Writer(importID: importID, asAt: asAt, actor: actor)

        var own = known[dataset.id]?.state ?? dataset.record
        own.succeeds = own.succeeds.adding(relations.succeeds)
        own.disjointFrom = own.disjointFrom.filter { !own.succeeds.contains($0) }.adding(relations.beside)
        events += try writer.events(saying: own, of: dataset.id, known[dataset.id])
        known[dataset.id] = HeldDataset(
            id: dataset.id, state: own, firstKnownAt: asAt, lastKnownAt: asAt, version: 0)

        for id in relations.succeededBy {
            guard let held = known[id], var other = held.state, !other.succeeds.contains(dataset.id) else { continue }
            other.succeeds.append(dataset.id)
            other.disjointFrom.removeAll { $0 == dataset.id }
            events += try writer.events(saying: other, of: id, held)
            known[id]?.state = other
        }
        overlaps = try Self.overlaps(dataset.id, own, years, known, covered)
    }

    private static func check(
        _ relations: DatasetRelations, _ own: String, _ known: [String: HeldDataset]
    ) throws(ImportError) {
        for id in relations.all {
            guard id != own, known[id]?.state != nil else {
                let others = known.values.filter { $0.id != own && $0.state != nil }.map(\.id).sorted()
                throw ImportError(
                    .unknownDataset,
                    id == own
                        ? "The file is itself one of the dataset \(id)."
                        : "The ledger holds no dataset \(id)"
                            + (others.isEmpty ? "." : "; it holds \(others.joined(separator: ", "))."))
            }
            let isTwice = relations.all.count { $0 == id } > 1
            let isReversed =
                relations.succeeds.contains(id) && known[id]?.state?.succeeds.contains(own) ?? false
                || relations.succeededBy.contains(id) && known[own]?.state?.succeeds.contains(id) ?? false
            guard !isTwice, !isReversed else {
                throw ImportError(
                    .contradictoryRelation,
                    "\(own) and \(id) are said to belong together in two ways; the ledger's records of them say the one"
                        + " that was given first: `correct dataset` changes it.")
            }
        }
    }

    private static func overlaps(
        _ id: String, _ own: Dataset, _ years: Set<Int32>, _ known: [String: HeldDataset],
        _ covered: (String) throws -> Set<Int32>
    ) throws -> [ImportError] {
        var overlaps: [ImportError] = []
        let states = known.compactMapValues(\.state)
        for (other, state) in states.sorted(by: { $0.key < $1.key })
        where other != id && state.publisher == own.publisher && !areRelated(id, other, states) {
            let common = try years.intersection(covered(other)).sorted()
            guard !common.isEmpty else { continue }
            overlaps.append(
                ImportError(
                    .overlappingDataset,
                    "The file is one of \(id) (\(own.title)), and \(other) (\(state.title)) of the same publisher covers"
                        + " the same years, \(ranges(common)): the same people would be counted twice. Say how they belong"
                        + " together: --succeeds \(other) where \(id) takes its place, --succeeded-by \(other) where it is"
                        + " the other way round, --beside \(other) where they hold different records."))
        }
        return overlaps
    }

    /// Somebody has said that one succeeds the other, directly or by way of others, or that they are disjoint.
    private static func areRelated(_ left: String, _ right: String, _ states: [String: Dataset]) -> Bool {
        func precedes(_ id: String, _ other: String) -> Bool {
            var open = [other]
            var seen: Set<String> = []
            while let next = open.popLast() {
                guard seen.insert(next).inserted, let state = states[next] else { continue }
                if state.succeeds.contains(id) { return true }
                open += state.succeeds
            }
            return false
        }
        return precedes(left, right) || precedes(right, left) || states[left]?.disjointFrom.contains(right) ?? false
            || states[right]?.disjointFrom.contains(left) ?? false
    }

    /// Ascending years as a person would write them: `2014..2019, 2021`.
    static func ranges(_ years: [Int32]) -> String {
        guard case .years(let ranges) = FileScope(completeFor: years.map { $0...$0 }) else { return "" }
        return ranges.map(YearRange.text).joined(separator: ", ")
    }

    /// Writes events of datasets' records.
    private struct Writer {
        let importID: String
        let asAt: Day
        let actor: String

        func events(saying state: Dataset, of id: String, _ held: HeldDataset?) throws -> [PlannedEvent] {
            guard let held else { return [try event(.recorded, id, asAt, state, version: 0)] }
            var events: [PlannedEvent] = []
            if held.state != state {
                let type: EventType = held.state == nil ? .reinstated : .corrected
                events.append(try event(type, id, max(asAt, held.lastKnownAt), state, version: held.version))
            }
            if asAt < held.firstKnownAt {
                events.append(try event(.recorded, id, asAt, state, version: held.version + UInt32(events.count)))
            }
            return events
        }

        private func event(
            _ type: EventType, _ id: String, _ knownAt: Day, _ state: Dataset, version: UInt32
        ) throws -> PlannedEvent {
            let event = Event(
                type: type, record: RecordID(kind: .dataset, id: id), knownAt: knownAt, actor: actor,
                reason: type == .recorded ? "" : "import \(importID)", importID: importID, state: .dataset(state))
            return try PlannedEvent(event.validated(today: nil), expectedVersion: version)
        }
    }
}

extension [String] {
    /// With those that are not in it yet, at the end.
    fileprivate func adding(_ others: [String]) -> [String] {
        others.reduce(into: self) { if !$0.contains($1) { $0.append($1) } }
    }
}
