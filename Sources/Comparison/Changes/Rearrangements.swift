import Folding
import Incidents

extension ChangesReport {
    /// Marks the changes that arrange an incident's rows anew: records of its toll came and went, and what they add to each
    /// year and region stayed the same.
    mutating func findRearranged() {
        var byIncident: [String: [Int]] = [:]
        for index in changes.indices {
            if let incident = changes[index].incident { byIncident[incident, default: []].append(index) }
        }
        for (incident, indices) in byIncident.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let own = indices.map { changes[$0] }
            let stood = own.filter { $0.before?.event.state != nil }
            let stand = own.filter { $0.after?.event.state != nil }
            let (gone, come) = (own.filter { $0.kind == .withdrawn }, own.filter(\.stands))
            guard !gone.isEmpty, !come.isEmpty, isSameToll(stood.map(\.before), stand.map(\.after)) else { continue }
            for index in indices { changes[index].rearrangedWithin = incident }
            rearranged.append(
                RearrangedToll(incident: incident, before: Self.inOrder(stood), after: Self.inOrder(stand)))
        }
    }

    private static func inOrder(_ changes: [RecordChange]) -> [RecordID] {
        changes.map(\.record).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    private func isSameToll(_ before: [RecordedEvent?], _ after: [RecordedEvent?]) -> Bool {
        guard let old = try? Self.toll(of: before), let new = try? Self.toll(of: after) else { return false }
        return Set(old.keys).union(new.keys).allSatisfy { key in
            guard let old = old[key], let new = new[key] else { return false }
            // As many persons, though other records may report them.
            return zip(old, new).allSatisfy { old, new in
                var difference = new
                return (try? difference.subtract(old)) != nil && difference.addsNothing
            }
        }
    }

    /// The persons of each year and set of regions.
    private static func toll(of events: [RecordedEvent?]) throws(SumError) -> [TollKey: [Sum]] {
        var tolls: [TollKey: TollSum] = [:]
        for state in events.compactMap({ $0?.event.state }) {
            let key = TollKey(year: state.tollPeriod?.year, regions: Set(state.tollRegions))
            var toll = tolls[key] ?? TollSum()
            try toll.add(try TollSum(state))
            tolls[key] = toll
        }
        // The first two count incidents and records, of which there may be more or fewer now.
        return tolls.mapValues { Array($0.sums.dropFirst(2)) }
    }

    private struct TollKey: Hashable {
        var year: Int32?
        var regions: Set<Region>
    }
}

extension RecordChange {
    /// The incident that a deaths record belongs to, where it belongs to the same one at both moments.
    fileprivate var incident: String? {
        let incidents = Set([before, after].compactMap { $0?.event.state?.incidentOfToll })
        return incidents.count == 1 ? incidents.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    /// It stands now and did not before.
    fileprivate var stands: Bool { kind == .added || kind == .reinstated }
}

extension Record {
    fileprivate var incidentOfToll: String? {
        if case .deaths(let deaths) = self { deaths.incident } else { nil }
    }
}
