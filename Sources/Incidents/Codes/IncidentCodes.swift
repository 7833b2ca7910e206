/// What kind of incident it was.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum IncidentKind: Int32, CaseIterable, Sendable {
    case deathInTransit = 1
    case interception = 2
    case smugglingVenture = 3
    case crimeAgainstMigrants = 4
    case other = 5

    public var code: String {
        switch self {
        case .deathInTransit: "death-in-transit"
        case .interception: "interception"
        case .smugglingVenture: "smuggling-venture"
        case .crimeAgainstMigrants: "crime-against-migrants"
        case .other: "other"
        }
    }
}

/// Mode of transport.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum TransportMode: Int32, CaseIterable, Sendable {
    case land = 1
    case sea = 2
    case air = 3
    case mixed = 4
    case unknown = 5

    public var code: String {
        switch self {
        case .land: "land"
        case .sea: "sea"
        case .air: "air"
        case .mixed: "mixed"
        case .unknown: "unknown"
        }
    }
}

/// What a fee was asked for.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum FeeBasis: Int32, CaseIterable, Sendable {
    case person = 1
    case family = 2
    case group = 3
    case journey = 4

    public var code: String {
        switch self {
        case .person: "person"
        case .family: "family"
        case .group: "group"
        case .journey: "journey"
        }
    }
}

/// Class of the cause of death.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum CauseClass: Int32, CaseIterable, Sendable {
    case drowning = 1
    case vehicleOrHazardousTransport = 2
    case harshConditions = 3
    case sicknessOrLackOfCare = 4
    case violence = 5
    case accident = 6
    case mixedOrUnknown = 7
    case other = 8

    public var code: String {
        switch self {
        case .drowning: "drowning"
        case .vehicleOrHazardousTransport: "vehicle-or-hazardous-transport"
        case .harshConditions: "harsh-conditions"
        case .sicknessOrLackOfCare: "sickness-or-lack-of-care"
        case .violence: "violence"
        case .accident: "accident"
        case .mixedOrUnknown: "mixed-or-unknown"
        case .other: "other"
        }
    }
}
