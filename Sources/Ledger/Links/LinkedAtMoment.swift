import EventLog
package import Folding
package import Incidents
package import Timeline

/// What is held of a linked record at a moment.
package struct LinkedAtMoment {
    package var stands: Bool
    /// Something was said of it, whether it stands or not.
    package var isThere: Bool
    /// Empty: it is the desk's.
    package var dataset: String
    package var year: Int32?
    /// Empty: it is of none.
    package var incident = ""
    /// By the identifier of the link.
    package var parts: [String: PartInSums] = [:]
    /// What all links together make of it.
    package var linked: LinkedParts

    /// - Parameter stream: up to the moment's position.
    package init(_ stream: RecordStream, _ day: Day?) {
        let held = stream.held(knownBy: day)
        stands = held?.state != nil
        isThere = !stream.events.isEmpty
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

extension KnownLinks {
    /// What an answer must say of links.
    ///
    /// - Parameters:
    ///   - records: every record that a link names, as it is held at the same moment; one that is not there does not stand.
    ///   - searched: the pairs of datasets whose records were compared after the last import of either.
    package init(_ links: [HeldLink], _ records: [RecordID: LinkedAtMoment], searched: Set<[String]>) {
        self.init(
            adrift: Self.adrift(links, records), pairs: Self.pairs(links, records, searched),
            same: SameRecords(links).groups { records[$0]?.member($0) })
    }

    /// Two datasets, the smaller identifier first.
    package static func pair(_ one: String, _ other: String) -> [String] {
        [one, other].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func adrift(_ links: [HeldLink], _ records: [RecordID: LinkedAtMoment]) -> [AdriftLink] {
        let leftOut = LeftOutRecords(links)
        return links.compactMap { held in
            guard let record = records[held.link.linked], record.stands, let other = records[held.link.beside],
                let part = record.parts[held.id], part.part != .whole
            else { return nil }
            let reason: String
            if !other.stands {
                reason = other.isThere ? "no longer stands" : "is not there where its dataset is counted"
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
    private static func pairs(
        _ links: [HeldLink], _ records: [RecordID: LinkedAtMoment], _ searched: Set<[String]>
    ) -> [LinkedDatasets] {
        var pairs: [[String]: LinkedDatasets] = [:]
        for names in searched where names[0] != names[1] {
            pairs[names] = LinkedDatasets(left: names[0], right: names[1])
            pairs[names]?.isSearched = true
        }
        for held in links where held.link.relation != .searched {
            guard let record = records[held.link.linked], record.stands, let other = records[held.link.beside],
                other.stands, record.dataset != other.dataset
            else { continue }
            let names = pair(record.dataset, other.dataset)
            var linked = pairs[names] ?? LinkedDatasets(left: names[0], right: names[1])
            switch held.link.relation {
            case .suspected: linked.suspected += 1
            case .same, .partOf: linked.same += 1
            case .different, .searched: linked.different += 1
            }
            pairs[names] = linked
        }
        return Array(pairs.values)
    }
}
