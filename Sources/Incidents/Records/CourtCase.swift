/// A case of migrant smuggling before courts (guide, paragraph 35), as a publisher of cases has it.
///
/// Who was smuggled and who is charged are counted, and never named. What courts decided is in ``Proceeding``.
public struct CourtCase: Hashable, Sendable {
    /// When it was opened.
    public var opened: Period?
    /// As published.
    public var title = ""
    /// Whose courts: ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    /// ISO 3166-1 alpha-2.
    public var countriesOfOrigin: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countriesOfTransit: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countriesOfDestination: [String] = []
    /// Those that took another part, for example in the investigation: ISO 3166-1 alpha-2.
    public var countriesInvolved: [String] = []
    public var conduct: [Conduct] = []
    public var aggravations: [Aggravation] = []
    public var mode: TransportMode?
    public var organizedGroup: CaseElement?
    public var transnational: CaseElement?
    public var benefit: Benefit?
    public var outcome: CaseOutcome?
    /// Persons, of all groups and of none.
    public var migrantCount = Count.notReported
    /// Those of whom more is known. Nobody is in two of the groups.
    public var migrants: [PeopleGroup] = []
    /// Persons charged, of all groups and of none.
    public var defendantCount = Count.notReported
    /// Those of whom more is known. Nobody is in two of the groups.
    public var defendants: [DefendantGroup] = []
    /// Identifiers of the incidents that it is about.
    public var incidents: [String] = []
    /// Identifiers of the operations that it came of.
    public var operations: [String] = []
    /// Identifiers of the arrests records of its defendants.
    public var arrests: [String] = []
    public var notes = Notes()

    public init() {}
}

/// Some of those charged in a case, by who they are and what they are said to have been.
///
/// Nobody is a defendant for having been smuggled (Protocol, article 5): there is no such role.
public struct DefendantGroup: Hashable, Sendable {
    public var people: PeopleGroup
    public var role: OffenderRole?

    public init(people: PeopleGroup, role: OffenderRole? = nil) {
        self.people = people
        self.role = role
    }

    /// Reads `3:male:adult:EG@transporter`: the group as ``PeopleGroup/init(_:)`` does, and its role where it is known.
    ///
    /// - Throws: ``ValidationError`` as that does, and with code `unknownCode` for a role.
    public init(_ text: String) throws(ValidationError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        people = parts[0].isEmpty ? PeopleGroup(count: .notReported) : try PeopleGroup(parts[0])
        role = parts.count > 1 ? try OffenderRole(code: parts[1]) : nil
    }

    /// Who it is, without how many: `male:adult:EG@transporter`.
    public var name: String { people.name + suffix }

    /// The shortest form that `init(_:)` reads.
    public var notation: String { people.notation + suffix }

    private var suffix: String { role.map { "@\($0.code)" } ?? "" }
}
