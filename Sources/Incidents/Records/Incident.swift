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
    public var people: [PeopleGroup] = []
    public var fee: Fee?
    public var documentFraud: [DocumentFraud] = []
    public var conduct: [Conduct] = []
    public var aggravations: [Aggravation] = []
    public var benefit: Benefit?
    public var exemptions: [Exemption] = []
    public var crimes: [CrimeAgainstMigrants] = []
    /// The identifier of the operation that found it; empty where none did.
    public var operation = ""
    public var notes = Notes()

    public init() {}
}
