import Incidents

/// What a mapping may say of each field of each kind of record.
enum MappingFields {
    /// How a field is read.
    struct Rule: Sendable {
        var readers: [Mapping.Reader]
        /// The codes that it takes, with what the wire form holds; empty: any text.
        var codes: [(code: String, raw: Int32)] = []
        /// Several values are one after the other: it may be read by several readers.
        var isList = false
        /// Of a number.
        var range: ClosedRange<Int32> = 0...Int32.max
    }

    static let kinds: [RecordKind] = [
        .incident, .deaths, .arrests, .operation, .publishedFigure, .courtCase, .proceeding, .law, .provision,
        .indicator,
        .activity,
    ]

    static func rules(of kind: RecordKind) -> [String: Rule] {
        switch kind {
        case .incident: common.merging(place) { $1 }.merging(incident) { $1 }
        case .deaths: common.merging(place) { $1 }.merging(deaths) { $1 }
        case .arrests: common.merging(place) { $1 }.merging(arrests) { $1 }
        case .operation: common.merging(place) { $1 }.merging(operation) { $1 }
        case .publishedFigure: figure
        case .courtCase, .proceeding, .law, .provision: legal(kind)
        case .indicator: indicator
        case .activity: common.merging(place) { $1 }.merging(activity) { $1 }
        case .import, .dataset, .importCells, .link, .settlement: [:]
        }
    }

    /// The fields without which no ledger takes a record.
    static func needed(of kind: RecordKind) -> [String] {
        switch kind {
        case .incident: ["kind"]
        case .operation: ["name"]
        case .publishedFigure: ["publisher", "measure", "count", "unit"]
        case .courtCase: ["jurisdiction"]
        case .proceeding: ["case", "jurisdiction", "stage"]
        case .law: ["jurisdiction"]
        case .provision: ["law", "jurisdiction", "number"]
        case .indicator: ["publisher", "measure", "value", "unit"]
        case .activity: ["type"]
        case .deaths, .arrests, .import, .dataset, .importCells, .link, .settlement: []
        }
    }

    static let text = Rule(readers: [.text, .constant])
    static let link = Rule(readers: [.link, .text, .constant])
    static let count = Rule(readers: [.count])
    static let date = Rule(readers: [.date])
    static let country = Rule(readers: [.country, .constant])
    static let countries = Rule(readers: [.country, .constant], isList: true)

    static func code<C: Coded>(_ type: C.Type, isList: Bool = false) -> Rule {
        Rule(readers: [.code, .constant], codes: C.allCases.map { ($0.code, $0.rawValue) }, isList: isList)
    }

    private static let common: [String: Rule] = [
        "occurred": date, "sources": Rule(readers: [.sources], isList: true), "note": text,
    ]

    private static let place: [String: Rule] = [
        "place.description": text, "place.point": Rule(readers: [.point]), "place.country": country,
        "place.region": Rule(readers: [.region], isList: true),
    ]

    private static let incident: [String: Rule] = [
        "kind": code(IncidentKind.self), "route": text, "mode": code(TransportMode.self),
        "countriesOfOrigin": countries, "countriesOfTransit": countries, "countriesOfDestination": countries,
        "conduct": code(Conduct.self, isList: true), "aggravations": code(Aggravation.self, isList: true),
        "benefit": code(Benefit.self), "documentFraud": code(DocumentFraud.self, isList: true),
        "crimes": code(CrimeAgainstMigrants.self, isList: true), "operation": link,
        "perpetrators": code(Perpetrator.self, isList: true), "corruption": code(EnablingCorruption.self, isList: true),
    ]

    private static let deaths: [String: Rule] = [
        "incident": link, "dead": count, "missing": count, "survivors": count, "females": count, "males": count,
        "children": count, "statedTotal": count, "causeClass": code(CauseClass.self), "cause": text, "route": text,
        "regionOfOrigin": text, "countryOfOrigin": text, "countriesOfOrigin": countries,
        "sourceQuality": Rule(readers: [.number, .code, .constant], codes: qualities, range: 1...5),
    ]

    private static let qualities: [(code: String, raw: Int32)] = (1...5).map { ("\($0)", $0) }

    private static let arrests: [String: Rule] = [
        "incident": link, "operation": link, "count": count, "role": code(OffenderRole.self),
        "people": countries, "phase": code(OperationPhase.self), "offences": code(Conduct.self, isList: true),
        "aggravations": code(Aggravation.self, isList: true), "jurisdiction": country, "stage": code(ArrestStage.self),
        "profiles": code(SmugglerProfile.self, isList: true),
    ]

    private static let operation: [String: Rule] = [
        "name": text, "leadBodies": text, "countries": countries, "countriesStated": count, "purpose": text,
    ]

    private static let figure: [String: Rule] = [
        "publisher": text, "subject": text, "measure": text, "measureCode": text, "count": count, "unit": text,
        "geography": text, "region": Rule(readers: [.region]), "period": date, "publishedOn": date, "asAt": date,
        "citation": text, "paragraph": text, "operation": link, "dataset": text,
        "sources": Rule(readers: [.sources], isList: true), "note": text,
    ]
}

extension Mapping.Reader {
    /// Names of columns beside its own, which the reader's name gives.
    var furtherColumns: [String] {
        switch self {
        case .count: ["low", "high"]
        case .date: ["end", "year", "month", "precision", "cumulative"]
        case .point: ["latitude", "longitude"]
        case .sources: ["addresses"]
        case .text, .country, .region, .code, .number, .link, .constant: []
        }
    }

    /// Its options, and what each may be; an empty list: any text.
    var options: [String: [String]] {
        switch self {
        case .count: ["thousands": [",", ".", " ", "'", "none"], "decimal": [",", "."]]
        case .date: ["order": DateOrder.names, "basis": DateBasis.allCases.map(\.code), "begins": []]
        case .country: ["separator": [], "else": ["keep", "ignore"]]
        case .region: ["scheme": RegionCatalog.schemes.map(\.name)]
        case .point: ["order": PointOrder.allCases.map(\.rawValue), "decimal": [",", "."]]
        case .code: ["else": [], "separator": [], "drop": [], "mixed": []]
        case .number: ["several": ["highest", "lowest"]]
        case .link: ["prefix": []]
        case .text, .sources, .constant: [:]
        }
    }

    /// Those of which several may be given, in a list.
    static let lists: Set<String> = ["scheme", "drop"]

    /// Whether it takes a table of words.
    var takesTable: Bool { self == .code || self == .date }

    /// Whether it can do with its further columns alone.
    var needsOwnColumn: Bool {
        switch self {
        case .count, .point, .date, .sources: false
        case .text, .country, .region, .code, .number, .link, .constant: true
        }
    }
}
