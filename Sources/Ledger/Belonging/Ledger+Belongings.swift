import EventLog
import Finding
import Folding
import Forms
public import Incidents
import Timeline

extension Ledger {
    /// The records that belong to an incident, an operation, a case or a law at a moment; to an operation also those of its
    /// incidents, to a case the appeals in it.
    ///
    /// Which records may is asked of the finder's store; what each says, and whether it names the record then, of the log.
    ///
    /// - Parameter progress: as of ``find(_:progress:)``.
    /// - Returns: nil for a record of another kind, to which nothing belongs.
    /// - Throws: `LedgerError`.
    public func belongings(
        of record: RecordID, at moment: Moment = .present, progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> Belongings? {
        guard record.kind.hasBelongings else { return nil }
        return try LedgerError.wrapping {
            let position = try log.read { try $0.position(of: moment.asOf) }
            return try withFinder(through: position, progress) { store in
                let parked = try store.parked(through: position).count
                return try log.read { snapshot in
                    var reading = BelongingsReading(
                        position: position, knownBy: moment.knownBy,
                        force: DatasetsInForce(try snapshot.knownDatasets(asOf: position, knownBy: moment.knownBy)),
                        links: try snapshot.links(asOf: position, knownBy: moment.knownBy))
                    try reading.collect(record, snapshot) { try store.recordsNaming($0, through: position) }
                    return reading.belongings(parked: parked)
                }
            }
        }
    }

    /// What a record says that it belongs to, as that is known at the same moment.
    ///
    /// - Throws: `LedgerError`.
    public func owners(of known: RecordState, at moment: Moment) throws -> [Owner] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                try (known.state?.links ?? []).map { _, record in
                    let held = try snapshot.stream(of: record, through: known.position).held(knownBy: moment.knownBy)
                    return Owner(record: record, isThere: held != nil, state: held?.state)
                }
            }
        }
    }
}

/// Goes from a record to those that name it.
private struct BelongingsReading {
    let position: UInt64
    let knownBy: Day?
    let force: DatasetsInForce
    let links: [HeldLink]
    private var found: [RecordID: Belongings.Member] = [:]
    private var former: Set<RecordID> = []

    init(position: UInt64, knownBy: Day?, force: DatasetsInForce, links: [HeldLink]) {
        self.position = position
        self.knownBy = knownBy
        self.force = force
        self.links = links
    }

    /// - Parameter naming: those that named a record at some moment.
    mutating func collect(
        _ record: RecordID, _ snapshot: borrowing LogSnapshot, _ naming: (RecordID) throws -> [RecordID]
    ) throws {
        for other in try naming(record)
        where Belongings.order.contains(other.kind) && other != record && found[other] == nil {
            // Known by the day nothing may have been said of it yet.
            guard let held = try snapshot.stream(of: other, through: position).held(knownBy: knownBy) else { continue }
            guard let state = held.state, state.links.contains(where: { $0.record == record }) else {
                former.insert(other)
                continue
            }
            found[other] = Belongings.Member(
                record: other, state: state, dataset: held.standing.dataset, part: .whole, reason: "")
            if other.kind == .incident || other.kind == .courtCase { try collect(other, snapshot, naming) }
        }
    }

    mutating func belongings(parked: Int) -> Belongings {
        leaveOutSucceeded()
        applyLinks()
        let groups = Belongings.order.map { kind in
            Belongings.group(kind, found.values.filter { $0.record.kind == kind })
        }
        return Belongings(
            groups: groups.map(\.group).filter { !$0.members.isEmpty },
            former: former.subtracting(found.keys).sorted(by: Self.precedes),
            notes: groups.compactMap(\.note) + notes(parked: parked))
    }

    /// A record is left out where one of a dataset that succeeds its own for its year is there as well.
    private mutating func leaveOutSucceeded() {
        let datasets = Set(found.values.map(\.dataset))
        for (record, member) in found {
            guard let successor = force.successor(of: member.dataset, for: member.state.occurrence?.year),
                datasets.contains(successor)
            else { continue }
            found[record]?.part = .none
            found[record]?.reason = "\(successor) succeeds \(member.dataset) for its year"
        }
    }

    /// A link acts where both of its records are there: else nobody is counted twice. Whether the other one is left out itself
    /// beside a third plays no part, as in views.
    private mutating func applyLinks() {
        let here = Set(found.values.filter { $0.part != .none }.map(\.record))
        for held in links {
            let (record, part) = (held.link.linked, held.link.relation.part)
            guard here.contains(record), here.contains(held.link.beside), let member = found[record] else { continue }
            guard part == .none || part == .possible && member.part == .whole else { continue }
            found[record]?.part = part
            found[record]?.reason = "\(held.link.relation.words) \(held.link.beside)"
        }
    }

    // MARK: What is to be said

    private func notes(parked: Int) -> [String] {
        var notes = countedTwice()
        for overlap in force.overlaps(of: countedYears) {
            notes.append(
                "OVERLAP: \(overlap.left) and \(overlap.right) are both counted for \(overlap.years.map(String.init).joined(separator: ", ")), "
                    + "and nobody has said how they belong together: the same people may be counted twice.")
        }
        let succeeded = found.values.filter {
            $0.part != .none && force.successor(of: $0.dataset, for: $0.state.occurrence?.year) != nil
        }
        if !succeeded.isEmpty {
            notes.append(
                "\(succeeded.count) of these records are of a dataset that another one succeeds for their years: views leave "
                    + "them out.")
        }
        if parked > 0 {
            notes.append(
                "INCOMPLETE: \(parked) event(s) could not be taken in; what they say belongs here is missing.")
        }
        return notes
    }

    private var countedYears: [String: Set<Int32>] {
        var years: [String: Set<Int32>] = [:]
        for member in found.values where member.part != .none {
            guard let year = member.state.occurrence?.year else { continue }
            years[member.dataset, default: []].insert(year)
        }
        return years
    }

    /// Records that decisions make the same by way of others that are not here.
    private func countedTwice() -> [String] {
        let groups = SameRecords(links).groups { record in
            found[record].flatMap { member in
                member.part == .none
                    ? nil
                    : SamePeople.Member(
                        record: record, dataset: member.dataset, year: member.state.occurrence?.year,
                        links: LinkedParts())
            }
        }
        return groups.map { group in
            let names = (group.members + group.wholes).map(\.record.description).joined(separator: ", ")
            return "COUNTED TWICE: \(names) are about the same people by way of other records, and each is in the sums."
        }
    }

    private static func precedes(_ left: RecordID, _ right: RecordID) -> Bool {
        left.kind == right.kind
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.kind.rawValue < right.kind.rawValue
    }
}

extension Belongings {
    /// The kinds of records that belong to others, as they are shown.
    static let order: [RecordKind] = [.incident, .deaths, .arrests, .courtCase, .proceeding, .provision, .activity]
}

extension RecordKind {
    /// Others name it as the one that they belong to.
    var hasBelongings: Bool { [.incident, .operation, .courtCase, .proceeding, .law].contains(self) }
}
