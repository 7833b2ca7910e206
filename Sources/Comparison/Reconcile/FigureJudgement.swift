import Folding
import Incidents

extension Count {
    /// Whether a value agrees with what was published, judged by the qualifier.
    ///
    /// *More than* and *at least* are agreed with from the number on; *nearly* and *up to* up to it, *nearly* not below
    /// nine tenths of it; *about* within a twentieth of it; *between* within its bounds; an exact figure by the same
    /// exact number only.
    func agrees(with value: Sum) -> Bool {
        let (least, most) = (value.low, value.unbounded > 0 ? Int64.max : value.high)
        switch qualifier {
        case .exact: return value.exactValue == low
        case .moreThan: return least > low
        case .atLeast: return least >= low
        case .nearly: return most <= (high ?? 0) && least * 10 >= (high ?? 0) * 9
        case .upTo: return most <= (high ?? 0)
        case .between: return least >= low && most <= (high ?? low)
        case .approximately:
            let margin = low.magnitude / 20
            return least >= low - Int64(margin) && most <= low + Int64(margin)
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
        default: return agrees(with: Sum(statement))
        }
    }
}
