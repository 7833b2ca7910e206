/// Some of the people involved in an incident, by sex, age group and nationality.
public struct PeopleGroup: Hashable, Sendable {
    /// Persons.
    public var count: Count
    public var sex: Sex?
    public var ageGroup: AgeGroup?
    /// ISO 3166-1 alpha-2; empty where not stated.
    public var nationality: String

    public init(count: Count, sex: Sex? = nil, ageGroup: AgeGroup? = nil, nationality: String = "") {
        self.count = count
        self.sex = sex
        self.ageGroup = ageGroup
        self.nationality = nationality
    }
}

/// What was paid or asked for.
public struct Fee: Hashable, Sendable {
    /// Whole units of `currency`.
    public var amount: Count
    /// ISO 4217.
    public var currency: String
    public var basis: FeeBasis?

    public init(amount: Count, currency: String, basis: FeeBasis? = nil) {
        self.amount = amount
        self.currency = currency
        self.basis = basis
    }
}

/// A ground on which help was said to be excluded from prosecution (guide, paragraphs 51 to 54), and what was decided.
public struct Exemption: Hashable, Sendable {
    public var ground: ExemptionGround
    public var outcome: ExemptionOutcome?

    public init(ground: ExemptionGround, outcome: ExemptionOutcome? = nil) {
        self.ground = ground
        self.outcome = outcome
    }
}
