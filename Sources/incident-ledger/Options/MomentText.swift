import Forms
import Incidents
import Ledger

/// One end of a comparison, as it is typed: each form means one axis of time.
enum MomentText {
    static let forms = "a day (2020-01-08: known by it), a position (120) or an instant (2026-01-31T14:00:00Z)"

    /// Reads a day as what was known by it, a position or an instant as what the ledger held then.
    ///
    /// - Throws: `LedgerError` with `usage` where it is none of these.
    static func read(_ text: String) throws(LedgerError) -> Moment {
        if let day = try? Day(text) { return Moment(knownBy: day) }
        return Moment(asOf: try AsOf(parsing: text))
    }

    /// The moment as people read it.
    static func text(_ moment: Moment, position: UInt64) -> String {
        if let day = moment.knownBy { return "known by \(day)" }
        if case .instant(let instant)? = moment.asOf {
            return "held at \(Instant.text(microseconds: instant)) (position \(position))"
        }
        return "held at position \(position)"
    }
}
