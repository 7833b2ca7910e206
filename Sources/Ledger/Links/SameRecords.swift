import Folding
import Incidents

/// Which records decisions make the same people, directly or by way of others, and of which they are a part.
struct SameRecords {
    /// For each record those that it was decided to be the same as.
    private var same: [RecordID: [RecordID]] = [:]
    /// For each record those that it was decided to be a part of.
    private var wholes: [RecordID: [RecordID]] = [:]

    init(_ links: [HeldLink]) {
        for held in links {
            switch held.link.relation {
            case .same:
                same[held.link.linked, default: []].append(held.link.beside)
                same[held.link.beside, default: []].append(held.link.linked)
            case .partOf: wholes[held.link.linked, default: []].append(held.link.beside)
            case .suspected, .different, .searched: break
            }
        }
    }

    /// The groups in which somebody may be counted twice although every decision acts: those of three records and more.
    ///
    /// - Parameter member: nil where the record does not stand. It still leads from one to another.
    func groups(_ member: (RecordID) -> SamePeople.Member?) -> [SamePeople] {
        var done: Set<RecordID> = []
        var groups: [SamePeople] = []
        for record in Set(same.keys).union(wholes.keys).sorted(by: Self.precedes) where !done.contains(record) {
            let people = reached(from: [record], by: { same[$0] ?? [] })
            done.formUnion(people)
            // What it is a part of, and what that is the same as, and so on up.
            let above = reached(from: people, by: { (wholes[$0] ?? []) + (same[$0] ?? []) }).subtracting(people)
            guard people.count + above.count > 2 else { continue }
            let group = SamePeople(
                members: people.sorted(by: Self.precedes).compactMap(member),
                wholes: above.sorted(by: Self.precedes).compactMap(member))
            if group.members.count + group.wholes.count > 1, !group.members.isEmpty { groups.append(group) }
        }
        return groups
    }

    private func reached(from records: Set<RecordID>, by next: (RecordID) -> [RecordID]) -> Set<RecordID> {
        var (open, seen) = (Array(records), records)
        while let record = open.popLast() {
            for further in next(record) where seen.insert(further).inserted { open.append(further) }
        }
        return seen
    }

    private static func precedes(_ left: RecordID, _ right: RecordID) -> Bool {
        left.kind == right.kind
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.kind.rawValue < right.kind.rawValue
    }
}
