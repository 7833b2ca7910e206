internal import Forms
public import Incidents

/// What is asked of a view.
public struct ViewQuery: Hashable, Sendable {
    /// The position at which the log is taken to end; nil for as far as the view has come.
    public var asOf: UInt64?
    /// Leaves out what was known only after that day; nil for everything.
    public var knownBy: Day?
    /// For a key column the values of the rows to show; columns that are not named are not restricted. Of regions a row has
    /// several: one of them, as `scheme:code`, is enough.
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

extension ViewColumn {
    /// The columns of a view: its key, then its measures.
    package static func all(of view: any View) -> [ViewColumn] {
        view.keys.map { ViewColumn(name: $0.name, isMeasure: false, isNumber: $0.kind == .number) }
            + view.measures.map { ViewColumn(name: $0, isMeasure: true, isNumber: true) }
    }
}

/// A row of a view before it is asked whose parts of it count: a cell of one owner.
public struct OwnedRow: Hashable, Sendable {
    public var owner: CellOwner
    /// One text for each key column of the view; numbers in decimal, nothing where not stated; regions as `CountedRegions`
    /// writes them.
    public var key: [String]
    /// One sum for each measure of the view.
    public var sums: [Sum]
    /// How many additions by records the sums are made of: a record counts once for each time that it names the cell. Of
    /// amendments it can be 0, where the desk changed what is summed, or below 0, where it took records away.
    public var records: Int64

    public init(owner: CellOwner, key: [String], sums: [Sum], records: Int64) {
        self.owner = owner
        self.key = key
        self.sums = sums
        self.records = records
    }
}

/// What a view holds at a moment, by owner: everything that an answer is made of, and what it takes to repeat it.
public struct OwnedAnswer: Hashable, Sendable {
    public var view: String
    public var version: UInt32
    /// Of the log: 32 hexadecimal digits.
    public var logID: String
    /// The position as of which it holds.
    public var position: UInt64
    public var knownBy: Day?
    /// Key columns first, then measures.
    public var columns: [ViewColumn]
    /// Sorted by the key columns from left to right: texts by their UTF-8 bytes, numbers by value, nothing first; those of
    /// one key by their owner: by dataset, the desk's own first, by voice and by year.
    public var rows: [OwnedRow]
    /// The events that the view had seen of each kind are as many as the log's, and it lacks nothing of what they say.
    public var isComplete: Bool
    /// The positions of the events that the view could not take in and that decide what is said of their records at this
    /// moment; ascending.
    public var parked: [UInt64]

    public init(
        view: String, version: UInt32, logID: String, position: UInt64, knownBy: Day?, columns: [ViewColumn],
        rows: [OwnedRow], isComplete: Bool, parked: [UInt64]
    ) {
        self.view = view
        self.version = version
        self.logID = logID
        self.position = position
        self.knownBy = knownBy
        self.columns = columns
        self.rows = rows
        self.isComplete = isComplete
        self.parked = parked
    }
}

extension OwnedAnswer {
    /// SHA-256 of the rows as CSV, in lower-case hexadecimal: the same rows always give the same digest.
    ///
    /// A row has its owner's dataset, voice and year, its key, the number of records, and of each sum the lowest and the
    /// highest value and how many of its parts are reported, unbounded and approximate, with spaces between.
    public var digest: String {
        let header = ["owner_dataset", "owner_voice", "owner_year"] + columns.filter { !$0.isMeasure }.map(\.name)
        return CanonicalCSV.digest(
            CanonicalCSV.text(
                columns: header + ["additions"] + columns.filter(\.isMeasure).map(\.name),
                rows: rows.map { row in
                    [row.owner.datasetText, row.owner.voice.code, row.owner.year.map { String($0) } ?? ""] + row.key
                        + [String(row.records)]
                        + row.sums.map { "\($0.low) \($0.high) \($0.reported) \($0.unbounded) \($0.approximate)" }
                }))
    }
}
