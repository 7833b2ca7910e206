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
