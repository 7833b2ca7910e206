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
            adrift: Self.adrift(links, records),
            pairs: try pairs(links, records, asOf: position, knownBy: day),
            same: SameRecords(links).groups { records[$0]?.member($0) })
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
    ) throws -> [RecordID: HeldAtMoment] {
        var records: [RecordID: HeldAtMoment] = [:]
        for held in links where held.link.relation != .searched {
            for record in [held.link.linked, held.link.beside] where records[record] == nil {
                records[record] = HeldAtMoment(try stream(of: record, through: position), day)
            }
        }
        return records
    }

    private static func adrift(_ links: [HeldLink], _ records: [RecordID: HeldAtMoment]) -> [AdriftLink] {
        let leftOut = LeftOutRecords(links)
        return links.compactMap { held in
            guard let record = records[held.link.linked], record.stands, let other = records[held.link.beside],
                let part = record.parts[held.id], part.part != .whole
            else { return nil }
            let reason: String
            if !other.stands {
                reason = "no longer stands"
            } else if part.beside != other.dataset {
                reason = "has become a record of \(other.dataset.isEmpty ? DatasetsInForce.desk : other.dataset)"
            } else if !leftOut.isCounted(held.link.beside, { records[$0]?.stands ?? false }) {
                reason = "is left out itself, and nothing that counts stands for it"
            } else {
                return nil
            }
            return AdriftLink(
                record: held.link.linked, dataset: record.dataset, year: record.year, other: held.link.beside,
                relation: held.link.relation, reason: reason)
        }
    }

    /// How many pairs of each two datasets are linked, and how.
    private func pairs(
        _ links: [HeldLink], _ records: [RecordID: HeldAtMoment], asOf position: UInt64, knownBy day: Day?
    ) throws -> [LinkedDatasets] {
        var pairs: [[String]: LinkedDatasets] = [:]
        func count(_ one: String, _ two: String, _ body: (inout LinkedDatasets) -> Void) {
            guard one != two else { return }
            let names = [one, two].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            body(&pairs[names, default: LinkedDatasets(left: names[0], right: names[1])])
        }
        for held in links where held.link.relation != .searched {
            guard let record = records[held.link.linked], record.stands, let other = records[held.link.beside],
                other.stands
            else { continue }
            count(record.dataset, other.dataset) { pair in
                switch held.link.relation {
                case .suspected: pair.suspected += 1
                case .same, .partOf: pair.same += 1
                case .different, .searched: pair.different += 1
                }
            }
        }
        let searches = links.filter { $0.link.relation == .searched }
        guard !searches.isEmpty else { return Array(pairs.values) }
        let imported = try lastImports(through: position, knownBy: day)
        for held in searches {
            let last = max(imported[held.link.record] ?? 0, imported[held.link.other] ?? 0)
            count(held.link.record, held.link.other) { $0.isSearched = held.event.position > last }
        }
        return Array(pairs.values)
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

/// What is held of a linked record at a moment.
private struct HeldAtMoment {
    var stands: Bool
    /// Empty: it is the desk's.
    var dataset: String
    var year: Int32?
    /// Empty: it is of none.
    var incident = ""
    /// By the identifier of the link.
    var parts: [String: PartInSums] = [:]
    /// What all links together make of it.
    var linked: LinkedParts

    /// - Parameter stream: up to the moment's position.
    init(_ stream: RecordStream, _ day: Day?) {
        let held = stream.held(knownBy: day)
        stands = held?.state != nil
        dataset = held?.standing.dataset ?? ""
        year = held?.state?.occurrence?.year
        for statement in stream.timeline.linkStatements(knownBy: day) { parts[statement.part.link] = statement.part }
        linked = held?.standing.links ?? LinkedParts()
        if case .deaths(let deaths)? = held?.state { incident = deaths.incident }
    }

    /// Nil where it does not stand.
    func member(_ record: RecordID) -> SamePeople.Member? {
        stands ? SamePeople.Member(record: record, dataset: dataset, year: year, links: linked) : nil
    }
}
