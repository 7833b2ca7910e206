/// An incident of migrant smuggling, or one in which migrants came to harm.
public struct Incident: Hashable, Sendable {
    public var kind: IncidentKind?
    public var occurred: Period?
    public var place = Place()
    /// The migration route, as published.
    public var route = ""
    public var mode: TransportMode?
    /// ISO 3166-1 alpha-2.
    public var countriesOfOrigin: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countriesOfTransit: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countriesOfDestination: [String] = []
    /// A group that tells nobody apart is the total of all people involved, of whom the others are parts; where there is none,
    /// they are all that is known. Nobody is in two groups that are told apart.
    public var people: [PeopleGroup] = []
    public var fee: Fee?
    public var documentFraud: [DocumentFraud] = []
    public var conduct: [Conduct] = []
    public var aggravations: [Aggravation] = []
    public var benefit: Benefit?
    public var exemptions: [Exemption] = []
    public var crimes: [CrimeAgainstMigrants] = []
    /// Who harmed or exploited the migrants.
    public var perpetrators: [Perpetrator] = []
    /// Where corruption made it possible.
    public var corruption: [EnablingCorruption] = []
    /// The identifier of the operation that found it; empty where none did.
    public var operation = ""
    public var notes = Notes()

    public init() {}
}

/// The toll of one incident, or of one part of it. Its counts are of persons.
public struct Deaths: Hashable, Sendable {
    public var occurred: Period?
    public var place = Place()
    /// The identifier of its incident; empty where none is recorded.
    public var incident = ""
    public var dead = Count.notReported
    public var missing = Count.notReported
    public var survivors = Count.notReported
    /// Of the dead and missing.
    public var females = Count.notReported
    /// Of the dead and missing.
    public var males = Count.notReported
    /// Of the dead and missing.
    public var children = Count.notReported
    /// Only where the source states a total that is not dead plus missing.
    public var statedTotal = Count.notReported
    public var causeClass: CauseClass?
    /// As published.
    public var cause = ""
    /// The migration route, as published.
    public var route = ""
    /// As published.
    public var regionOfOrigin = ""
    /// As published.
    public var countryOfOrigin = ""
    /// ISO 3166-1 alpha-2, where `countryOfOrigin` names countries.
    public var countriesOfOrigin: [String] = []
    /// The best of the sources' qualities, 1 to 5; nil where not stated.
    public var sourceQuality: Int32?
    public var notes = Notes()

    public init() {}
}

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
    /// Those of them of whom more is known. Nobody is in two of the groups; a group whose count is not reported says that
    /// there was somebody of it.
    public var people: [PeopleGroup] = []
    public var phase: OperationPhase?
    public var offences: [Conduct] = []
    public var aggravations: [Aggravation] = []
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    public var stage: ArrestStage?
    /// What is known of them as smugglers.
    public var profiles: [SmugglerProfile] = []
    public var notes = Notes()

    public init() {}
}

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

/// A figure that somebody printed, to be held against the records; never part of a sum of records.
public struct PublishedFigure: Hashable, Sendable {
    public var publisher = ""
    public var subject = ""
    /// As published.
    public var measure = ""
    /// What of the ledger answers it: `dead`, `missing`, `dead-and-missing`, `arrests`, `checks` …; empty: nothing does.
    public var measureCode = ""
    /// With its unit and qualifier.
    public var count = Count.notReported
    /// As published.
    public var geography = ""
    /// The region or the named group of regions that `geography` is, where it is one; nil with an empty
    /// `geography` means the world.
    public var region: Region?
    /// Nil where none is stated.
    public var period: Period?
    /// As published, where it cannot be read as a period.
    public var periodText = ""
    public var publishedOn: Day?
    /// The day to which it refers.
    public var asAt: Day?
    /// As published, where it cannot be read as a day.
    public var asAtText = ""
    public var citation = ""
    public var paragraph = ""
    /// The identifier of the operation that it is about; empty where it is about none.
    public var operation = ""
    /// The identifier of the dataset that it is a sum of; empty: those of its own publisher.
    public var dataset = ""
    public var notes = Notes()

    public init() {}
}
