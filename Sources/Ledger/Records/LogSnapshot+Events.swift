import EventLog
import Forms
import Incidents

extension LogSnapshot {
    /// The position that a question is about.
    ///
    /// - Throws: `LedgerError` with `refused` for a position beyond the log's end or a moment before its first event.
    package func position(of asOf: AsOf?) throws -> UInt64 {
        switch asOf {
        case nil:
            return head.position
        case .position(let position):
            guard position <= head.position else {
                throw LedgerError(
                    .refused, "The log ends at position \(head.position): there is no position \(position) yet.")
            }
            return position
        case .instant(let instant):
            let position = try lastPosition(recordedAtOrBefore: instant)
            guard position > 0 else {
                guard head.position > 0 else {
                    throw LedgerError(.refused, "The ledger is empty: it has held nothing yet.")
                }
                let first = Instant.text(microseconds: try event(at: 1).recordedAt)
                throw LedgerError(
                    .refused,
                    "The first event was recorded at \(first): before that the ledger held nothing. What sources had said by "
                        + "a day, --known-by says.")
            }
            return position
        }
    }
}
