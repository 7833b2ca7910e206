/// What the ledger keeps records of.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum RecordKind: Int32, CaseIterable, Sendable {
    case incident = 1
    case deaths = 2
    case arrests = 3
    case operation = 4
    case publishedFigure = 5
    case `import` = 6
    case dataset = 7
    /// Cells of a file that no field of a record takes.
    case importCells = 8
    /// How two records belong together.
    case link = 9
    /// A flag that somebody has looked at.
    case settlement = 10
    /// A case before courts. `case` is a word of Swift's own.
    case courtCase = 11
    /// What one court decided in a case.
    case proceeding = 12
    case law = 13
    case provision = 14
    /// What a study or an observatory states of a population.
    case indicator = 15
    case activity = 16

    public var code: String {
        switch self {
        case .incident: "incident"
        case .deaths: "deaths"
        case .arrests: "arrests"
        case .operation: "operation"
        case .publishedFigure: "published-figure"
        case .import: "import"
        case .dataset: "dataset"
        case .importCells: "import-cells"
        case .link: "link"
        case .settlement: "settlement"
        case .courtCase: "case"
        case .proceeding: "proceeding"
        case .law: "law"
        case .provision: "provision"
        case .indicator: "indicator"
        case .activity: "activity"
        }
    }
}

/// What an event asserts about a record.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum EventType: Int32, CaseIterable, Sendable {
    case recorded = 1
    case corrected = 2
    case withdrawn = 3
    case reinstated = 4
    /// The same speaker says again what it said by the known-at day: it carries no state.
    case confirmed = 5
    /// A link says how the record counts from now on: it carries that, and no state.
    case linked = 6

    public var code: String {
        switch self {
        case .recorded: "recorded"
        case .corrected: "corrected"
        case .withdrawn: "withdrawn"
        case .reinstated: "reinstated"
        case .confirmed: "confirmed"
        case .linked: "linked"
        }
    }

    /// An event of this type carries the record's whole state.
    public var carriesState: Bool {
        switch self {
        case .recorded, .corrected, .reinstated: true
        case .withdrawn, .confirmed, .linked: false
        }
    }
}

/// Of what a file is a complete statement.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ImportScope: Int32, CaseIterable, Sendable {
    /// Of the dataset: what it does not have is withdrawn.
    case complete = 1
    /// Of the dataset's records that count in some years; about others it says nothing.
    case years = 2
    /// Of nothing: a selection, which says nothing about what it does not have.
    case partial = 3

    public var code: String {
        switch self {
        case .complete: "complete"
        case .years: "years"
        case .partial: "partial"
        }
    }
}
