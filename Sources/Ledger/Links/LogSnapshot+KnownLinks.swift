package import EventLog
package import Folding
package import Incidents
import Timeline

extension LogSnapshot {
    /// What an answer as of a position and known by a day must say of links, beside what its cells say.
    ///
    /// It reads every link and its two records; nothing where there never was a link.
    package func knownLinks(asOf position: UInt64, knownBy day: Day?) throws -> KnownLinks {
        let links = try links(asOf: position, knownBy: day)
        guard !links.isEmpty else { return KnownLinks() }
        let records = try linkedRecords(links, asOf: position, knownBy: day)
        return KnownLinks(
            links, records, searched: try searchedPairs(links, asOf: position, knownBy: day))
    }

    /// Of the records of deaths of one incident those that links leave out of its sum, or make only possible in it, because
    /// another one of the same incident has their people: by identifier.
    ///
    /// Of two incidents each has its own sum, and nobody is counted twice in either.
    func linkedTolls(
        asOf position: UInt64, knownBy day: Day?
    ) throws -> (leftOut: [String], possible: [String]) {
        let links = try links(asOf: position, knownBy: day).filter { $0.link.kind == .deaths }
        let records = try linkedRecords(links, asOf: position, knownBy: day)
        var parts: [SumPart: Set<String>] = [:]
        for held in links {
            guard let record = records[held.link.linked], let other = records[held.link.beside], record.stands,
                other.stands, !record.incident.isEmpty, record.incident == other.incident
            else { continue }
            parts[held.link.relation.part, default: []].insert(held.link.linked.id)
        }
        let leftOut = parts[.none] ?? []
        return (leftOut.sorted(), (parts[.possible] ?? []).subtracting(leftOut).sorted())
    }

    private func linkedRecords(
        _ links: [HeldLink], asOf position: UInt64, knownBy day: Day?
    ) throws -> [RecordID: LinkedAtMoment] {
        var records: [RecordID: LinkedAtMoment] = [:]
        for held in links where held.link.relation != .searched {
            for record in [held.link.linked, held.link.beside] where records[record] == nil {
                records[record] = LinkedAtMoment(try stream(of: record, through: position), day)
            }
        }
        return records
    }

    /// The pairs of datasets whose records were compared after the last import of either, the smaller identifier first.
    package func searchedPairs(_ links: [HeldLink], asOf position: UInt64, knownBy day: Day?) throws -> Set<[String]> {
        let searches = links.filter { $0.link.relation == .searched }
        guard !searches.isEmpty else { return [] }
        let imported = try lastImports(through: position, knownBy: day)
        return Set(
            searches.filter { held in
                held.event.position > max(imported[held.link.record] ?? 0, imported[held.link.other] ?? 0)
            }.map { KnownLinks.pair($0.link.record, $0.link.other) })
    }

    /// For each dataset the position of the last that was said of one of its imports.
    private func lastImports(through last: UInt64, knownBy day: Day?) throws -> [String: UInt64] {
        var positions: [String: UInt64] = [:]
        try forEachStream(of: .import, through: last, knownBy: day) { stream in
            guard case .import(let file)? = stream.events.first?.event.state, let event = stream.events.last else {
                return
            }
            positions[file.dataset] = max(positions[file.dataset] ?? 0, event.position)
        }
        return positions
    }
}
