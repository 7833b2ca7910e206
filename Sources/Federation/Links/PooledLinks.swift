import EventLog
package import Folding
import Incidents
package import Ledger
package import Timeline

/// What members say of pairs of records, and what of it acts in sums of the pool.
///
/// A link in a member's log between two of its own records has its effect in that member's cells. A link that names a record of
/// another log (`FORMAT.md`: the identifier, `@`, the origin) has none there, where the other record is in no sum; here it has.
package struct PooledLinks {
    /// A link, and who says it.
    fileprivate struct Said {
        var by: String
        var held: HeldLink
        var record: PooledRecord
        var other: PooledRecord
        /// What it does is in the cells of the record's member.
        var isInCells: Bool
    }

    /// What links of others make of a record.
    package struct Acting {
        package var record: PooledRecord
        package var stream: RecordStream
        /// What the links of its own log make of it, and what those of all logs do.
        package var own: LinkedParts
        package var all: LinkedParts
        /// The name under which sums know its dataset.
        package var dataset: String
    }

    /// What an answer must say of links.
    package private(set) var known = KnownLinks()
    package private(set) var acting: [Acting] = []
    /// What is said of pairs and holds, under the names that the federation has for their records.
    package private(set) var links: [HeldLink] = []
    /// Sentences: what members decided differently.
    package private(set) var remarks: [String] = []

    private let logs: [String: PooledLog]
    private let datasets: PooledDatasets
    private var streams: [PooledRecord: RecordStream] = [:]

    /// - Parameters:
    ///   - logs: of the contributors that could be read, in the order of the federation's file.
    ///   - members: all of the federation.
    package init(_ logs: [PooledLog], _ members: [FederationFile.Member], _ datasets: PooledDatasets) throws {
        self.logs = Dictionary(uniqueKeysWithValues: logs.map { ($0.name, $0) })
        self.datasets = datasets
        var said: [Said] = []
        var searched: Set<[String]> = []
        for log in logs {
            for held in log.links where held.link.relation != .searched {
                let sides = try [held.link.linked, held.link.beside].map { try named($0, in: log, members) }
                guard let record = sides[0], let other = sides[1], record != other else { continue }
                let isOwn = record.member == log.name && record.record == held.link.linked
                let besideOwn = try log.has(held.link.beside)
                said.append(
                    Said(by: log.name, held: held, record: record, other: other, isInCells: isOwn && besideOwn))
            }
            searched.formUnion(try searches(of: log))
        }
        let standing = agreed(said)
        guard !standing.isEmpty else { return }
        try take(standing, searched)
    }

    /// What a member's link names; nil: a record of a log that is not read.
    private mutating func named(
        _ record: RecordID, in log: PooledLog, _ members: [FederationFile.Member]
    ) throws -> PooledRecord? {
        var named = PooledRecord(member: log.name, record: record)
        if let abroad = ForeignRecord(record, members), try !log.has(record) {
            named = PooledRecord(member: abroad.member.name, record: abroad.record)
        }
        guard let stream = try stream(of: named) else { return nil }
        // What several hold is read where it is counted.
        if let source = datasets.source(of: stream.timeline.dataset) { named.member = source }
        return named
    }

    private mutating func stream(of record: PooledRecord) throws -> RecordStream? {
        if let known = streams[record] { return known }
        guard let stream = try logs[record.member]?.stream(of: record.record) else { return nil }
        streams[record] = stream
        return stream
    }

    /// The pairs of datasets of which a member has compared the records, where sums count its own copies of both.
    private func searches(of log: PooledLog) throws -> Set<[String]> {
        let pairs = try log.open.ledger.log.read { snapshot in
            try snapshot.searchedPairs(log.links, asOf: log.position, knownBy: log.knownBy)
        }
        return pairs.filter { $0.allSatisfy { datasets.isCounted($0, of: log.name) } }
    }
}

// MARK: Who says what of a pair

extension PooledLinks {
    /// What holds where several members speak of a pair: the word of the log that holds both; else what those who leave one of
    /// the two out say, the first of them in the federation's file. Where somebody else says that the two are different, nobody's
    /// word acts, and the answer says so.
    private mutating func agreed(_ said: [Said]) -> [Said] {
        var pairs: [Set<PooledRecord>: [Said]] = [:]
        var order: [Set<PooledRecord>] = []
        for link in said {
            let pair: Set = [link.record, link.other]
            if pairs[pair] == nil { order.append(pair) }
            pairs[pair, default: []].append(link)
        }
        var standing: [Said] = []
        for pair in order {
            let all = pairs[pair] ?? []
            if let own = all.first(where: \.isInCells) {
                standing.append(own)
                continue
            }
            let decided = all.filter { $0.held.link.relation.isDecided }
            guard
                let first = decided.first(where: { $0.held.link.relation.part == .none }) ?? decided.first ?? all.first
            else { continue }
            let isDisputed =
                first.held.link.relation.part == .none && decided.contains { $0.held.link.relation == .different }
            if Set(decided.map(\.decision)).count > 1 {
                remarks.append(
                    "DECIDED DIFFERENTLY: " + decided.map(\.words).joined(separator: "; ")
                        + (isDisputed
                            ? ". Both are counted until they agree."
                            : ". What \(first.by) says is counted, which stands first in the federation's file."))
            }
            if !isDisputed { standing.append(first) }
        }
        return withoutRings(standing)
    }

