import EventLog
import Folding
import Forms
public import Incidents
public import Ledger
import Timeline

extension Ledger {
    /// Looks for records that may be about the same people, by the rules of ``DuplicateRule``.
    ///
    /// It reads every record of the kinds that are compared once. Deaths and arrests are compared; two incidents are found
    /// where deaths or arrests of theirs are.
    ///
    /// - Parameter names: the datasets whose records are compared, `desk` for what people recorded on their own, succeeded
    ///   or not; empty: all that answers count.
    /// - Throws: `LedgerError`: `notFound` for a dataset that has no such records.
    public func findDuplicates(among names: [String] = []) throws -> DuplicateSearch {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let force = DatasetsInForce(
                    try snapshot.knownDatasets(asOf: .max, knownBy: nil), chosen: names.isEmpty ? nil : Set(names))
                var found: [Suspicion] = []
                var sightings: [RecordID: Sighting] = [:]
                for kind in [RecordKind.deaths, .arrests] {
                    let own = try snapshot.sightings(of: kind, force)
                    for sighting in own { sightings[sighting.record] = sighting }
                    found += PairFinder(own).pairs.map {
                        Suspicion(first: $0.first.record, second: $0.second.record, rules: $0.rules)
                    }
                }
                let datasets = Set(sightings.values.map { $0.dataset.isEmpty ? DatasetsInForce.desk : $0.dataset })
                if let name = names.first(where: { !datasets.contains($0) }) {
                    throw LedgerError(
                        .notFound,
                        "There are no deaths or arrests of dataset \"\(name)\"; there are of: "
                            + Set(try snapshot.datasetsOfRecords()).sorted().joined(separator: ", ") + ".")
                }
                found = try snapshot.incidents(of: found, sightings) + found
                let links = Dictionary(
                    uniqueKeysWithValues: try snapshot.links(asOf: .max, knownBy: nil).map { ($0.id, $0) })
                return DuplicateSearch(
                    datasets: datasets.sorted(), records: sightings.count,
                    pairs: try found.map { try snapshot.pair($0, links) })
            }
        }
    }

    /// Records what was found: new suspicions, and that some no longer hold. What somebody has decided stays.
    ///
    /// - Throws: `LedgerError`: `conflict` where somebody has said something of a link meanwhile.
    public func record(_ search: DuplicateSearch, _ statement: Statement) async throws -> SuspicionReport {
        try await suspect(
            search.pairs.map { Suspicion(first: $0.first.record, second: $0.second.record, rules: $0.rules) },
            among: Set(search.datasets), statement)
    }

    /// The incidents that two records name, where they are two that stand and nobody has decided how they belong together;
    /// none otherwise.
    public func undecidedIncidents(of first: RecordID, _ second: RecordID) throws -> [RecordID] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let incidents = try [first, second].compactMap { record in
                    try snapshot.stream(of: record, through: .max).held()?.state.flatMap {
                        Sighting(record, $0, dataset: "")?.incident
                    }
                }.filter { !$0.isEmpty }.map { RecordID(kind: .incident, id: $0) }
                guard incidents.count == 2, incidents[0] != incidents[1],
                    try incidents.allSatisfy({ try snapshot.stream(of: $0, through: .max).held()?.state != nil })
                else { return [] }
                let id = Link.id(.incident, incidents[0].id, incidents[1].id)
                let link = try snapshot.links(asOf: .max, knownBy: nil).first { $0.id == id }
                return link?.link.relation.isDecided ?? false ? [] : incidents
            }
        }
    }

    /// Every pair that is linked, in the order of the kinds and of the identifiers' bytes.
    ///
    /// - Parameter relation: only pairs that are linked so; nil: all.
    /// - Throws: `LedgerError`: `refused` for a position beyond the log's end or a moment before its first event.
    public func duplicates(_ relation: LinkRelation? = nil, at moment: Moment = .present) throws -> [DuplicatePair] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let position = try snapshot.position(of: moment.asOf)
                let links = try snapshot.links(asOf: position, knownBy: moment.knownBy)
                let adrift = try snapshot.knownLinks(asOf: position, knownBy: moment.knownBy).adrift
                let pairs = try links.filter {
                    $0.link.relation != .searched && (relation == nil || $0.link.relation == relation)
                }.map { held in
                    let isAdrift = adrift.contains {
                        $0.record == held.link.linked && $0.other == held.link.beside
                    }
                    return DuplicatePair(
                        first: try snapshot.side(held.link.linked, position, moment.knownBy),
                        second: try snapshot.side(held.link.beside, position, moment.knownBy), rules: held.link.rules,
                        link: .init(held, isAdrift: isAdrift))
                }
                return pairs.sorted { $0.first.record.precedes($1.first.record) }
            }
        }
    }
}

