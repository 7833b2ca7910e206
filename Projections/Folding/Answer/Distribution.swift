internal import Incidents

/// What answers say of amounts beside how many there are: none of it is a sum.
package enum DistributionColumns {
    /// The measure that is shown where one is asked for and none is named.
    package static let main = "median"
    package static let names = ["lowest", "highest", main]
}

/// Amounts of one row, each with how often it counts: from them the lowest, the highest and the median.
///
/// Each of the three is an interval wherever it cannot be told: an amount may be stated as one, and a record that is only
/// possible may be among them or not. Of an even number of amounts the median is the two in the middle, as an interval, so
/// that nothing is rounded. Where one of the amounts is approximate, so are the three.
struct Distribution {
    /// One amount and how often it occurs.
    private struct Item {
        let low: Int64
        /// `Int64.max` where it has no upper bound.
        let high: Int64
        /// So many are certainly among them.
        let certain: Int64
        /// So many more may be.
        let possible: Int64
    }

    private var items: [Item] = []
    private var isApproximate = false

    /// Adds an amount.
    ///
    /// - Parameters:
    ///   - amount: as `Count` writes it; what is no count, or is not reported, adds nothing.
    ///   - number: how many records state it: a sum of records, 0 to 1 where one is only possible.
    mutating func add(_ amount: String, _ number: Sum) {
        guard number.high > 0, let count = try? Count(amount), count.isReported else { return }
        let stated = Sum(CountFacts(low: count.low, high: count.high, qualifier: count.qualifier))
        items.append(
            Item(
                low: stated.low, high: stated.unbounded == 0 ? stated.high : .max, certain: max(0, number.low),
                possible: number.high - max(0, number.low)))
        if stated.approximate != 0 { isApproximate = true }
    }

    /// In the order of ``DistributionColumns/names``; nothing where no amount is reported.
    var sums: [Sum] {
        guard let low = items.map(\.low).min(), let high = items.map(\.high).max() else {
            return DistributionColumns.names.map { _ in .zero }
        }
        // Where nothing is certain they are those of what there may be.
        let certain = items.filter { $0.certain > 0 }
        let lowest = sum(low, certain.map(\.high).min() ?? high)
        let highest = sum(certain.map(\.low).max() ?? low, high)
        return [lowest, highest, sum(lowestMedian, highestMedian)]
    }

    private func sum(_ low: Int64, _ high: Int64) -> Sum {
        let isUnbounded = high == .max
        return Sum(
            low: low, high: isUnbounded ? low : high, unbounded: isUnbounded ? 1 : 0,
            approximate: isApproximate ? 1 : 0, reported: items.reduce(0) { $0 + $1.certain + $1.possible })
    }

    /// The least that the lower one of the middle can be: every amount at its low, and of those that are only possible the
    /// lowest ones, as long as they pull it down.
    private var lowestMedian: Int64 {
        let sorted = items.sorted { $0.low < $1.low }
        return Self.middle(sorted.map { ($0.low, $0.certain, $0.possible) })
    }

    /// The most that the upper one of the middle can be.
    private var highestMedian: Int64 {
        let sorted = items.sorted { $0.high > $1.high }
        return -Self.middle(sorted.map { (-$0.high, $0.certain, $0.possible) })
    }

    /// The least that the lower one of the middle of ascending values can be; of values that are turned round, the upper one.
    ///
    /// It is the first value up to which half of them lie. To take a possible value that is not above the middle never
    /// raises it, and to leave out one that is never does: so all up to the middle are taken, and none after it.
    private static func middle(_ values: [(value: Int64, certain: Int64, possible: Int64)]) -> Int64 {
        let certain = values.reduce(0) { $0 + $1.certain }
        var (reached, taken): (Int64, Int64) = (0, 0)
        for value in values {
            taken += value.possible
            reached += value.certain + value.possible
            if reached * 2 >= certain + taken { return value.value }
        }
        return values.last?.value ?? 0
    }
}

extension KeyLayout {
    /// The rows that have the same key in the columns that are shown, with how many amounts there are and what they are.
    func distributed(_ rows: [OwnedRow], amount: Int) throws(AnswerError) -> [Answer.Row] {
        var amounts: [[String]: [String: Sum]] = [:]
        for row in rows {
            let key = shown.map { row.key[$0] }
            amounts[key, default: [:]][row.key[amount], default: .zero] += row.sums[0]
        }
        return try added(rows).map { row in
            var distribution = Distribution()
            for (text, number) in amounts[row.key] ?? [:] { distribution.add(text, number) }
            return Answer.Row(key: row.key, sums: row.sums + distribution.sums)
        }
    }
}
