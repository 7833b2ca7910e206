/// Two records of one kind that may be about the same people: never merged, and counted as their relation says.
public struct Link: Hashable, Sendable {
    public var kind: RecordKind
    /// The identifier of the record whose part in sums it changes: the smaller one of a suspicion, the one that is not
    /// counted of two that are the same, the part. Of two that are different, either.
    public var record: String
    /// The identifier of the record that counts beside it.
    public var other: String
    public var relation: LinkRelation
    /// The names of the rules that took the two for one; none where somebody linked them by hand.
    public var rules: [String]
    public var notes = Notes()

    public init(kind: RecordKind, record: String, other: String, relation: LinkRelation, rules: [String] = []) {
        self.kind = kind
        self.record = record
        self.other = other
        self.relation = relation
        self.rules = rules
    }

    /// The kinds of records that can be about the same people: those that sums count.
    public static let kinds: [RecordKind] = [.incident, .deaths, .arrests, .courtCase, .proceeding]

    /// The record whose part in sums it changes.
    public var linked: RecordID { RecordID(kind: kind, id: record) }

    /// The record that counts beside it.
    public var beside: RecordID { RecordID(kind: kind, id: other) }
}

/// How two records belong together.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum LinkRelation: Int32, CaseIterable, Sendable {
    /// Rules take the two for one, and nobody has decided.
    case suspected = 1
    case same = 2
    case different = 3
    /// The record is a part of the other.
    case partOf = 4
    /// Of two datasets: the pairs of their records were looked for.
    case searched = 5

    public var code: String {
        switch self {
        case .suspected: "suspected"
        case .same: "same"
        case .different: "different"
        case .partOf: "part-of"
        case .searched: "searched"
        }
    }

    /// What it makes of the record's part in sums.
    public var part: SumPart {
        switch self {
        case .suspected: .possible
        case .same, .partOf: .none
        case .different, .searched: .whole
        }
    }

    /// Somebody has said how the two belong together.
    public var isDecided: Bool {
        switch self {
        case .same, .different, .partOf: true
        case .suspected, .searched: false
        }
    }
}

/// How a record counts in a sum.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum SumPart: Int32, CaseIterable, Sendable {
    /// As though there were no link.
    case whole = 1
    /// Perhaps: its counts from 0 on.
    case possible = 2
    /// It is left out.
    case none = 3

    public var code: String {
        switch self {
        case .whole: "whole"
        case .possible: "possible"
        case .none: "none"
        }
    }
}

/// What a link makes of a record's part in sums: what an event says that is *linked*, in the stream of the record.
public struct PartInSums: Hashable, Sendable {
    /// The identifier of the link.
    public var link: String
    public var part: SumPart
    /// The identifier of the dataset of the other record, without which it counts as though there were no link; empty: the
    /// desk's own.
    public var beside: String

    public init(link: String, part: SumPart, beside: String) {
        self.link = link
        self.part = part
        self.beside = beside
    }
}
