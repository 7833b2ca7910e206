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

    public var code: String {
        switch self {
        case .incident: "incident"
        case .deaths: "deaths"
        case .arrests: "arrests"
        case .operation: "operation"
        case .publishedFigure: "published-figure"
        case .import: "import"
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

    public var code: String {
        switch self {
        case .recorded: "recorded"
        case .corrected: "corrected"
        case .withdrawn: "withdrawn"
        case .reinstated: "reinstated"
        }
    }
}
