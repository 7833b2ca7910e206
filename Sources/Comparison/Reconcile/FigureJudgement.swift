import Folding
import Incidents

extension Count {
    /// Whether a value agrees with what was published, judged by the qualifier.
    ///
    /// *More than* and *at least* are agreed with from the number on; *nearly* and *up to* up to it, *nearly* not below
    /// nine tenths of it; *about* within a twentieth of it; *between* within its bounds; an exact figure by the same
    /// exact number only.
    ///
    /// In 128 bits, so that no number that an entry can hold is too large to be judged.
    func agrees(with value: Sum) -> Bool {
        let (least, most) = (Int128(value.low), value.unbounded > 0 ? Int128.max : Int128(value.high))
        let (low, high) = (Int128(low), Int128(high ?? 0))
        switch qualifier {
        case .exact: return value.exactValue == self.low
        case .moreThan: return least > low
        case .atLeast: return least >= low
        case .nearly: return most <= high && least * 10 >= high * 9
        case .upTo: return most <= high
        case .between: return least >= low && most <= high
        case .approximately:
            let margin = Int128(low.magnitude / 20)
            return least >= low - margin && most <= low + margin
        case .notReported: return false
        }
    }

    /// Whether another statement of the same thing agrees: it is the same, or its number does.
    func agrees(with statement: Count) -> Bool {
        if (low, high, qualifier) == (statement.low, statement.high, statement.qualifier) { return true }
        switch statement.qualifier {
        case .notReported, .nearly, .upTo: return false
        // "About 775" is more than 700: what is approximate is taken at its number.
        case .approximately: return agrees(with: Sum(exactly: statement.low))
        default:
            // Nothing is added up: a statement is judged by its number, however large.
            let stated = CountFacts(low: statement.low, high: statement.high, qualifier: statement.qualifier)
            return agrees(with: Sum(stated))
        }
    }
}
