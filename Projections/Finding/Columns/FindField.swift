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
    case origin, originText, transit, destination, conduct, crimes
    case incident, operation
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
        case .firstDay, .lastDay, .publishedOn, .asAt, .knownAt: .day
        case .recordedAt: .instant
        case .dead, .missing, .survivors, .females, .males, .children, .statedTotal, .count: .count
        default: .text
        }
    }

    /// It is made when a question is answered, and not stored.
    var isMade: Bool { self == .distance || self == .succeededBy }

    /// Nil: every kind has it.
    private var kinds: Set<RecordKind>? {
        switch self {
        case .date, .year, .month, .firstDay, .lastDay:
            [.incident, .deaths, .arrests, .operation, .publishedFigure]
        case .place, .regions, .country, .latitude, .longitude, .distance:
            [.incident, .deaths, .arrests, .operation]
        case .route, .origin: [.incident, .deaths]
        case .incidentKind, .mode, .fee, .transit, .destination, .conduct, .crimes: [.incident]
        case .people: [.incident, .arrests]
        // Of an incident the sums of its deaths records.
        case .dead, .missing: [.deaths, .incident]
        case .survivors, .females, .males, .children, .statedTotal, .cause, .causeClass, .originText, .sourceQuality:
            [.deaths]
        case .incident: [.deaths, .arrests]
        case .operation: [.incident, .arrests, .publishedFigure]
        case .count: [.arrests, .publishedFigure]
        case .role, .phase, .offences, .jurisdiction, .stage: [.arrests]
        case .leadBodies, .countries, .purpose, .results: [.operation]
        case .subject, .measure, .measureCode, .unit, .geography, .publishedOn, .citation, .paragraph:
            [.publishedFigure]
        case .asAt: [.publishedFigure, .import]
        case .publisher: [.publishedFigure, .import, .dataset]
        case .title: [.operation, .import, .dataset]
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
        case .import: [.id, .title, .publisher, .asAt, .scope, .recordedAt]
        default: [.id, .title, .publisher, .prefix, .succeeds]
        }
    }

    /// The kinds of records that can be found.
    public static let kinds: [RecordKind] = [
        .incident, .deaths, .arrests, .operation, .publishedFigure, .import, .dataset,
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
