/// A law-enforcement operation, with the results that each publisher states, since publishers differ.
public struct Operation: Hashable, Sendable {
    public var name = ""
    public var leadBodies: [String] = []
    public var occurred: Period?
    public var place = Place()
    public var phases: [OperationPhasePeriod] = []
    /// ISO 3166-1 alpha-2, those that are named.
    public var countries: [String] = []
    /// The number of countries as stated, where not all are named.
    public var countriesStated = Count.notReported
    public var purpose = ""
    public var results: [OperationResult] = []
    public var notes = Notes()

    public init() {}
}

/// When a phase of an operation took place.
public struct OperationPhasePeriod: Hashable, Sendable {
    public var phase: OperationPhase
    public var period: Period?
    public var description: String

    public init(phase: OperationPhase, period: Period? = nil, description: String = "") {
        self.phase = phase
        self.period = period
        self.description = description
    }
}

/// What one publisher states as a result of an operation. Never summed with records.
public struct OperationResult: Hashable, Sendable {
    public var publisher: String
    /// For example `checks`, `arrests`, `migrants-identified`, `nationalities`, `assets`.
    public var measure: String
    public var count: Count
    public var phase: OperationPhase?
    public var locator: String
    public var asAt: Day?
    public var note: String

    public init(
        publisher: String, measure: String, count: Count, phase: OperationPhase? = nil, locator: String = "",
        asAt: Day? = nil, note: String = ""
    ) {
        self.publisher = publisher
        self.measure = measure
        self.count = count
        self.phase = phase
        self.locator = locator
        self.asAt = asAt
        self.note = note
    }
}
