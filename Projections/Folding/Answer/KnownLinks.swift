public import Incidents
internal import Timeline

/// What is known of links at the moment of an answer, beside what its cells say: what an answer must say of them.
public struct KnownLinks: Hashable, Sendable {
    public var adrift: [AdriftLink]
    /// Of different datasets, each pair once.
    public var pairs: [LinkedDatasets]
    public var same: [SamePeople]

    public init(adrift: [AdriftLink] = [], pairs: [LinkedDatasets] = [], same: [SamePeople] = []) {
        self.adrift = adrift
        self.pairs = pairs
        self.same = same
    }

    /// What was decided of two datasets, where nobody need be warned any more that they overlap: the pairs of their records
    /// were looked for after the last import of either, and each that was found has been decided.
    func settled(_ overlap: DatasetOverlap) -> LinkedDatasets? {
        pairs.first {
            Set([$0.left, $0.right]) == Set([overlap.left, overlap.right]) && $0.isSearched && $0.suspected == 0
                && $0.same + $0.different > 0
        }
    }
}

/// A record that a link leaves out of sums, or makes only possible, although what it stood beside is no longer counted
/// itself: the people are then in no sum, or in too low a one.
public struct AdriftLink: Hashable, Sendable {
    public var record: RecordID
    /// Whose record it is; empty: the desk's.
    public var dataset: String
    /// The year that it counts in.
    public var year: Int32?
    public var other: RecordID
    public var relation: LinkRelation
    /// Completes "beside OTHER, which …".
    public var reason: String

    public init(
        record: RecordID, dataset: String, year: Int32?, other: RecordID, relation: LinkRelation, reason: String
    ) {
        self.record = record
        self.dataset = dataset
        self.year = year
        self.other = other
        self.relation = relation
        self.reason = reason
    }
}

/// How many pairs of records of two datasets are linked, and how.
public struct LinkedDatasets: Hashable, Sendable {
    /// The smaller identifier by its bytes; empty: the desk.
    public var left: String
    public var right: String
    public var suspected = 0
    /// The same, or one a part of the other.
    public var same = 0
    public var different = 0
    /// The pairs were looked for after the last import of either.
    public var isSearched = false

    public init(left: String, right: String) {
        self.left = left
        self.right = right
    }
}

/// What links do in an answer.
public struct ActingLinks: Hashable, Sendable {
    /// Records that count from 0 on, since they are suspected to be the same as others.
    public var possible: Int64 = 0
    /// Records that are left out, since they are the same as, or a part of, others that count.
    public var leftOut: Int64 = 0
    /// These are numbers of records, and not of parts of which a record may have several.
    public var areWholeRecords = true
    /// What the links change, over all rows; only measures that they change.
    public var effect: [Provenance.Amendment] = []
    public var adrift: [AdriftLink] = []
    /// Records whose people are counted twice, because what links them to others that count is not counted itself.
    public var countedTwice: [CountedTwice] = []

    public init() {}

    public var isNone: Bool { possible == 0 && leftOut == 0 }

    /// - Parameter rows: those that are shown.
    init(_ view: any View, _ rows: [OwnedRow], _ known: KnownLinks, _ force: DatasetsInForce) {
        var sums = view.measures.map { _ in Sum.zero }
        var taken: Int64 = 0
        for row in rows where row.owner.voice.isOfLinks {
            if row.owner.voice == .possible { possible += row.records } else { taken -= row.records }
            for index in sums.indices { sums[index] += row.sums[index] }
        }
        leftOut = taken - possible
        areWholeRecords = !view.splitsRecords
        effect = zip(view.measures, sums).filter { !$1.addsNothing }.map { .init(measure: $0, sum: $1) }
        adrift = isNone ? [] : known.adrift.filter { force.isCounted($0.dataset, year: $0.year) }
        countedTwice = known.same.flatMap { $0.countedTwice(view, in: force) }
    }
}
