public import Incidents

/// A column of what is found: what is stored of every record beside its state in the log, and what an answer can show.
///
/// In the order in which columns are stored and shown.
public enum FindField: Int, CaseIterable, Sendable {
    case id, date, year, month, firstDay, lastDay
    case title, place, country, regions, latitude, longitude, route
    case incidentKind, mode, people, fee
    case dead, missing, survivors, females, males, children, statedTotal, cause, causeClass
    case count, unit, role, phase, offences, jurisdiction, stage
    case origin, originText, transit, destination, conduct, crimes, perpetrators, corruption, profiles
    case incident, operation, caseID
    case court, appealFrom, status, outcome, migrants, defendants, convicted, acquitted, charges
    case law, number, inForceFrom, inForceTo, articles, benefit
    case population, method, activityType
    case leadBodies, countries, purpose, results
    case publisher, subject, measure, measureCode, geography, publishedOn, asAt, citation, paragraph
    case prefix, succeeds, scope
    case sourceQuality, sources, externalIDs, flags, note, disputed, dataset, succeededBy
    case event, version, eventType, knownAt, recordedAt, actor, reason, importID
    case distance

    /// By which people ask for it, and the store's column is called: `first_day`.
    public var name: String { Self.names[rawValue] }

    private static let names = allCases.map { field in
        switch field {
        case .externalIDs: "external_ids"
        case .importID: "import"
        case .caseID: "case_id"
        case .distance: "distance_km"
        default:
            "\(field)".reduce(into: "") { name, letter in
                name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
            }
        }
    }

    static let total = allCases.count

    /// How its values are stored and written.
    public enum Form: Sendable {
        case text, integer, real
        /// Stored as days since 1970-01-01.
        case day
        /// Stored as microseconds since 1970-01-01T00:00:00Z.
        case instant
        /// Three columns: as it is printed, and its lowest and highest value as numbers, the last empty where it is
        /// unbounded.
        case count
    }

    public var form: Form {
        switch self {
        case .year, .month, .sourceQuality, .event, .version: .integer
        case .latitude, .longitude, .distance: .real
        case .firstDay, .lastDay, .publishedOn, .asAt, .knownAt, .inForceFrom, .inForceTo: .day
        case .recordedAt: .instant
        case .dead, .missing, .survivors, .females, .males, .children, .statedTotal, .count, .migrants, .defendants,
            .convicted, .acquitted:
            .count
        default: .text
        }
    }

    /// It is made when a question is answered, and not stored.
    var isMade: Bool { self == .distance || self == .succeededBy }

    /// Nil: every kind has it.
    private var kinds: Set<RecordKind>? {
        switch self {
        case .date, .year, .month, .firstDay, .lastDay:
            [
                .incident, .deaths, .arrests, .operation, .publishedFigure, .courtCase, .proceeding, .law, .indicator,
                .activity,
            ]
        case .place, .regions, .country, .latitude, .longitude, .distance:
            [.incident, .deaths, .arrests, .operation, .activity]
        case .route: [.incident, .deaths]
        case .origin: [.incident, .deaths, .courtCase]
        case .incidentKind, .fee, .crimes, .perpetrators, .corruption: [.incident]
        case .mode, .transit, .destination, .conduct: [.incident, .courtCase]
        case .people: [.incident, .arrests, .courtCase]
        // Of an incident the sums of its deaths records.
        case .dead, .missing: [.deaths, .incident]
        case .survivors, .females, .males, .children, .statedTotal, .cause, .causeClass, .originText, .sourceQuality:
            [.deaths]
        case .incident: [.deaths, .arrests, .activity]
        case .operation: [.incident, .arrests, .publishedFigure, .activity]
        case .caseID: [.proceeding, .activity]
        case .count: [.arrests, .publishedFigure, .indicator, .activity]
        case .role, .phase, .offences, .profiles: [.arrests]
        case .jurisdiction: [.arrests, .courtCase, .proceeding, .law, .provision]
        case .stage: [.arrests, .proceeding]
        case .court, .appealFrom, .convicted, .acquitted, .charges: [.proceeding]
        case .defendants: [.courtCase, .proceeding]
        case .migrants: [.courtCase]
        case .outcome: [.courtCase, .activity]
        case .status: [.proceeding, .activity]
        case .law, .articles: [.provision]
        case .number, .inForceFrom, .inForceTo: [.law, .provision]
        case .benefit: [.courtCase, .provision]
        case .population, .method: [.indicator]
        case .activityType: [.activity]
        case .leadBodies: [.operation, .activity]
        case .countries: [.operation, .courtCase, .activity]
        case .purpose, .results: [.operation]
        case .subject, .measureCode, .publishedOn, .paragraph: [.publishedFigure]
        case .measure, .unit, .geography, .citation: [.publishedFigure, .indicator]
        case .asAt: [.publishedFigure, .import, .indicator]
        case .publisher: [.publishedFigure, .import, .dataset, .indicator]
        case .title: [.operation, .import, .dataset, .courtCase, .law, .provision, .activity]
        case .prefix, .succeeds: [.dataset]
        case .scope: [.import]
        default: nil
        }
    }

    /// Whether records of a kind have it.
    public func belongs(to kind: RecordKind) -> Bool { kinds?.contains(kind) ?? true }

    /// The columns of a kind of record, in the order in which they are shown.
    public static func all(of kind: RecordKind) -> [FindField] { allCases.filter { $0.belongs(to: kind) } }

    /// What is shown where nobody asks for other columns.
    public static func usual(of kind: RecordKind) -> [FindField] {
        switch kind {
        case .incident: [.id, .date, .place, .regions, .dead, .missing, .incidentKind, .route, .operation, .dataset]
        case .deaths: [.id, .date, .place, .regions, .dead, .missing, .survivors, .cause, .incident, .dataset]
        case .arrests:
            [.id, .date, .place, .country, .count, .role, .people, .incident, .operation, .dataset]
        case .operation: [.id, .title, .date, .place, .leadBodies, .countries]
        case .publishedFigure: [.id, .publisher, .subject, .measure, .count, .geography, .date, .asAt]
        case .courtCase: [.id, .title, .jurisdiction, .date, .conduct, .defendants, .outcome, .dataset]
        case .proceeding: [.id, .caseID, .stage, .court, .date, .defendants, .convicted, .acquitted, .status]
        case .law: [.id, .title, .number, .jurisdiction, .date, .inForceFrom, .inForceTo]
        case .provision: [.id, .law, .number, .title, .jurisdiction, .articles, .benefit]
        case .indicator: [.id, .publisher, .measure, .population, .geography, .date, .count, .unit]
        case .activity: [.id, .activityType, .title, .date, .leadBodies, .countries, .count, .status]
        case .import: [.id, .title, .publisher, .asAt, .scope, .recordedAt]
        default: [.id, .title, .publisher, .prefix, .succeeds]
        }
    }

    /// The kinds of records that can be found.
    public static let kinds: [RecordKind] = [
        .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .law, .provision, .publishedFigure,
        .indicator,
        .activity, .import, .dataset,
    ]
}

extension FindField.Form {
    /// Aligned to the right in tables, and a number in JSON where it is one.
    public var isNumber: Bool {
        switch self {
        case .integer, .real, .count: true
        case .text, .day, .instant: false
        }
    }
}
