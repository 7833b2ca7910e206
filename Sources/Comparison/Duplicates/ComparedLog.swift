import EventLog
package import Incidents
package import Ledger
package import Timeline

/// What one of several ledgers brings into a comparison with the others: its records at a moment, under names that tell them
/// from those of others.
package struct ComparedLog {
    private let ledger: Ledger
    private let name: String
    private let position: UInt64
    private let knownBy: Day?
    /// Of deaths and arrests, under the names of ``named(_:)``.
    let sightings: [Sighting]
    /// The name under which all know a dataset of the ledger; nil: it is not compared.
    private let datasetName: (String) -> String?

    /// - Parameters:
    ///   - name: of the ledger among the others.
    ///   - force: the datasets that are counted, under the names that all know.
    ///   - datasetName: the name under which all know a dataset of the ledger, an empty one being its desk; nil: it is not
    ///     compared.
    package init(
        _ ledger: Ledger, name: String, through position: UInt64, knownBy: Day?, _ force: DatasetsInForce,
        datasetName: @escaping (String) -> String?
    ) throws {
        (self.ledger, self.name, self.position, self.knownBy) = (ledger, name, position, knownBy)
        self.datasetName = datasetName
        sightings = try ledger.log.read { snapshot in
            try [RecordKind.deaths, .arrests].flatMap { kind in
                try snapshot.sightings(of: kind, DatasetsInForce([]), through: position, knownBy: knownBy)
            }.compactMap { sighting in
                guard let dataset = datasetName(sighting.dataset), force.isCounted(dataset, year: sighting.year) else {
                    return nil
                }
                var sighting = sighting
                sighting.record = Self.named(sighting.record, name)
                sighting.dataset = dataset
                if !sighting.incident.isEmpty { sighting.incident += "@" + name }
                return sighting
            }
        }
    }

    private static func named(_ record: RecordID, _ name: String) -> RecordID {
        RecordID(kind: record.kind, id: record.id + "@" + name)
    }

    /// Whether a record of that name is of this ledger.
    func has(_ record: RecordID) -> Bool { record.id.hasSuffix("@" + name) }

    /// A record under its name among all.
    func side(_ record: RecordID) throws -> DuplicatePair.Side {
        let own = RecordID(kind: record.kind, id: String(record.id.dropLast(name.count + 1)))
        var side = try ledger.log.read { try $0.side(own, position, knownBy) }
        side.record = record
        side.dataset = datasetName(side.dataset) ?? side.dataset
        return side
    }
}

extension DuplicateSearch {
    /// Looks for records of different ledgers that may be about the same people, by the rules of ``DuplicateRule``. Pairs
    /// within one ledger are that ledger's own matter.
    ///
    /// - Parameter links: what is said of pairs, under the names that all know.
    package init(across logs: [ComparedLog], _ links: [HeldLink]) throws {
        let sightings = logs.flatMap(\.sightings)
        let holder = { (record: RecordID) in logs.firstIndex { $0.has(record) } }
        let said = Dictionary(links.map { (Set([$0.link.linked, $0.link.beside]), $0) }) { first, _ in first }
        func pair(_ first: RecordID, _ second: RecordID, _ rules: [String]) throws -> DuplicatePair? {
            guard let one = holder(first), let other = holder(second) else { return nil }
            return DuplicatePair(
                first: try logs[one].side(first), second: try logs[other].side(second), rules: rules,
                link: said[[first, second]].map { .init($0, isAdrift: false) })
        }
        var (records, incidents): ([DuplicatePair], [DuplicatePair]) = ([], [])
        var seen: Set<Set<String>> = []
        for kind in [RecordKind.deaths, .arrests] {
            for found in PairFinder(sightings.filter { $0.record.kind == kind }).pairs
            where holder(found.first.record) != holder(found.second.record) {
                if let pair = try pair(found.first.record, found.second.record, found.rules) { records.append(pair) }
                let ids = [found.first.incident, found.second.incident]
                guard ids.allSatisfy({ !$0.isEmpty }), seen.insert(Set(ids)).inserted else { continue }
                let named = ids.map { RecordID(kind: .incident, id: $0) }
                let both = try pair(named[0], named[1], [DuplicateRule.ofIncidents])
                if let both, both.first.state != nil, both.second.state != nil { incidents.append(both) }
            }
        }
        self.init(
            datasets: Set(sightings.map(\.dataset)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            records: sightings.count, pairs: incidents + records)
    }
}
