package import EventLog
public import Incidents
import Timeline

/// A link, as it stands at a moment.
public struct HeldLink: Hashable, Sendable {
    /// The identifier of the link.
    public var id: String
    public var link: Link
    /// The last that was said of it.
    public var event: RecordedEvent

    public var record: RecordID { RecordID(kind: .link, id: id) }

    /// What it makes of its record, beside a record of a dataset; nil: as though there were no link.
    func part(beside dataset: String) -> PartInSums? {
        link.relation.part == .whole ? nil : PartInSums(link: id, part: link.relation.part, beside: dataset)
    }
}

extension LogSnapshot {
    /// There was never a link: what all that is about links need not look at.
    var hasNoLinks: Bool { (head.counts[UInt8(RecordKind.link.rawValue)] ?? 0) == 0 }

    /// Every link that stands as of a position and known by a day, in the order of the identifiers.
    package func links(asOf position: UInt64, knownBy day: Day?) throws -> [HeldLink] {
        var links: [HeldLink] = []
        if hasNoLinks { return [] }
        try forEachStream(of: .link, through: position, knownBy: day) { stream in
            guard let held = stream.held(knownBy: day), case .link(let link)? = held.state else { return }
            links.append(HeldLink(id: stream.record.id, link: link, event: held.event))
        }
        return links
    }

    /// The records that stand and are left out of sums beside one, by all that is known.
    func recordsLeftOut(beside record: RecordID) throws -> [RecordID] {
        try links(asOf: .max, knownBy: nil).filter { $0.link.beside == record && $0.link.relation.part == .none }
            .map(\.link.linked)
            .filter { try stream(of: $0, through: .max).held()?.state != nil }
    }
}

/// Which records are left out beside which others: who counts for whom in the end.
package struct LeftOutRecords {
    /// For each record that is left out the others beside which it is.
    private var others: [RecordID: [RecordID]] = [:]

    package init(_ links: [HeldLink]) {
        for held in links where held.link.relation.part == .none {
            others[held.link.linked, default: []].append(held.link.beside)
        }
    }

    /// Whether some record that counts stands for one: itself, or in the end one beside which it is left out.
    ///
    /// - Parameter stands: whether there is such a record.
    func isCounted(_ record: RecordID, _ stands: (RecordID) throws -> Bool) rethrows -> Bool {
        var (open, seen) = ([record], Set([record]))
        while let next = open.popLast() {
            guard try stands(next) else { continue }
            guard let further = others[next] else { return true }
            open += further.filter { seen.insert($0).inserted }
        }
        return false
    }

    /// Whether a record is left out beside another one, directly or by way of others.
    package func isLeftOut(_ record: RecordID, beside other: RecordID) -> Bool {
        var (open, seen) = (others[record] ?? [], Set<RecordID>())
        while let next = open.popLast() {
            if next == other { return true }
            if seen.insert(next).inserted { open += others[next] ?? [] }
        }
        return false
    }
}
