/// Whether an element of the offence was shown, beside the benefit.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum CaseElement: Int32, CaseIterable, Sendable {
    case alleged = 1
    case proven = 2
    case notProven = 3
    case unknown = 4

    public var code: String {
        switch self {
        case .alleged: "alleged"
        case .proven: "proven"
        case .notProven: "not-proven"
        case .unknown: "unknown"
        }
    }
}

/// What a case came to, of all its defendants and by the latest decision that is known.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum CaseOutcome: Int32, CaseIterable, Sendable {
    case pending = 1
    case convicted = 2
    case acquitted = 3
    /// Some of the defendants were convicted, and some were not.
    case partlyConvicted = 4
    case discontinued = 5
    case unknown = 6

    public var code: String {
        switch self {
        case .pending: "pending"
        case .convicted: "convicted"
        case .acquitted: "acquitted"
        case .partlyConvicted: "partly-convicted"
        case .discontinued: "discontinued"
        case .unknown: "unknown"
        }
    }
}

/// Before which court a case is.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ProceedingStage: Int32, CaseIterable, Sendable {
    case preTrial = 1
    case firstInstance = 2
    case appeal = 3
    /// Cassation, or the appeal to a supreme court.
    case finalAppeal = 4
    /// Before a court to which a higher one has sent it back.
    case retrial = 5
    case other = 6

    public var code: String {
        switch self {
        case .preTrial: "pre-trial"
        case .firstInstance: "first-instance"
        case .appeal: "appeal"
        case .finalAppeal: "final-appeal"
        case .retrial: "retrial"
        case .other: "other"
        }
    }
}

/// Whether a decision stands.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum DecisionStatus: Int32, CaseIterable, Sendable {
    /// Not decided yet.
    case pending = 1
    case openToAppeal = 2
    case appealed = 3
    case final = 4

    public var code: String {
        switch self {
        case .pending: "pending"
        case .openToAppeal: "open-to-appeal"
        case .appealed: "appealed"
        case .final: "final"
        }
    }
}

/// What came of a charge.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Verdict: Int32, CaseIterable, Sendable {
    case convicted = 1
    case acquitted = 2
    case discontinued = 3
    /// Convicted of another offence than the one charged.
    case reclassified = 4
    case pending = 5

    public var code: String {
        switch self {
        case .convicted: "convicted"
        case .acquitted: "acquitted"
        case .discontinued: "discontinued"
        case .reclassified: "reclassified"
        case .pending: "pending"
        }
    }
}
