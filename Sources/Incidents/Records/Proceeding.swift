/// What one court decided in a case, or has before it.
///
/// An appeal is a record of its own that names the one from which it was taken, and no correction of that: the first verdict
/// was true when it was given. So the persons of two proceedings of one case are the same people, and are never added up.
public struct Proceeding: Hashable, Sendable {
    /// When it was decided.
    public var decided: Period?
    /// The identifier of the case.
    public var caseID = ""
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    public var stage: ProceedingStage?
    /// As published.
    public var court = ""
    /// The identifier of the proceeding whose decision was appealed; empty where none was.
    public var appealFrom = ""
    public var status: DecisionStatus?
    /// Persons who stood before the court.
    public var defendants = Count.notReported
    /// Persons of them who were convicted of a charge at least.
    public var convicted = Count.notReported
    /// Persons of them who were acquitted of every charge.
    public var acquitted = Count.notReported
    public var charges: [Charge] = []
    public var notes = Notes()

    public init() {}
}

/// What was charged and what came of it. Who is convicted of two charges is one person: charges are never added up.
public struct Charge: Hashable, Sendable {
    /// The identifier of the provision; empty where none is recorded.
    public var provision = ""
    /// The provision as published, where none is recorded.
    public var provisionText = ""
    /// The article of the Protocol that it comes to.
    public var conduct: Conduct?
    public var verdict: Verdict?
    /// Months: of several persons or sentences, from the shortest to the longest.
    public var imprisonment = Count.notReported
    public var fine: Money?
    public var confiscation: Money?
    /// What was confiscated beside money, as published.
    public var confiscated = ""

    public init() {}
}

/// An amount of money.
public struct Money: Hashable, Sendable {
    /// Whole units of `currency`.
    public var amount: Count
    /// ISO 4217.
    public var currency: String

    public init(amount: Count, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// Reads `15000:EUR`.
    ///
    /// - Throws: ``ValidationError`` with code `notACurrency` where none is named, and as ``Count/init(_:unit:)`` does.
    public init(_ text: String) throws(ValidationError) {
        guard let colon = text.lastIndex(of: ":") else {
            throw ValidationError(
                code: .notACurrency, given: text, problem: "names no currency",
                allowed: "amount:currency, for example 15000:EUR")
        }
        amount = try Count(String(text[..<colon]))
        currency = String(text[text.index(after: colon)...])
    }

    /// What `init(_:)` reads.
    public var notation: String { "\(amount.notation):\(currency)" }
}