    /// Of records that are left out beside each other in a ring, none would count.
    private mutating func withoutRings(_ said: [Said]) -> [Said] {
        var standing = said.filter(\.isInCells)
        for link in said where !link.isInCells {
            let closes =
                link.held.link.relation.part == .none
                && LeftOutRecords(standing.map(\.named)).isLeftOut(link.other.name, beside: link.record.name)
            if closes {
                remarks.append(
                    "DECIDED DIFFERENTLY: \(link.words), and \(link.other.name) is left out beside \(link.record.name) by what "
                        + "others say: then neither would count, and this decision does not act.")
            } else {
                standing.append(link)
            }
        }
        return standing
    }
}

extension PooledLinks.Said {
    /// The link between the names that the federation has for its records.
    fileprivate var named: HeldLink {
        var held = held
        held.link.record = record.name.id
        held.link.other = other.name.id
        return held
    }

    /// What is said of the pair, whoever says it: how the two belong together, and which of them does not count.
    fileprivate struct Decision: Hashable {
        var relation: LinkRelation
        var leftOut: PooledRecord?
    }

    fileprivate var decision: Decision {
        let relation = held.link.relation
        return Decision(relation: relation, leftOut: relation.part == .none ? record : nil)
    }

    /// `a says that deaths/x@a is the same as deaths/y@b`.
    fileprivate var words: String {
        "\(by) says that \(record.name) is \(held.link.relation.words) \(other.name)"
    }
}

// MARK: What acts

extension PooledLinks {
    private mutating func take(_ said: [Said], _ searched: Set<[String]>) throws {
        var records: [RecordID: LinkedAtMoment] = [:]
        for record in Set(said.flatMap { [$0.record, $0.other] }) {
            guard let stream = try stream(of: record), let log = logs[record.member] else { continue }
            var held = LinkedAtMoment(stream, log.knownBy)
            held.linked = datasets.links(held.linked, in: record.member)
            held.parts = held.parts.compactMapValues { part in
                var part = part
                guard let beside = datasets.name(of: part.beside, in: record.member) else { return nil }
                part.beside = beside
                return part
            }
            let dataset = stream.timeline.dataset
            // What the copy of its dataset that is counted does not have is of no dataset: it is there, and does not stand.
            let name = held.isThere ? datasets.name(of: dataset, in: record.member) : ""
            guard let name else { continue }
            held.dataset = name
            records[record.name] = held
        }
        var owns: [RecordID: LinkedParts] = records.mapValues(\.linked)
        var touched: [PooledRecord] = []
        for link in said where !link.isInCells && link.held.link.relation.part != .whole {
            guard let other = records[link.other.name], other.isThere, var record = records[link.record.name]
            else { continue }
            let part = link.held.link.relation.part
            record.parts[link.held.id] = PartInSums(link: link.held.id, part: part, beside: other.dataset)
            record.linked = record.linked.adding(part, beside: other.dataset)
            records[link.record.name] = record
            if !touched.contains(link.record) { touched.append(link.record) }
        }
        links = said.map(\.named)
        known = KnownLinks(links, records, searched: searched)
        for record in touched {
            guard let stream = streams[record], let held = records[record.name],
                datasets.isCounted(stream.timeline.dataset, of: record.member)
            else { continue }
            acting.append(
                Acting(
                    record: record, stream: stream, own: owns.removeValue(forKey: record.name) ?? LinkedParts(),
                    all: held.linked, dataset: held.dataset))
        }
    }
}

extension LinkedParts {
    fileprivate func adding(_ part: SumPart, beside dataset: String) -> LinkedParts {
        var parts = self
        let added = { (datasets: [String]) in
            Set(datasets + [dataset]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        switch part {
        case .none: parts.leftOutBeside = added(parts.leftOutBeside)
        case .possible: parts.possibleBeside = added(parts.possibleBeside)
        case .whole: break
        }
        return parts
    }
}

extension PooledLog {
    /// Whether anything was ever said of a record in this log, other than links that name it.
    fileprivate func has(_ record: RecordID) throws -> Bool { try !stream(of: record).events.isEmpty }
}
