/// What a study or an observatory states of a population; never part of a sum of records.
///
/// The Global Study, the Observatory and the Counter-Trafficking Data Collaborative (guide, paragraphs 12 to 27) publish
/// such: shares and numbers of those whom they asked or assisted.
public struct Indicator: Hashable, Sendable {
    public var period: Period?
    public var publisher = ""
    /// As published.
    public var measure = ""
    /// Of whom: those assisted, those who answered a survey.
    public var population = ""
    /// As published.
    public var geography = ""
    /// The region or the named group of regions that `geography` is, where it is one.
    public var region: Region?
    /// With its unit and qualifier.
    public var value = Count.notReported
    /// How it was found: by a survey, a model, from the files of authorities.
    public var method = ""
    /// The day to which it refers.
    public var asAt: Day?
    public var citation = ""
    public var notes = Notes()

    public init() {}
}

/// Something that was done about migrant smuggling, and for those who were smuggled (guide, paragraphs 31 to 34, 60 to 69,
/// 72 and 73).
public struct Activity: Hashable, Sendable {
    public var occurred: Period?
    public var place = Place()
    public var type: ActivityType?
    public var title = ""
    /// Who did it, or asked for it: bodies, never persons.
    public var bodies: [String] = []
    /// For whom, or of whom it was asked: bodies, never persons.
    public var addressees: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countries: [String] = []
    /// Persons whom it reached.
    public var persons = Count.notReported
    /// What else was counted, with its unit.
    public var quantity = Count.notReported
    public var status: ActivityStatus?
    /// As published.
    public var outcome = ""
    /// The identifier of the incident; empty where it is about none.
    public var incident = ""
    /// The identifier of the operation; empty where it is about none.
    public var operation = ""
    /// The identifier of the case; empty where it is about none.
    public var caseID = ""
    public var notes = Notes()

    public init() {}
}
