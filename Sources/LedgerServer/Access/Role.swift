/// What somebody may do with a ledger over the network.
public enum Permission: String, CaseIterable, Sendable {
    /// Ask the views, what changed in them, how they hold against what was published.
    case views
    /// Read records, their history, and the events by which they came.
    case records
    /// Record, correct, withdraw, reinstate, import, decide about pairs and flags.
    case write
    /// Read checkpoints, tiles and entries, and have proofs and receipts.
    case evidence
    /// See how the service does: lag, parked events, requests.
    case state
    /// Make tokens, list them and revoke them.
    case tokens
}

/// What somebody is to a ledger.
public enum Role: String, CaseIterable, Sendable {
    case consumer
    case analyst
    case investigator
    case auditor
    case administrator

    /// What it may do: the one place that says so.
    public var permissions: Set<Permission> {
        switch self {
        case .consumer: [.views]
        case .analyst: [.views, .records]
        case .investigator: [.views, .records, .write]
        case .auditor: [.views, .records, .evidence, .state]
        case .administrator: [.views, .state, .tokens]
        }
    }

    /// What it is for, in a few words.
    public var summary: String {
        switch self {
        case .consumer: "reads views and what is published of the ledger"
        case .analyst: "reads records too"
        case .investigator: "reads, records, corrects and withdraws with a reason"
        case .auditor: "reads everything, with proofs, entries and receipts"
        case .administrator: "makes and revokes tokens, sees how the service does"
        }
    }
}

/// Who asks.
public struct Caller: Hashable, Sendable {
    /// Of its token, or of the one who issued the JWT: what its events say who said it.
    public var name: String
    public var role: Role
    /// The datasets that it writes for, `desk` for what people record on their own; empty: all.
    public var datasets: Set<String>
    /// What logs, limits and counts call it; never the token itself.
    public var tokenID: String

    public init(name: String, role: Role, datasets: Set<String> = [], tokenID: String) {
        self.name = name
        self.role = role
        self.datasets = datasets
        self.tokenID = tokenID
    }

    /// - Parameter dataset: its identifier; nil: the desk.
    public func mayWrite(for dataset: String?) -> Bool {
        role.permissions.contains(.write) && (datasets.isEmpty || datasets.contains(dataset ?? Self.desk))
    }

    /// What commands and datasets' names call what people record on their own.
    static let desk = "desk"
}
