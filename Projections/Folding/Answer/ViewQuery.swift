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

extension ViewColumn {
    /// The columns of a view: its key, then its measures.
    package static func all(of view: any View) -> [ViewColumn] {
        view.keys.map { ViewColumn(name: $0.name, isMeasure: false, isNumber: $0.kind == .number) }
            + view.measures.map { ViewColumn(name: $0, isMeasure: true, isNumber: true) }
    }
}
