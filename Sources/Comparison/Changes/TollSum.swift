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
    public init(_ record: Record?) {
        switch record {
        case .incident: sums[0] = Sum(exactly: 1)
        case .deaths(let deaths):
            sums[1] = Sum(exactly: 1)
            sums[2] = Sum(deaths.dead)
            sums[3] = Sum(deaths.missing)
            // Where a source states a total that is not dead plus missing, its total counts.
            if deaths.statedTotal.isReported {
                sums[4] = Sum(deaths.statedTotal)
            } else {
                sums[4] = sums[2]
                sums[4] += sums[3]
            }
            sums[5] = Sum(deaths.survivors)
        default: break
        }
    }

    public var isZero: Bool { sums.allSatisfy { $0 == .zero } }

    public static func += (left: inout TollSum, right: TollSum) {
        for index in left.sums.indices { left.sums[index] += right.sums[index] }
    }

    public static func -= (left: inout TollSum, right: TollSum) {
        for index in left.sums.indices { left.sums[index] -= right.sums[index] }
    }
}

extension Sum {
    /// One count; what was not reported adds nothing.
    init(_ count: Count) {
        self.init(CountFacts(low: count.low, high: count.high, qualifier: count.qualifier))
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
