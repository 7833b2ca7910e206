public import Incidents
public import Ledger

/// How what is known of a record changed between two moments.
public enum ChangeKind: String, CaseIterable, Sendable {
    /// Nothing was known of it before.
    case added
    /// It says something else.
    case corrected
    /// It stood, and stands no longer.
    case withdrawn
    /// It did not stand, and stands again.
    case reinstated
    /// It was known at the first moment and not at the second, which lies before it.
    case unknown
}

/// One record that is known otherwise at the second moment than at the first.
public struct RecordChange: Hashable, Sendable {
    public var record: RecordID
    public var kind: ChangeKind
    /// The last that was said at the first moment, with the state that was held then; nil where nothing was known.
    public var before: RecordedEvent?
    /// The last that was said at the second moment, with the state that is held then; nil where nothing is known.
    public var after: RecordedEvent?
    /// Field by field.
    public var differences: [FieldDifference]
}

/// A region and year, or a year of the whole world.
public struct EffectKey: Hashable, Sendable, Comparable {
    /// Nil for the world, in which each record counts once.
    public var region: Region?
    /// Nil where it is not known when it occurred.
    public var year: Int32?

    public static func < (left: EffectKey, right: EffectKey) -> Bool {
        let key = { (effect: EffectKey) in
            (effect.region?.scheme ?? "", effect.region?.code ?? "", effect.year ?? .min)
        }
        return key(left) < key(right)
    }
}

/// What changed between two moments.
public struct ChangesReport: Sendable {
    public var from: Moment
    public var to: Moment
    /// The log's positions at which each moment was taken.
    public var fromPosition: UInt64
    public var toPosition: UInt64
    /// In the order of the events that decide at the second moment.
    public var changes: [RecordChange]
    /// What the changes add to each year, and to each region and year of each scheme: together the difference of the
    /// views `year` and `region-year` at the two moments. Without those that add nothing.
    public var effects: [EffectKey: TollSum]
    /// Records that ``effects`` lack since what they state cannot be summed, in sentences.
    public var unsummed: [String] = []

    public func count(_ kind: ChangeKind, of record: RecordKind? = nil) -> Int {
        changes.count { $0.kind == kind && (record == nil || $0.record.kind == record) }
    }
}
