import EventLog
import Forms
import Foundation
import Incidents

extension Ledger {
    /// So far ahead of the last event a clock is taken for wrong, in days: what is recorded with it would put every later
    /// event on its day, because recorded-at never decreases.
    private static let plausibleDays: UInt64 = 366

    /// Refuses a clock that is far ahead of the last event, or, where there is none, of the ledger's own file.
    ///
    /// - Throws: `LedgerError` with `refused`.
    func checkClock() throws {
        let now = EventLogOptions.systemClock()
        let head = try LedgerError.wrapping { try log.head() }
        let last = head.position > 0 ? head.recordedAt : madeAt
        guard let last, now > last, (now - last) / 86_400_000_000 > Self.plausibleDays else { return }
        throw LedgerError(
            .refused,
            "The clock of this machine says \(Instant.text(microseconds: now)), and the ledger's last event is of "
                + "\(Instant.day(microseconds: last)). Nothing is recorded over so long a step, because every later event "
                + "would be of that day or after it. Set the clock; where it is right, repeat with --accept-clock.")
    }

    /// When the ledger's own file was written last, in microseconds since 1970.
    private var madeAt: UInt64? {
        let file = URL(filePath: path).appending(path: LedgerFile.name).path
        let date = try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
        return date.map { UInt64(max(0, $0.timeIntervalSince1970) * 1_000_000) }
    }

    /// What is to be said of a clock that went back behind the last event, by more than a minute; nil where it did not.
    public func clockRemark() -> String? {
        guard let head = try? log.head(), head.position > 0,
            head.recordedAt > EventLogOptions.systemClock() + 60_000_000
        else { return nil }
        return
            "The clock of this machine says \(Instant.text(microseconds: EventLogOptions.systemClock())), and the ledger's "
            + "last event was recorded at \(Instant.text(microseconds: head.recordedAt)): until the clock has come there, "
            + "what is recorded gets that time and not its own."
    }
}
