/// The whole state of one record, of any kind.
public enum Record: Hashable, Sendable {
    case incident(Incident)
    case deaths(Deaths)
    case arrests(Arrests)
    case operation(Operation)
    case publishedFigure(PublishedFigure)
    case `import`(Import)
    case dataset(Dataset)
    case importCells(ImportCells)
    case link(Link)
    case settlement(Settlement)
    case courtCase(CourtCase)
    case proceeding(Proceeding)
    case law(Law)
    case provision(Provision)
    case indicator(Indicator)
    case activity(Activity)

    public var kind: RecordKind {
        switch self {
        case .incident: .incident
        case .deaths: .deaths
        case .arrests: .arrests
        case .operation: .operation
        case .publishedFigure: .publishedFigure
        case .import: .import
        case .dataset: .dataset
        case .importCells: .importCells
        case .link: .link
        case .settlement: .settlement
        case .courtCase: .courtCase
        case .proceeding: .proceeding
        case .law: .law
        case .provision: .provision
        case .indicator: .indicator
        case .activity: .activity
        }
    }
}

/// Names a record: its stream in the log is `kind/id`.
public struct RecordID: Hashable, Sendable, CustomStringConvertible {
    public var kind: RecordKind
    /// 1 to 200 bytes of UTF-8 without control characters.
    public var id: String

    public init(kind: RecordKind, id: String) {
        self.kind = kind
        self.id = id
    }

    public var description: String {
        "\(kind.code)/\(id)"
    }
}

extension RecordKind {
    /// Whether the record can be known under others' identifiers: an import is known by its file's digest, a link by its
    /// records, a settlement by its flag.
    var hasExternalIDs: Bool { self != .import && self != .importCells && self != .link && self != .settlement }
}

extension Record {
    /// When it occurred, of the kinds that occur.
    public var occurrence: Period? {
        switch self {
        case .incident(let record): record.occurred
        case .deaths(let record): record.occurred
        case .arrests(let record): record.occurred
        case .operation(let record): record.occurred
        case .courtCase(let record): record.opened
        case .proceeding(let record): record.decided
        case .law(let record): record.adopted
        case .activity(let record): record.occurred
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .provision, .indicator: nil
        }
    }
}

extension RecordKind {
    /// Records of it occur at some time, which ``Record/occurrence`` has. A published figure and an indicator are of a period
    /// that somebody else chose.
    public var occurs: Bool {
        switch self {
        case .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .law, .activity: true
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .provision, .indicator: false
        }
    }
}
