import EventLog
import Forms
import Hummingbird
import Incidents
import Ledger

/// A request that writes: who says something, since when it is known and why, and what was acknowledged under its key before.
struct WriteStatement: Sendable {
    var statement: Statement
    /// The first event that was appended under the same key; nil: none was, or there is no key.
    var sent: RecordedEvent?

    /// The members of every body that writes.
    static let members = ["knownAt", "reason"]

    /// - Parameter reasoned: whether it must say why.
    /// - Throws: ``Problem``.
    init(
        _ call: Call, _ body: BodyMembers, reasoned: Bool, in ledger: Ledger
    ) throws {
        let reason = try body.optionalText("reason") ?? ""
        guard !reasoned || reason.contains(where: { !$0.isWhitespace }) else {
            throw Problem(
                field: "/reason", given: nil, allowed: "a text",
                "\"reason\" is needed: it is kept with the event, for ever.")
        }
        try self.init(call, knownAt: try body.optionalText("knownAt"), reason: reason, in: ledger)
    }

    /// - Parameter knownAt: as it was given.
    init(
        _ call: Call, knownAt: String?, reason: String, in ledger: Ledger
    ) throws {
        let day = try knownAt.map { text in
            do { return try Day(text) } catch {
                throw Problem(
                    field: "knownAt", given: text, allowed: "a day, YYYY-MM-DD", LedgerError.wrapping(error).description
                )
            }
        }
        try self.init(call, key: try call.idempotencyKey(), knownAt: day, reason: reason, in: ledger)
    }

    /// - Parameter key: the log's.
    init(_ call: Call, key: String?, knownAt day: Day?, reason: String, in ledger: Ledger) throws {
        sent = try key.flatMap { key in
            try LedgerError.wrapping {
                try ledger.log.read { snapshot in
                    try snapshot.acknowledgement(forKey: key).map { try snapshot.event(at: $0.firstPosition) }
                }
            }
        }
        // What does not say since when it is known was known on the day on which it was first sent.
        statement = Statement(
            actor: try call.writer().name, knownAt: day ?? sent?.event.knownAt, reason: reason,
            idempotencyKey: key)
    }

    /// Runs what appends, and says in the terms of HTTP why it was not done.
    ///
    /// - Parameter record: whose version was seen; nil: none was.
    /// - Throws: ``Problem``: 412 where another was first, 422 where the key was used for other content, else as the ledger has
    ///   it.
    func appending<Made: Sendable>(
        to record: RecordID? = nil, in ledger: Ledger, _ append: () async throws -> Made
    ) async throws -> Made {
        do {
            return try await append()
        } catch {
            let failure = LedgerError.wrapping(error)
            guard failure.code == .conflict else { throw error }
            if let key = statement.idempotencyKey, try Self.isUsed(key, in: ledger) {
                throw Problem(
                    .unprocessableContent, .refused, "This Idempotency-Key was used before, for other content.",
                    [.init(field: "Idempotency-Key", given: nil, allowed: "a new key", message: failure.description)])
            }
            guard let record else { throw failure }
            throw Self.superseded(record, failure.description, in: ledger)
        }
    }

    /// - Throws: ``Problem``: 412 where the version that was seen is not the record's last, and the request is new; 404.
    func checkVersion(of record: RecordID, in ledger: Ledger) throws {
        let last = try ledger.stream(of: record).events.last?.version ?? 0
        guard sent == nil, let seen = statement.expectedVersion, seen != last else { return }
        throw Self.superseded(record, "\(record) has version \(last), and you had seen version \(seen).", in: ledger)
    }

    private static func superseded(_ record: RecordID, _ detail: String, in ledger: Ledger) -> Problem {
        let last = (try? ledger.stream(of: record).events.last?.version) ?? nil
        return Problem(
            .preconditionFailed, .superseded, detail, headers: last.map { [.eTag: "\"v\($0)\""] } ?? [:])
    }

    private static func isUsed(_ key: String, in ledger: Ledger) throws -> Bool {
        try LedgerError.wrapping { try ledger.log.read { try $0.acknowledgement(forKey: key) != nil } }
    }
}
