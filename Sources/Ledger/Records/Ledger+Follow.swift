import EventLog
public import Incidents

extension Ledger {
    /// What is found at a position of the log when it is followed.
    public enum Followed: Sendable {
        case event(RecordedEvent)
        /// An entry that this program cannot read as an event, and why.
        case unreadable(position: UInt64, problem: String)
    }

    /// Hands over every event from a position on, and then each as it is appended, by any process: none twice, none left
    /// out. Goes on until `body` throws, the task is cancelled or the ledger is closed.
    ///
    /// - Parameters:
    ///   - position: the first one.
    ///   - kind: only events about records of this kind; nil: all. Entries that cannot be read are always handed over.
    /// - Throws: `LedgerError`, and what `body` throws.
    public func follow(
        from position: UInt64, kind: RecordKind? = nil, _ body: (Followed) throws -> Void
    ) async throws {
        for try await batch in log.follow(from: position) {
            for entry in batch {
                let event: RecordedEvent
                do {
                    event = try RecordedEvent(entry: entry.bytes.span.bytes)
                } catch {
                    try body(.unreadable(position: entry.position, problem: String(describing: error)))
                    continue
                }
                if kind == nil || kind == event.event.record.kind { try body(.event(event)) }
            }
        }
    }

    /// Calls `body` now, and whenever something may have been appended, until it throws or the task is cancelled.
    public func whenever(_ body: () throws -> Void) async throws {
        let commits = log.commits()
        try body()
        for await _ in commits { try body() }
    }
}
