public import Forms
import Foundation
public import Incidents

/// Where a question is put on the ledger's two time axes: what the ledger held, and what its sources had said.
public struct Moment: Hashable, Sendable {
    /// What the ledger held at a position or an instant; nil: now.
    public var asOf: AsOf?
    /// What sources had asserted by this day, the day included; nil: all of it.
    public var knownBy: Day?

    public init(asOf: AsOf? = nil, knownBy: Day? = nil) {
        self.asOf = asOf
        self.knownBy = knownBy
    }

    /// All that the ledger holds now.
    public static let present = Moment()
}

/// A point in the ledger's own history.
public enum AsOf: Hashable, Sendable {
    /// After the event at this position.
    case position(UInt64)
    /// After the last event recorded at or before this instant, in microseconds since 1970-01-01T00:00:00Z.
    case instant(UInt64)

    /// Reads a position (`120`), a day (`2026-01-31`: its end, UTC) or an instant (`2026-01-31T14:00:00Z`).
    ///
    /// - Throws: `LedgerError` with `usage` where it is none of these.
    public init(parsing text: String) throws(LedgerError) {
        let bound = try LogBound(parsing: text)
        self = if case .position(let position) = bound { .position(position) } else { .instant(bound.end ?? 0) }
    }
}

extension Instant {
    /// Midnight, in universal time, at the beginning of a day; nil before 1970.
    static func start(of day: Day) -> UInt64? {
        day.number >= 0 ? UInt64(day.number) * 86_400_000_000 : nil
    }
}

extension Day {
    /// The day, in universal time, on which this is called: what a statement without a known-at day is known at.
    public static var today: Day {
        Day(number: Int32((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    /// The latest day that it is anywhere on earth (UTC+14): what a source states of today there is not of tomorrow.
    public static var latestToday: Day {
        Day(number: Int32(((Date().timeIntervalSince1970 + 14 * 3_600) / 86_400).rounded(.down)))
    }
}

/// One end of a comparison, as it is typed: each form means one axis of time.
package enum MomentText {
    package static let forms = "a day (2020-01-08: known by it), a position (120) or an instant (2026-01-31T14:00:00Z)"

    /// Reads a day as what was known by it, a position or an instant as what the ledger held then.
    ///
    /// - Throws: `LedgerError` with `usage` where it is none of these.
    package static func read(_ text: String) throws(LedgerError) -> Moment {
        if let day = try? Day(text) { return Moment(knownBy: day) }
        return Moment(asOf: try AsOf(parsing: text))
    }

    /// The moment as people read it.
    package static func text(_ moment: Moment, position: UInt64) -> String {
        if let day = moment.knownBy { return "known by \(day)" }
        if case .instant(let instant)? = moment.asOf {
            return "held at \(Instant.text(microseconds: instant)) (position \(position))"
        }
        return "held at position \(position)"
    }
}
