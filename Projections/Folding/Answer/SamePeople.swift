public import Incidents
public import Timeline

/// Records that decisions make about the same people by way of third ones: C is the same as B, and B as A, and nobody has
/// decided about C and A.
///
/// A decision acts where both of its records count. Where B's dataset is not counted, nothing keeps C and A from counting
/// both: an answer then says so.
public struct SamePeople: Hashable, Sendable {
    /// One of the records.
    public struct Member: Hashable, Sendable {
        public var record: RecordID
        /// Whose record it is; empty: the desk's.
        public var dataset: String
        /// The year that it counts in.
        public var year: Int32?
        public var links: LinkedParts

        public init(record: RecordID, dataset: String, year: Int32?, links: LinkedParts) {
            self.record = record
            self.dataset = dataset
            self.year = year
            self.links = links
        }

        fileprivate func counts(in force: DatasetsInForce) -> Bool {
            force.isCounted(dataset, year: year) && links.part(in: force, year: year) != .none
        }
    }

    /// The records that are the same.
    public var members: [Member]
    /// Those that they are a part of.
    public var wholes: [Member]

    public init(members: [Member], wholes: [Member]) {
        self.members = members
        self.wholes = wholes
    }

    /// The records of a view that count although another one that counts has their people, each with that one.
    func countedTwice(_ view: any View, in force: DatasetsInForce) -> [CountedTwice] {
        let counts = { (member: Member) in view.kinds.contains(member.record.kind) && member.counts(in: force) }
        let counted = members.filter(counts)
        if let whole = wholes.first(where: counts) {
            return counted.map { CountedTwice(record: $0.record, other: whole.record, isPart: true) }
        }
        return counted.dropFirst().map { CountedTwice(record: $0.record, other: counted[0].record, isPart: false) }
    }
}

/// A record whose people an answer counts twice, and the other one that it counts them with.
public struct CountedTwice: Hashable, Sendable {
    public var record: RecordID
    public var other: RecordID
    /// They are a part of the other's.
    public var isPart: Bool
}
