public import Finding
public import Forms
public import Incidents

/// What somebody looks for, as it was typed: names are not looked up yet.
public struct FindRequest: Sendable {
    public var kind: RecordKind
    /// `scheme:code`, or the name of a region or group in any scheme; in one of them.
    public var regions: [String] = []
    /// Codes or English names; in one of them.
    public var countries: [String] = []
    public var years: ClosedRange<Int32>?
    /// It may have occurred on or after this day.
    public var from: Day?
    /// It may have occurred on or before this day.
    public var to: Day?
    public var text: String?
    public var source: String?
    public var publisher: String?
    public var actor: String?
    public var flags: [String] = []
    public var operation: String?
    public var incident: String?
    public var caseID: String?
    /// Identifiers; `desk` for what people recorded on their own.
    public var datasets: [String] = []
    public var near: FindQuery.Near?
    public var dead: NumberRange?
    public var isDisputed = false
    public var isWithdrawn = false
    /// When something of it was changed in the ledger.
    public var changed: LogSpan?
    /// When it was first recorded in the ledger.
    public var recorded: LogSpan?
    /// Names of columns; empty: the usual ones.
    public var columns: [String] = []
    /// The name of a column, after a hyphen where the largest is to come first.
    public var order: String?
    public var limit: Int?
    /// Only records that stand by an event after this position, in the order of these events; nil: all, in ``order``.
    public var after: UInt64?
    /// The records are to be put among those of other ledgers, in ``order``.
    package var isMerged = false
    public var moment: Moment

    /// The kinds of records that can be found.
    public static let kinds = FindField.kinds

    public init(_ kind: RecordKind, moment: Moment = .present) {
        self.kind = kind
        self.moment = moment
    }
}

/// A stretch of the ledger's own history, both ends included.
public struct LogSpan: Hashable, Sendable {
    var from: AsOf
    var through: AsOf

    /// Reads two positions, days or instants; a day is meant from its beginning to its end, in universal time.
    ///
    /// - Throws: `LedgerError` with `usage` where one of them is none of these.
    public init(_ from: String, _ through: String) throws(LedgerError) {
        if let day = try? Day(from), UInt64(from) == nil {
            self.from = .instant(Instant.start(of: day) ?? 0)
        } else {
            self.from = try AsOf(parsing: from)
        }
        self.through = try AsOf(parsing: through)
    }
}
