public import Incidents

/// What the ledger knows of one dataset at a moment.
public struct KnownDataset: Hashable, Sendable {
    public var id: String
    /// Nil where records belong to it and nobody has described it.
    public var state: Dataset?
    /// Its imports that stand, in any order.
    public var imports: [Coverage]

    public init(id: String, state: Dataset?, imports: [Coverage] = []) {
        self.id = id
        self.state = state
        self.imports = imports
    }

    /// What an import is a complete statement of.
    public struct Coverage: Hashable, Sendable {
        public var asAt: Day
        /// None of a selection.
        public var years: [ClosedRange<Int32>]

        public init(asAt: Day, years: [ClosedRange<Int32>]) {
            self.asAt = asAt
            self.years = years
        }
    }

    /// The last day on which its publisher said something: how fresh it is; nil where it was never imported.
    public var lastAsAt: Day? { imports.map(\.asAt).max() }

    func covers(_ year: Int32) -> Bool {
        imports.contains { $0.years.contains { $0.contains(year) } }
    }
}

/// Which datasets a sum counts, as of a position and known by a day: one that another succeeds is left out for the years
/// that the successor covers, from the successor's first as-at day on.
///
/// What the desk records on its own is counted beside every dataset.
public struct DatasetsInForce: Hashable, Sendable {
    /// The name under which what the desk records on its own is asked for.
    public static let desk = "desk"

    /// The same of one of several ledgers whose records are counted together: each has a desk of its own.
    public static func desk(of member: String) -> String { desk + "@" + member }

    /// Whether it is what people record on their own, of one ledger or of one among several.
    public static func isDesk(_ id: String) -> Bool { id.isEmpty || id == desk || id.hasPrefix(desk + "@") }

    /// By identifier.
    public let datasets: [KnownDataset]
    /// Only these are counted, whether succeeded or not, ``desk`` for the desk's own; nil: those in force.
    public let chosen: Set<String>?
    private let byID: [String: Int]
    /// For each dataset those that succeed it, directly or by way of others.
    private let successors: [[Int]]

    /// - Parameter datasets: with what was known of them at the moment that the sum is about.
    public init(_ datasets: [KnownDataset], chosen: Set<String>? = nil) {
        let sorted = datasets.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let byID = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.id, $0) })
        self.datasets = sorted
        self.chosen = chosen
        self.byID = byID
        var direct = sorted.map { _ in Set<Int>() }
        for (index, dataset) in sorted.enumerated() {
            for id in dataset.state?.succeeds ?? [] {
                if let predecessor = byID[id] { direct[predecessor].insert(index) }
            }
        }
        successors = sorted.indices.map { start in
            var found: Set<Int> = []
            var open = direct[start]
            while let next = open.popFirst() {
                // Two that name each other would leave both out.
                if next != start, found.insert(next).inserted { open.formUnion(direct[next]) }
            }
            return found.sorted()
        }
    }

    /// The dataset, also where nothing but its name is known.
    public func dataset(_ id: String) -> KnownDataset {
        byID[id].map { datasets[$0] } ?? KnownDataset(id: id, state: nil)
    }

    /// Whether a sum counts what a dataset says of a year.
    ///
    /// - Parameters:
    ///   - id: empty: the desk on its own.
    ///   - year: nil: it is not known in which year; no successor is said to cover that.
    public func isCounted(_ id: String, year: Int32?) -> Bool {
        if let chosen { return chosen.contains(id.isEmpty ? Self.desk : id) }
        return successor(of: id, for: year) == nil
    }

    /// The dataset that a year of this one is left out for; nil: none.
    public func successor(of id: String, for year: Int32?) -> String? {
        guard let year, let index = byID[id] else { return nil }
        return successors[index].first { datasets[$0].covers(year) }.map { datasets[$0].id }
    }

    /// Whether somebody has declared that two datasets hold different records.
    public func areDisjoint(_ left: String, _ right: String) -> Bool {
        dataset(left).state?.disjointFrom.contains(right) ?? false
            || dataset(right).state?.disjointFrom.contains(left) ?? false
    }

    /// Pairs of datasets that are counted for the same years although nobody has said how they belong together.
    ///
    /// - Parameter years: of what a sum counts, for each dataset the years; the desk's own left out.
    public func overlaps(of years: [String: Set<Int32>]) -> [DatasetOverlap] {
        let ids = years.keys.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var overlaps: [DatasetOverlap] = []
        for (index, left) in ids.enumerated() {
            for right in ids[(index + 1)...] where !areDisjoint(left, right) {
                let common = (years[left] ?? []).intersection(years[right] ?? [])
                if !common.isEmpty { overlaps.append(DatasetOverlap(left: left, right: right, years: common.sorted())) }
            }
        }
        return overlaps
    }
}

/// Two datasets that a sum counts for the same years: the same people may be counted twice.
public struct DatasetOverlap: Hashable, Sendable {
    public var left: String
    public var right: String
    /// Ascending.
    public var years: [Int32]

    public init(left: String, right: String, years: [Int32]) {
        self.left = left
        self.right = right
        self.years = years
    }
}
