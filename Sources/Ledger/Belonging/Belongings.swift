import Folding
public import Incidents

/// The records that belong to an incident or an operation at a moment, by kind, with what they add up to.
public struct Belongings: Sendable {
    /// Incidents, deaths and arrests, in this order; those of which there are none are left out.
    public var groups: [Group]
    /// Records that once belonged to it and do not at this moment, because they were withdrawn or belong elsewhere.
    public var former: [RecordID]
    /// What a reader of the sums must know, in sentences.
    public var notes: [String]

    public struct Group: Sendable {
        public var kind: RecordKind
        /// By first day, and identifier.
        public var members: [Member]
        /// What its members report, each member as it counts.
        public var sums: [Total]

        /// How many of the members the sums count, in whole or perhaps.
        public var counted: Int { members.count { $0.part != .none } }
    }

    public struct Total: Sendable {
        /// By the name that views have for it.
        public var measure: String
        /// In the notation of counts: `12`, `12..15`, `~12..`.
        public var text: String
        /// How many of the counted members report it.
        public var reported: Int64
    }

    public struct Member: Sendable {
        public var record: RecordID
        public var state: Record
        /// The dataset that has spoken of it; empty: the desk alone has.
        public var dataset: String
        /// How it counts in the sums beside the others.
        public var part: SumPart
        /// Why it does not count in whole, as the end of a sentence; empty: it does.
        public var reason: String
    }
}

/// An incident or operation to which a record belongs.
public struct Owner: Sendable {
    public var record: RecordID
    /// The ledger has something of it.
    public var isThere: Bool
    /// Nil: it does not stand.
    public var state: Record?
}

extension Belongings {
    /// What is added up of a kind of record, by the names that views have for it.
    static func measures(of state: Record) -> [(measure: String, count: Count)] {
        switch state {
        case .deaths(let deaths):
            [
                ("dead", deaths.dead), ("missing", deaths.missing), ("survivors", deaths.survivors),
                ("females", deaths.females), ("males", deaths.males), ("children", deaths.children),
            ]
        case .arrests(let arrests): [("arrests", arrests.count)]
        default: []
        }
    }

    /// The records of a kind, and what they come to. What cannot be added up has no total, and a sentence.
    static func group(_ kind: RecordKind, _ members: [Member]) -> (group: Group, note: String?) {
        do throws(SumError) {
            return (Group(kind: kind, members: sorted(members), sums: try totals(members)), nil)
        } catch {
            return (Group(kind: kind, members: sorted(members), sums: []), "\(kind.code): \(error.sentence)")
        }
    }

    private static func totals(_ members: [Member]) throws(SumError) -> [Total] {
        var sums: [(measure: String, sum: Sum)] = []
        for member in members where member.part != .none {
            for (measure, count) in measures(of: member.state) {
                var sum = try Sum(count)
                if member.part == .possible { sum = sum.possible }
                if let place = sums.firstIndex(where: { $0.measure == measure }) {
                    try sums[place].sum.add(sum)
                } else {
                    sums.append((measure, sum))
                }
            }
        }
        return sums.filter { $0.sum.isReported }.map {
            Total(measure: $0.measure, text: "\($0.sum)", reported: $0.sum.reported)
        }
    }

    private static func sorted(_ members: [Member]) -> [Member] {
        members.sorted {
            let (left, right) = ($0.state.occurrence?.firstDay, $1.state.occurrence?.firstDay)
            // What does not say when comes last.
            guard left == right else { return right.map { right in left.map { $0 < right } ?? false } ?? true }
            return $0.record.id.utf8.lexicographicallyPrecedes($1.record.id.utf8)
        }
    }
}
