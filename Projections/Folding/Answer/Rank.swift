internal import Incidents

extension Ranking {
    /// What a rank's row states of the view, the measure that decides the rank first.
    private static let measures = ["dead_and_missing", "dead", "missing", "deaths_records"]

    /// The ranked rows of an answer: rank, name, measures.
    ///
    /// What has no name cannot be said to come before or after anything, because the catalogue does not have its region or
    /// the scheme none for it: it comes last and has no rank.
    func ranked(_ answer: Answer, of view: any View, scheme: String) throws(AnswerError) -> (
        [Answer.Column], [Answer.Row]
    ) {
        let catalogue = byMacroRegion ? try? RegionCatalog.scheme(named: scheme) : nil
        let names = answer.columns.filter { $0.role == .measure || $0.role == .records }.map(\.name)
        let taken = Self.measures.compactMap { names.firstIndex(of: $0) }
        guard let region = answer.columns.firstIndex(where: { $0.role == .region }) else { return ([], []) }
        var tolls: [String: [Sum]] = [:]
        for row in answer.rows {
            let name = byMacroRegion ? catalogue?.macroRegion(of: row.key[region])?.name ?? "" : row.key[region]
            var sums = tolls[name] ?? taken.map { _ in .zero }
            for (place, measure) in taken.enumerated() {
                do {
                    try sums[place].add(row.sums[measure])
                } catch {
                    throw AnswerError("The sum of \(Self.measures[place]) in \(name) cannot be stated: \(error).")
                }
            }
            tolls[name] = sums
        }
        return (columns(of: view, withReported: answer.provenance.query.withReported), rows(tolls))
    }

    private func columns(of view: any View, withReported: Bool) -> [Answer.Column] {
        let key: [Answer.Column] = [
            .init(name: "rank", role: .rank),
            .init(name: byMacroRegion ? "macro_region" : "region", role: .region),
        ]
        return key
            + view.measureColumns(Self.measures, withReported: withReported)
    }

    private func rows(_ tolls: [String: [Sum]]) -> [Answer.Row] {
        let isNamed = { (name: String) in !name.isEmpty && name != Answer.noRegion }
        let named = tolls.filter { isNamed($0.key) }
        let all = named.values.map { $0[0] }
        let ranks = named.mapValues { Rank(of: $0[0], among: all).description }
        let order = tolls.sorted { left, right in
            let (first, second) = (left.value[0], right.value[0])
            if isNamed(left.key) != isNamed(right.key) { return isNamed(left.key) }
            if first.low != second.low { return first.low > second.low }
            if first.high != second.high { return first.high > second.high }
            return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        return order.map { Answer.Row(key: [ranks[$0.key] ?? "", $0.key], sums: $0.value) }
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