extension DuplicatePair.LinkSaid {
    init(_ held: HeldLink, isAdrift: Bool) {
        self.init(
            id: held.id, relation: held.link.relation, position: held.event.position, knownAt: held.event.event.knownAt,
            actor: held.event.event.actor, reason: held.event.event.reason, isAdrift: isAdrift)
    }
}

extension RecordID {
    fileprivate func precedes(_ other: RecordID) -> Bool {
        if kind != other.kind { return kind.rawValue < other.kind.rawValue }
        return id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
}

extension LogSnapshot {
    /// What the records of a kind that stand and are counted are compared by.
    func sightings(
        of kind: RecordKind, _ force: DatasetsInForce, through position: UInt64 = .max, knownBy day: Day? = nil
    ) throws -> [Sighting] {
        var sightings: [Sighting] = []
        try forEachStream(of: kind, through: position, knownBy: day) { stream in
            guard let held = stream.held(knownBy: day), let state = held.state,
                force.isCounted(held.standing.dataset, year: state.occurrence?.year),
                let sighting = Sighting(stream.record, state, dataset: held.standing.dataset)
            else { return }
            sightings.append(sighting)
        }
        return sightings
    }

    /// The datasets that deaths and arrests belong to, `desk` for the desk's.
    fileprivate func datasetsOfRecords() throws -> [String] {
        let all = DatasetsInForce([])
        return try [RecordKind.deaths, .arrests].flatMap { try sightings(of: $0, all) }
            .map { $0.dataset.isEmpty ? DatasetsInForce.desk : $0.dataset }
    }

    /// The incidents of pairs that were found, each pair of incidents once.
    fileprivate func incidents(
        of pairs: [Suspicion], _ sightings: [RecordID: Sighting]
    ) throws -> [Suspicion] {
        var found: [Suspicion] = []
        var seen: Set<[String]> = []
        for pair in pairs {
            let ids = [pair.first, pair.second].compactMap { sightings[$0]?.incident }.filter { !$0.isEmpty }
            guard ids.count == 2, ids[0] != ids[1], seen.insert(ids.sorted()).inserted else { continue }
            let records = ids.map { RecordID(kind: .incident, id: $0) }
            guard try records.allSatisfy({ try stream(of: $0, through: .max).held()?.state != nil }) else { continue }
            found.append(Suspicion(first: records[0], second: records[1], rules: [DuplicateRule.ofIncidents]))
        }
        return found
    }

    /// A pair that was found, with what the ledger says of it.
    fileprivate func pair(_ found: Suspicion, _ links: [String: HeldLink]) throws -> DuplicatePair {
        let held = links[Link.id(found.first.kind, found.first.id, found.second.id)]
        return DuplicatePair(
            first: try side(found.first, .max, nil), second: try side(found.second, .max, nil), rules: found.rules,
            link: held.map { .init($0, isAdrift: false) })
    }

    func side(_ record: RecordID, _ position: UInt64, _ day: Day?) throws -> DuplicatePair.Side {
        let stream = try stream(of: record, through: position)
        let held = stream.held(knownBy: day)
        return DuplicatePair.Side(
            record: record, dataset: held?.standing.dataset ?? "", state: held?.state,
            isForeign: stream.events.isEmpty, persons: held?.state?.persons)
    }
}
