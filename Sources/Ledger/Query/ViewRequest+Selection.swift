import Folding
import Forms
import Views

extension ViewRequest {
    /// What of the view's rows is shown, with nothing left open.
    func selection(of view: any View) -> Selection {
        Selection(
            conditions: conditions, sumBy: sumBy.isEmpty ? nil : view.keys.map(\.name).filter(sumBy.contains),
            pivot: pivot.map { Pivot(column: $0, measure: measure ?? view.mainMeasure) })
    }

    /// - Parameter view: the one that is asked.
    /// - Throws: `LedgerError` with `usage` where what is asked of its rows does not go together, or it has no such columns.
    func checkSelection(_ view: any View) throws(LedgerError) {
        let keys = view.shownKeys.map(\.name)
        try checkCrossing(view, keys)
        guard sumBy.isEmpty || view.rowsAddUp else {
            throw LedgerError(
                .usage,
                "The rows of view \(name) do not add up: what one counts another may count too, and a sum counts it twice. "
                    + "Leave --sum-by out; --where chooses among them.")
        }
        let units = view.keys.filter(\.isUnit).map(\.name)
        guard sumBy.isEmpty || units.allSatisfy(sumBy.contains) else {
            throw LedgerError(
                .usage,
                "View \(name) has numbers of different \(units.joined(separator: " and ")), which do not belong together: name "
                    + "\(units.joined(separator: " and ")) in --sum-by, too.")
        }
        if let measure {
            guard view.shownMeasures.contains(measure) else {
                throw LedgerError(
                    .usage,
                    "View \(name) has no measure \(measure); it has: \(view.shownMeasures.joined(separator: ", ")).")
            }
        }
        guard sumBy.isEmpty && conditions.isEmpty && pivot == nil || ranking == nil else {
            throw LedgerError(
                .usage, "A ranking has rows of its own: leave --where, --sum-by and --pivot out, or --rank.")
        }
        guard let pivot else { return }
        guard sumBy.isEmpty || sumBy.contains(pivot) else {
            throw LedgerError(
                .usage, "--pivot \(pivot) needs the column that --sum-by leaves out: name it there, too.")
        }
        guard !withReported else {
            throw LedgerError(.usage, "A pivot shows one measure: leave --with-reported out.")
        }
    }

    /// Every column that is named is one of the view's.
    private func checkCrossing(_ view: any View, _ keys: [String]) throws(LedgerError) {
        let named = sumBy + conditions.map(\.column) + (pivot.map { [$0] } ?? [])
        guard let unknown = named.first(where: { !keys.contains($0) }) else { return }
        guard !view.shownMeasures.contains(unknown) else {
            throw LedgerError(
                .usage,
                "\(unknown) is what view \(name) counts. --where, --sum-by and --pivot name what it counts by: "
                    + keys.joined(separator: ", ") + ".")
        }
        let wanted = Set(named)
        let others = allViews.filter { wanted.isSubset(of: $0.shownKeys.map(\.name)) }.map(\.name)
        let has = "View \(name) has no column \(unknown); it counts by: \(keys.joined(separator: ", "))."
        guard others.isEmpty else {
            throw LedgerError(.usage, has + " Ask \(others.joined(separator: " or ")).")
        }
        let known = Set(allViews.flatMap { $0.shownKeys.map(\.name) })
        guard known.contains(unknown) else {
            throw LedgerError(
                .usage,
                has + " No view counts by \(unknown); the columns of all: "
                    + known.sorted().joined(separator: ", ") + ".")
        }
        throw LedgerError(
            .usage,
            has
                + " No view counts by \(wanted.sorted().joined(separator: " and ")) together, and from sums by each alone that "
                + "cannot be had. A view with these keys is one file beside those in Projections/Views, and its line in "
                + "AllViews.swift.")
    }
}

extension View {
    /// What is shown where one measure is asked for and none is named: the dead and missing, those arrested, or the median, or
    /// else the first that is not a number of records.
    package var mainMeasure: String {
        ["dead_and_missing", "arrests", DistributionColumns.main].first(where: shownMeasures.contains)
            ?? measures.first { !countsOfRecords.contains($0) } ?? measures[0]
    }
}
