public import Incidents
package import Tables

/// What somebody asks for who imports a file.
public struct ImportRequest: Sendable {
    /// The day on which the publisher said what the file says: of the download, not of the file's name.
    public var asAt: Day
    /// Of what the file is a complete statement.
    public var scope: FileScope
    /// Who imports: a role or an organisation.
    public var actor: String
    /// How the file's dataset belongs to others of its publisher that cover the same years.
    public var relations: DatasetRelations
    /// The number of withdrawals that somebody has looked at; nil: a plan that withdraws much is refused.
    public var confirmedWithdrawals: Int?
    /// What the file itself may not say: its encoding, the row of its header, its sheet.
    package var table = TableRequest()
    /// Columns of numbers that may be missing although another looks like them, by either heading.
    public var acceptedMissing: [String] = []

    public init(
        asAt: Day, scope: FileScope = .complete, actor: String, relations: DatasetRelations = DatasetRelations(),
        confirmedWithdrawals: Int? = nil
    ) {
        self.asAt = asAt
        self.scope = scope
        self.actor = actor
        self.relations = relations
        self.confirmedWithdrawals = confirmedWithdrawals
    }
}

/// How a dataset belongs to others, as somebody says who imports a file of it. It is kept in the datasets' records, so
/// that it is asked once.
public struct DatasetRelations: Hashable, Sendable {
    /// Identifiers of datasets that it takes the place of.
    public var succeeds: [String]
    /// Identifiers of datasets that take its place.
    public var succeededBy: [String]
    /// Identifiers of datasets that hold other records, although they cover the same years.
    public var beside: [String]

    public init(succeeds: [String] = [], succeededBy: [String] = [], beside: [String] = []) {
        self.succeeds = succeeds
        self.succeededBy = succeededBy
        self.beside = beside
    }

    package var all: [String] { succeeds + succeededBy + beside }
    var isSuccession: Bool { !succeeds.isEmpty || !succeededBy.isEmpty }
}

/// Of what a file is a complete statement: what it does not have within that, its publisher says there is not.
public enum FileScope: Hashable, Sendable {
    /// Of the whole dataset.
    case complete
    /// Of the records that count in some years: ascending, apart from each other.
    case years([ClosedRange<Int32>])
    /// Of nothing: it is a selection.
    case partial

    /// The years of several ranges, in any order and overlapping or not.
    ///
    /// - Parameter ranges: at least one.
    public init(completeFor ranges: [ClosedRange<Int32>]) {
        var merged: [ClosedRange<Int32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self = .years(merged)
    }

    /// As an import's record states it.
    init(_ state: Import) {
        switch state.scope {
        case .complete: self = .complete
        case .years: self = .years(state.years)
        case .partial: self = .partial
        }
    }

    /// Whether the file's silence about a record of a year says that there is no such record.
    ///
    /// - Parameter year: nil: it is not known in which year the record counts.
    public func covers(_ year: Int32?) -> Bool {
        switch self {
        case .complete: true
        case .years(let ranges): year.map { year in ranges.contains { $0.contains(year) } } ?? false
        case .partial: false
        }
    }

    /// Whether two files are both complete statements of a year: one of them is wrong where they differ.
    func overlaps(_ other: FileScope) -> Bool {
        switch (self, other) {
        case (.partial, _), (_, .partial): false
        case (.complete, _), (_, .complete): true
        case (.years(let left), .years(let right)): left.contains { range in right.contains { $0.overlaps(range) } }
        }
    }

    var code: ImportScope {
        switch self {
        case .complete: .complete
        case .years: .years
        case .partial: .partial
        }
    }

    /// `complete`, `complete for 2019..2021, 2023` or `partial`.
    public var text: String {
        switch self {
        case .complete: "complete"
        case .years(let ranges): "complete for " + ranges.map(YearRange.text).joined(separator: ", ")
        case .partial: "partial"
        }
    }
}

extension YearRange {
    /// The text that gives the range: `2021`, `2019..2021`.
    static func text(_ range: ClosedRange<Int32>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
    }
}
