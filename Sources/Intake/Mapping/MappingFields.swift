import Incidents

/// What a mapping may say of each field of each kind of record.
enum MappingFields {
    /// How a field is read.
    struct Rule: Sendable {
        var readers: [Mapping.Reader]
        /// The codes that it takes; empty: any text.
        var codes: [String] = []
    }

    static let kinds: [RecordKind] = [.incident, .deaths, .arrests, .operation]

    static func rules(of kind: RecordKind) -> [String: Rule] {
        switch kind {
        case .incident: common.merging(place) { $1 }.merging(incident) { $1 }
        case .deaths: common.merging(place) { $1 }.merging(deaths) { $1 }
        case .arrests: common.merging(place) { $1 }.merging(arrests) { $1 }
        case .operation: common.merging(place) { $1 }.merging(operation) { $1 }
        case .publishedFigure, .import, .dataset, .importCells: [:]
        }
    }

    private static let text = Rule(readers: [.text, .constant])
    private static let count = Rule(readers: [.count])
    private static let countries = Rule(readers: [.country, .constant])

    private static func code<C: Coded>(_ type: C.Type) -> Rule {
        Rule(readers: [.code, .constant], codes: C.allCases.map(\.code))
    }

    private static let common: [String: Rule] = [
        "occurred": Rule(readers: [.date]), "sources": Rule(readers: [.sources]), "note": text,
    ]

    private static let place: [String: Rule] = [
        "place.description": text, "place.point": Rule(readers: [.point]), "place.country": countries,
        "place.region": Rule(readers: [.region]),
    ]

    private static let incident: [String: Rule] = [
        "kind": code(IncidentKind.self), "route": text, "mode": code(TransportMode.self),
        "countriesOfOrigin": countries,
        "countriesOfTransit": countries, "countriesOfDestination": countries, "conduct": code(Conduct.self),
        "aggravations": code(Aggravation.self), "benefit": code(Benefit.self),
        "documentFraud": code(DocumentFraud.self),
        "crimes": code(CrimeAgainstMigrants.self), "operation": text,
    ]

    private static let deaths: [String: Rule] = [
        "dead": count, "missing": count, "survivors": count, "females": count, "males": count, "children": count,
        "statedTotal": count, "causeClass": code(CauseClass.self), "cause": text, "route": text, "regionOfOrigin": text,
        "countryOfOrigin": text, "countriesOfOrigin": countries, "sourceQuality": Rule(readers: [.number, .constant]),
    ]

    private static let arrests: [String: Rule] = [
        "count": count, "role": code(OffenderRole.self), "nationalities": countries, "phase": code(OperationPhase.self),
        "offences": code(Conduct.self), "aggravations": code(Aggravation.self), "jurisdiction": countries,
        "stage": code(ArrestStage.self), "operation": text,
    ]

    private static let operation: [String: Rule] = [
        "name": text, "leadBodies": text, "countries": countries, "countriesStated": count, "purpose": text,
    ]
}

extension Mapping.Reader {
    /// Names of columns beside its own, which the reader's name gives.
    var furtherColumns: [String] {
        switch self {
        case .count: ["low", "high"]
        case .date: ["end", "year", "month", "precision"]
        case .point: ["latitude", "longitude"]
        case .sources: ["addresses"]
        case .text, .country, .region, .code, .number, .constant: []
        }
    }

    /// Its options, and what each may be; an empty list: any text.
    var options: [String: [String]] {
        switch self {
        case .count: ["thousands": [",", ".", " ", "'", "none"], "decimal": [",", "."]]
        case .date: ["order": ["ymd", "dmy", "mdy", "auto"]]
        case .country: ["separator": []]
        case .region: ["scheme": RegionCatalog.schemes.map(\.name)]
        case .point: ["order": ["lat-lon", "lon-lat", "by-region"], "decimal": [",", "."]]
        case .code: ["else": ["keep", "refuse"]]
        case .text, .number, .sources, .constant: [:]
        }
    }

    /// Whether it can do with its further columns alone.
    var needsOwnColumn: Bool {
        switch self {
        case .count, .point, .date: false
        case .text, .country, .region, .code, .number, .sources, .constant: true
        }
    }
}
