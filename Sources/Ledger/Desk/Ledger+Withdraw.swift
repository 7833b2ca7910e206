import EventLog
import Forms
public import Incidents

extension Ledger {
    /// Says that a record no longer stands. Its history stays.
    ///
    /// - Parameters:
    ///   - linked: what becomes of the records that name it.
    ///   - check: throws for a record that whoever asks may not withdraw.
    /// - Throws: `LedgerError`: `notFound` where there is no such record, `refused` where it is an import or withdrawn already, or
    ///   where others name it and nobody said what becomes of them; what `check` throws.
    public func withdraw(
        _ record: RecordID, _ statement: Statement, linked policy: LinkedRecords = .refuse,
        checking check: (RecordID) throws -> Void = { _ in }
    ) async throws -> Acknowledgement {
        guard record.kind != .import else {
            throw LedgerError(
                .refused,
                "To withdraw the record of an import would leave standing what it said: `import undo \(record.id)` makes all"
                    + " of it void.")
        }
        try Self.refuseDerived(record)
        let stream = try stream(of: record)
        let day = try knownAt(statement)
        if let sent = try sentBefore(statement) { return try await withdraw(sent, as: record, day, statement) }
        let known = stream.held(knownBy: day)
        guard known?.state != nil else {
            throw LedgerError(
                .refused,
                known == nil
                    ? "Nothing was known of \(record) by \(day): there is nothing to withdraw on that day."
                    : "\(record) is withdrawn already.")
        }
        let linked = try LedgerError.wrapping {
            try log.read { try $0.records(hangingOn: record, knownBy: day) }
        }
        guard linked.isEmpty || policy != .refuse else { throw Self.refusal(of: record, linked) }
        let with = policy == .withdraw ? linked : []
        for record in [record] + with { try check(record) }
        if policy != .leave { try checkNothingIsLeftOut(beside: [record] + with) }
        let streams = try [stream] + with.map { try self.stream(of: $0) }
        let expected = streams.enumerated().map { index, stream in
            index == 0 ? stream.expectation(statement) : .exact(stream.events.last?.version ?? 0)
        }
        var made = try await withdraw(Array(zip([record] + with, expected)), as: record, day, statement)
        made.left = policy == .leave ? linked : []
        return made
    }

    /// Withdraws records in one request: all of them or none.
    private func withdraw(
        _ records: [(record: RecordID, expected: ExpectedVersion)], as first: RecordID, _ day: Day,
        _ statement: Statement
    ) async throws -> Acknowledgement {
        try await LedgerError.wrappingAwaited {
            let drafts = try records.map { record, expected in
                let reason = statement.reason + (record == first ? "" : " (withdrawn with \(first))")
                let event = try Event(
                    type: .withdrawn, record: record, knownAt: day, actor: statement.actor, reason: reason, state: nil
                ).validated(today: .latestToday)
                return Draft(callerPart: try event.callerPart(), expected: expected)
            }
            let acknowledgement = try await append(
                AppendRequest(drafts: drafts, idempotencyKey: statement.idempotencyKey))
            var made = Acknowledgement(first, acknowledgement)
            made.withdrawnWith = records.dropFirst().map(\.record)
            return made
        }
    }

    /// The records of a request that was sent before under the same key, so that it is the same request when it is sent
    /// again; nil where none was.
    private func sentBefore(
        _ statement: Statement
    ) throws(LedgerError) -> [(record: RecordID, expected: ExpectedVersion)]? {
        guard let key = statement.idempotencyKey else { return nil }
        return try LedgerError.wrapping {
            try log.read { snapshot in
                guard let acknowledgement = try snapshot.acknowledgement(forKey: key) else { return nil }
                return try acknowledgement.positions.map { (try snapshot.event(at: $0).event.record, .any) }
            }
        }
    }

    /// What is left out of sums beside a record would be in none once that is withdrawn.
    private func checkNothingIsLeftOut(beside records: [RecordID]) throws {
        for record in records {
            let leftOut = try LedgerError.wrapping { try log.read { try $0.recordsLeftOut(beside: record) } }
                .filter { !records.contains($0) }
            guard !leftOut.isEmpty else { continue }
            throw LedgerError(
                .refused,
                "\(Self.named(leftOut)) is left out of sums, being the same as or a part of \(record): `duplicates undecide` "
                    + "takes that back. --leave-linked leaves it so, and answers will say what they lack; nothing was "
                    + "withdrawn.")
        }
    }

    private static func named(_ records: [RecordID]) -> String {
        records.prefix(10).map(\.description).joined(separator: ", ")
            + (records.count > 10 ? " and \(records.count - 10) more" : "")
    }

    private static func refusal(of record: RecordID, _ linked: [RecordID]) -> LedgerError {
        return LedgerError(
            .refused,
            "\(linked.count) standing record(s) hang on \(record): \(named(linked)). --with-linked withdraws them with it, "
                + "--leave-linked leaves them as they are; nothing was withdrawn.")
    }
}
