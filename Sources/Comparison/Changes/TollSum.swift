public import Folding
public import Incidents

/// What records add to a region and year, computed from the records themselves and not from any view.
public struct TollSum: Hashable, Sendable {
    /// The columns of ``sums``, as the views name them.
    public static let columns = ["incidents", "deaths_records", "dead", "missing", "dead_and_missing", "survivors"]

    /// One for each of ``columns``.
    public private(set) var sums = [Sum](repeating: .zero, count: columns.count)

    public init() {}

    /// What one record adds; zeros for kinds that have no toll.
    ///
    /// - Throws: `SumError` where a count is too large to be summed.
    public init(_ record: Record?) throws(SumError) {
        switch record {
        case .incident: sums[0] = Sum(exactly: 1)
        case .deaths(let deaths):
            sums[1] = Sum(exactly: 1)
            sums[2] = try Sum(deaths.dead)
            sums[3] = try Sum(deaths.missing)
            // Where a source states a total that is not dead plus missing, its total counts.
            if deaths.statedTotal.isReported {
                sums[4] = try Sum(deaths.statedTotal)
            } else {
                sums[4] = sums[2]
                try sums[4].add(sums[3])
            }
            sums[5] = try Sum(deaths.survivors)
        default: break
        }
    }

    /// What it is where all of it may count or none of it.
    var possible: TollSum {
        var possible = self
        for index in sums.indices { possible.sums[index] = sums[index].possible }
        return possible
    }

    public var isZero: Bool { sums.allSatisfy(\.addsNothing) }

    /// Adds another toll.
    ///
    /// - Throws: `SumError` where 64 bits cannot hold a sum; some columns are then added and others not.
    mutating func add(_ other: TollSum) throws(SumError) {
        for index in sums.indices { try sums[index].add(other.sums[index]) }
    }

    /// Takes away what was added.
    ///
    /// - Throws: `SumError` as ``add(_:)``.
    mutating func subtract(_ other: TollSum) throws(SumError) {
        for index in sums.indices { try sums[index].subtract(other.sums[index]) }
    }
}

extension Record {
    /// When it occurred, of the kinds that have a toll.
    var tollPeriod: Period? {
        switch self {
        case .incident(let incident): incident.occurred
        case .deaths(let deaths): deaths.occurred
        default: nil
        }
    }

    /// Where it occurred, by scheme, of the kinds that have a toll.
    var tollRegions: [Region] {
        switch self {
        case .incident(let incident): incident.place.regions
        case .deaths(let deaths): deaths.place.regions
        default: []
        }
    }
}
