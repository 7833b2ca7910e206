import Incidents
import ProjectionEngine

/// Asks for the regions of `region-year` in the order of their dead and missing in one year, the most first.
public struct Ranking: Hashable, Sendable {
    public var year: Int32
    /// Ranks the scheme's macro-regions (`RegionScheme.macroRegions`), each the sum of its regions, and not the regions.
    public var byMacroRegion: Bool

    public init(year: Int32, byMacroRegion: Bool = false) {
        self.year = year
        self.byMacroRegion = byMacroRegion
    }
}

extension Ranking {
    static let view = "region-year"

    /// What a rank's row states of the view, the measure that decides the rank first.
    static let measures = ["dead_and_missing", "dead", "missing", "deaths_records"]

    var columns: [ViewColumn] {
        let key = byMacroRegion ? "macro_region" : "region"
        return [
            ViewColumn(name: "rank", isMeasure: true, isNumber: true),
            ViewColumn(name: key, isMeasure: false, isNumber: false),
        ] + Self.measures.map { ViewColumn(name: $0, isMeasure: true, isNumber: true) }
    }

    /// The ranked rows of an answer in one scheme: rank, name, measures.
    ///
    /// What lies in no macro-region, because the catalogue does not have its region, comes last and has no rank.
    func rows(of answer: ViewAnswer, _ selected: [ViewRow], scheme: String) throws -> [[String]] {
        let catalogue = byMacroRegion ? try RegionCatalog.scheme(named: scheme) : nil
        let tolls = try Self.tolls(of: answer, selected) { region in
            catalogue.map { $0.macroRegion(of: region)?.name ?? "" } ?? region
        }
        // What has no name cannot be said to come before or after anything.
        let named = tolls.filter { !$0.key.isEmpty }
        let ranks = named.mapValues { toll in Rank(of: toll[0], among: named.values.map { $0[0] }) }
        let order = tolls.sorted { left, right in
            let (first, second) = (left.value[0], right.value[0])
            if left.key.isEmpty != right.key.isEmpty { return right.key.isEmpty }
            if first.low != second.low { return first.low > second.low }
            if first.high != second.high { return first.high > second.high }
            return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        return order.map { name, toll in [ranks[name]?.description ?? "", name] + toll.map(\.description) }
    }

    /// The sums of ``measures`` under each name that a region goes by.
    private static func tolls(
        of answer: ViewAnswer, _ rows: [ViewRow], by name: (String) -> String
    ) throws(SumError) -> [String: [Sum]] {
        let names = answer.columns.map(\.name)
        let firstMeasure = answer.columns.count { !$0.isMeasure }
        guard let region = names.firstIndex(of: "region") else { return [:] }
        let taken = measures.compactMap { names.firstIndex(of: $0) }.map { $0 - firstMeasure }
        var tolls: [String: [Sum]] = [:]
        for row in rows {
            let name = name(row.key[region])
            var sums = tolls[name] ?? taken.map { _ in .zero }
            for (place, measure) in taken.enumerated() { try sums[place].add(row.sums[measure]) }
            tolls[name] = sums
        }
        return tolls
    }
}

/// The places that a sum can have among others: one where every sum is exact, several where ranges overlap.
///
/// Equal sums share a place, and the places after it are left out: 1, 2, 2, 4. An approximate part is compared as the
/// number that it states, and the rank is then approximate.
struct Rank: Hashable, CustomStringConvertible {
    /// One more than the sums that are certainly larger.
    var best: Int
    /// One more than the sums that may be larger.
    var worst: Int
    var isApproximate: Bool

    /// - Parameter all: the sums that are compared, `sum` among them.
    init(of sum: Sum, among all: [Sum]) {
        let largest = Self.largest(of: sum)
        best = 1 + all.count { $0.low > largest }
        let mayExceed = all.count { Self.largest(of: $0) > sum.low }
        // A range may exceed its own low, but not itself.
        worst = 1 + mayExceed - (largest > sum.low ? 1 : 0)
        isApproximate = sum.approximate != 0
    }

    private static func largest(of sum: Sum) -> Int64 { sum.unbounded == 0 ? sum.high : .max }

    /// The notation of counts: `2`, `1..3`, `~2`.
    var description: String {
        (isApproximate ? "~" : "") + (best == worst ? "\(best)" : "\(best)..\(worst)")
    }
}
