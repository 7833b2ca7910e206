internal import Folding
internal import Incidents

// How the people of a record are counted, of whom it states groups.

extension CellBuffer {
    /// Adds how many people an incident involved: the total that it states, or else its groups together. Nobody is in two
    /// groups that are told apart.
    mutating func addTotal(of groups: [GroupFacts], to measure: Int) {
        let hasTotal = groups.contains(where: \.isUnnamed)
        for group in groups where group.isUnnamed || !hasTotal { add(group.count, to: measure) }
    }

    /// Adds what is left of a total after its parts: an interval where one of them is.
    ///
    /// - Returns: false where nothing is left, or no total is reported.
    mutating func addRest(of total: [CountFacts], after parts: [CountFacts], at key: CellKey, to measure: Int) -> Bool {
        guard let rest = rest(of: total.filter(\.isReported), after: parts) else { return false }
        begin(key)
        add(rest, to: measure)
        return true
    }

    private func rest(of total: [CountFacts], after parts: [CountFacts]) -> Sum? {
        guard !total.isEmpty else { return nil }
        let whole = total.map(Sum.init)
        let taken = parts.map(Sum.init)
        let (low, high) = (whole.reduce(0) { $0 + $1.low }, whole.reduce(0) { $0 + $1.high })
        let isOpen = whole.contains { $0.unbounded != 0 }
        let isApproximate = (whole + taken).contains { $0.approximate != 0 }
        let isVague = parts.contains { !$0.isReported } || taken.contains { $0.unbounded != 0 }
        var (least, most) = (low, high)
        if !parts.isEmpty {
            most = max(0, high - taken.reduce(0) { $0 + $1.low })
            if !isOpen, most == 0 { return nil }
            least = isVague ? 0 : max(0, low - taken.reduce(0) { $0 + $1.high })
            if !isOpen { least = min(least, most) }
        }
        return Sum(
            low: least, high: isOpen ? least : most, unbounded: isOpen ? 1 : 0, approximate: isApproximate ? 1 : 0,
            reported: 1)
    }
}
