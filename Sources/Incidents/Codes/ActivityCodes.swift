/// What was done.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ActivityType: Int32, CaseIterable, Sendable {
    /// Guide, paragraphs 31 to 34, as are the next three.
    case training = 1
    case assistance = 2
    case campaign = 3
    case recommendation = 4
    /// Paragraphs 60 to 69, as is the next one.
    case protection = 5
    case identification = 6
    /// Paragraphs 72 and 73: from police to police, mutual legal assistance, through central authorities.
    case cooperationRequest = 7

    public var code: String {
        switch self {
        case .training: "training"
        case .assistance: "assistance"
        case .campaign: "campaign"
        case .recommendation: "recommendation"
        case .protection: "protection"
        case .identification: "identification"
        case .cooperationRequest: "cooperation-request"
        }
    }
}

/// How far an activity has come.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ActivityStatus: Int32, CaseIterable, Sendable {
    case planned = 1
    case underWay = 2
    case completed = 3
    case refused = 4
    case abandoned = 5
    case unknown = 6

    public var code: String {
        switch self {
        case .planned: "planned"
        case .underWay: "under-way"
        case .completed: "completed"
        case .refused: "refused"
        case .abandoned: "abandoned"
        case .unknown: "unknown"
        }
    }
}

/// Who harmed or exploited the migrants (guide, paragraph 21).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Perpetrator: Int32, CaseIterable, Sendable {
    case smugglers = 1
    case gangs = 2
    case traffickers = 3
    case otherMigrants = 4
    case corruptOfficials = 5
    case other = 6
    case unknown = 7

    public var code: String {
        switch self {
        case .smugglers: "smugglers"
        case .gangs: "gangs"
        case .traffickers: "traffickers"
        case .otherMigrants: "other-migrants"
        case .corruptOfficials: "corrupt-officials"
        case .other: "other"
        case .unknown: "unknown"
        }
    }
}

/// Where corruption made the smuggling possible (guide, paragraphs 57 and 82).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum EnablingCorruption: Int32, CaseIterable, Sendable {
    case border = 1
    case consular = 2
    case migrationAuthority = 3
    case police = 4
    /// An airline, a shipping line, a bus company.
    case carrier = 5
    case other = 6

    public var code: String {
        switch self {
        case .border: "border"
        case .consular: "consular"
        case .migrationAuthority: "migration-authority"
        case .police: "police"
        case .carrier: "carrier"
        case .other: "other"
        }
    }
}

/// What is known of those who smuggle (guide, paragraph 18).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum SmugglerProfile: Int32, CaseIterable, Sendable {
    /// With the people whom they smuggle.
    case sharedNationality = 1
    /// With the people whom they smuggle.
    case sharedEthnicity = 2
    case formerlySmuggled = 3
    case sophisticatedNetwork = 4
    case looseGroup = 5

    public var code: String {
        switch self {
        case .sharedNationality: "shared-nationality"
        case .sharedEthnicity: "shared-ethnicity"
        case .formerlySmuggled: "formerly-smuggled"
        case .sophisticatedNetwork: "sophisticated-network"
        case .looseGroup: "loose-group"
        }
    }
}
