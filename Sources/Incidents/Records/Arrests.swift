/// Arrests made at one incident or in one operation, of persons in one role.
public struct Arrests: Hashable, Sendable {
    public var occurred: Period?
    public var place = Place()
    /// The identifier of the incident; empty where none is recorded.
    public var incident = ""
    /// The identifier of the operation; empty where there was none.
    public var operation = ""
    /// Persons.
    public var count = Count.notReported
    public var role: OffenderRole?
    /// ISO 3166-1 alpha-2.
    public var nationalities: [String] = []
    public var phase: OperationPhase?
    public var offences: [Conduct] = []
    public var aggravations: [Aggravation] = []
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    public var stage: ArrestStage?
    public var notes = Notes()

    public init() {}
}
