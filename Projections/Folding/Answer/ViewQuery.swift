internal import Forms
public import Incidents

/// What is asked of a view.
public struct ViewQuery: Hashable, Sendable {
    /// The position at which the log is taken to end; nil for as far as the view has come.
    public var asOf: UInt64?
    /// Leaves out what was known only after that day; nil for everything.
    public var knownBy: Day?
    /// For a key column the values of the rows to show; columns that are not named are not restricted.
    public var filters: [String: Set<String>]

    public init(asOf: UInt64? = nil, knownBy: Day? = nil, filters: [String: Set<String>] = [:]) {
        self.asOf = asOf
        self.knownBy = knownBy
        self.filters = filters
    }
}

/// A column of an answer.
public struct ViewColumn: Hashable, Sendable {
    public let name: String
    /// It holds sums; otherwise it is part of the key.
    public let isMeasure: Bool
    /// It holds whole numbers; of a key column, as which it is sorted.
    public let isNumber: Bool

    public init(name: String, isMeasure: Bool, isNumber: Bool) {
        self.name = name
        self.isMeasure = isMeasure
        self.isNumber = isNumber
    }
}

/// A row of an answer: a cell to which at least one record adds.
public struct ViewRow: Hashable, Sendable {
    /// One text for each key column; numbers in decimal, nothing where not stated.
    public var key: [String]
    /// One sum for each measure column.
    public var sums: [Sum]
    /// How many additions by records the sums are made of: a record counts once for each time that it names the cell.
    public var records: Int64

    public init(key: [String], sums: [Sum], records: Int64) {
        self.key = key
        self.sums = sums
        self.records = records
    }
}

/// A view's answer, with what it takes to repeat it from the log alone.
public struct ViewAnswer: Hashable, Sendable {
    public var view: String
    public var version: UInt32
    /// Of the log: 32 hexadecimal digits.
    public var logID: String
    /// The position as of which it holds.
    public var position: UInt64
    public var knownBy: Day?
    /// Key columns first, then measures.
    public var columns: [ViewColumn]
    /// Sorted by the key columns from left to right: texts by their UTF-8 bytes, numbers by value, nothing first.
    public var rows: [ViewRow]
    /// The events that the view had seen of each kind are as many as the log's, and it lacks nothing of what they say.
    public var isComplete: Bool
    /// Events that the view could not take in and that decide what is said of their records.
    public var parked: Int
    /// SHA-256 of ``canonicalCSV``: 64 hexadecimal digits.
    public var digest: String

    /// - Parameter rows: in their order.
    package init(_ owned: OwnedAnswer, rows: [ViewRow]) {
        view = owned.view
        version = owned.version
        logID = owned.logID
        position = owned.position
        knownBy = owned.knownBy
        columns = owned.columns
        self.rows = rows
        isComplete = owned.isComplete
        parked = owned.parked.count
        digest = ""
        digest = CanonicalCSV.digest(canonicalCSV)
    }
}

extension ViewAnswer {
    /// The rows as text: the same rows always give the same bytes.
    public var canonicalCSV: String {
        CanonicalCSV.text(columns: columns.map(\.name), rows: rows.map { $0.key + $0.sums.map(\.description) })
    }

    /// The columns of every answer of a view.
    public static func columns(of view: any View) -> [ViewColumn] {
        view.keys.map { ViewColumn(name: $0.name, isMeasure: false, isNumber: $0.kind == .number) }
            + view.measures.map { ViewColumn(name: $0, isMeasure: true, isNumber: true) }
    }
}
