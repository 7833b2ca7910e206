/// A part that most records do not have: so that what is only about such parts need not look at every record.
public enum RarePart: CaseIterable, Hashable, Sendable {
    case countriesOfOrigin, countriesOfTransit, countriesOfDestination
    case people, fee, documentFraud, conduct, aggravations, benefit, exemptions, crimes
    case operation, flags

    /// In which field of an incident it lies.
    private var field: UInt64 {
        switch self {
        case .countriesOfOrigin: 7
        case .countriesOfTransit: 8
        case .countriesOfDestination: 9
        case .people: 10
        case .fee: 11
        case .documentFraud: 12
        case .conduct: 13
        case .aggravations: 14
        case .benefit: 15
        case .exemptions: 16
        case .crimes: 17
        case .operation: 18
        case .flags: 20
        }
    }

    /// The fields of a record of a kind in one of which it lies, if it is there: one bit each, as ``Facts`` keeps them.
    fileprivate func fields(of kind: RecordKind) -> UInt64 {
        switch (kind, self) {
        case (.incident, _): 1 << field
        // A settlement is about a flag that another record has.
        case (.settlement, .flags): Facts.anyRecord
        case (_, .flags): 1 << field
        default: Facts.anyRecord
        }
    }
}

extension Facts {
    /// The bit that every record has: no field has the number 0.
    static let anyRecord: UInt64 = 1

    /// What to ask ``mayHave(_:)`` of records of a kind for what needs one of some parts; every record has it where it needs
    /// none of them, or where they are not told apart in records of that kind.
    public static func fields(of kind: RecordKind, with parts: Set<RarePart>) -> UInt64 {
        parts.isEmpty ? anyRecord : parts.reduce(0) { $0 | $1.fields(of: kind) }
    }

    /// False where the record has none of some parts, which ``fields(of:with:)`` gave.
    @inlinable
    @inline(__always)
    public func mayHave(_ fields: UInt64) -> Bool { passedFields & fields != 0 }
}
