import EventLog
import Forms
public import Incidents
import Timeline

extension Ledger {
    /// Settles open flags: somebody has looked at them, and they ask for no more work. They stay with their records.
    ///
    /// - Parameters:
    ///   - selection: which; of records that are named, each must have one.
    ///   - check: throws for a record whose flags whoever asks may not settle.
    /// - Returns: what was acknowledged, and the flags. All are settled in one request.
    /// - Throws: `LedgerError`: `notFound` where a record is not there, `refused` where there is nothing to settle.
    public func settle(
        _ selection: FlagSelection, _ statement: Statement, checking check: (RecordID) throws -> Void = { _ in },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) async throws -> (acknowledgement: Acknowledgement, flags: [FoundFlag]) {
        try await change(selection, statement, toSettled: true, check, progress)
    }

    /// Opens settled flags again.
    ///
    /// - Throws: as ``settle(_:_:checking:progress:)``, where there is nothing to open.
    public func reopen(
        _ selection: FlagSelection, _ statement: Statement, checking check: (RecordID) throws -> Void = { _ in },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) async throws -> (acknowledgement: Acknowledgement, flags: [FoundFlag]) {
        try await change(selection, statement, toSettled: false, check, progress)
    }

    private func change(
        _ selection: FlagSelection, _ statement: Statement, toSettled isSettled: Bool,
        _ check: (RecordID) throws -> Void, _ progress: ((UInt64, UInt64) -> Void)?
    ) async throws -> (acknowledgement: Acknowledgement, flags: [FoundFlag]) {
        guard !statement.reason.isEmpty else {
            throw LedgerError(.refused, "Say why: what is kept of it is the reason.")
        }
        let day = try knownAt(statement)
        if let sent = try settledBefore(statement, isSettled) { return sent }
        let flags = try flags(selection, progress: progress).flags
        for record in selection.records { try Self.check(record, flags.filter { $0.record == record }, isSettled) }
        let changed = flags.filter { ($0.settled == nil) == isSettled }
        guard !changed.isEmpty else {
            throw LedgerError(.refused, "There is no such flag that is \(isSettled ? "open" : "settled").")
        }
        for record in Set(changed.map(\.record)) { try check(record) }
        return try await LedgerError.wrappingAwaited {
            let drafts = try log.read { snapshot in
                try changed.map { found in
                    try snapshot.draft(of: found, toSettled: isSettled, statement, knownAt: day)
                }
            }
            let made = try await append(
                AppendRequest(drafts: drafts, idempotencyKey: statement.idempotencyKey))
            return (Acknowledgement(changed[0].settlementRecord, made), changed)
        }
    }

    private static func check(_ record: RecordID, _ flags: [FoundFlag], _ isSettled: Bool) throws(LedgerError) {
        guard !flags.contains(where: { ($0.settled == nil) == isSettled }) else { return }
        if let word = flags.first?.settled {
            throw LedgerError(
                .refused, "The flags of \(record) are settled already, by \(word.actor): \(word.reason)")
        }
        throw LedgerError(
            .refused,
            "\(record) has no \(flags.isEmpty ? "such flag" : isSettled ? "open flag" : "settled flag").")
    }

    /// What was acknowledged under the key before; nil where the key is new.
    ///
    /// - Throws: `LedgerError` with `conflict` where it was for something else.
    private func settledBefore(
        _ statement: Statement, _ isSettled: Bool
    ) throws -> (acknowledgement: Acknowledgement, flags: [FoundFlag])? {
        guard let key = statement.idempotencyKey else { return nil }
        return try LedgerError.wrapping {
            try log.read { snapshot in
                guard let sent = try snapshot.acknowledgement(forKey: key) else { return nil }
                let events = try sent.positions.map { try snapshot.event(at: $0) }
                let settled = try events.map { event in
                    try snapshot.stream(of: event.event.record, through: .max).events.compactMap { event in
                        if case .settlement(let settlement)? = event.event.state { settlement } else { nil }
                    }.first
                }
                guard
                    events.allSatisfy({ $0.event.reason == statement.reason && $0.event.carriesSettlement == isSettled }
                    ),
                    !settled.contains(nil)
                else {
                    throw LedgerError(
                        .conflict, "The key \"\(key)\" was used for other content.")
                }
                var again = Acknowledgement(events[0].event.record, sent)
                again.isRepeat = true
                let flags = zip(settled.compactMap { $0 }, events).map { settlement, event in
                    FoundFlag(
                        record: settlement.flagged, flag: settlement.flag, since: .init(event),
                        settled: isSettled ? .init(event) : nil)
                }
                return (again, flags)
            }
        }
    }
}

extension Event {
    fileprivate var carriesSettlement: Bool { type.carriesState && record.kind == .settlement }
}

extension FoundFlag {
    fileprivate var settlement: Settlement { Settlement(kind: record.kind, record: record.id, flag: flag) }
    fileprivate var settlementRecord: RecordID { RecordID(kind: .settlement, id: settlement.id) }
}

extension LogSnapshot {
    /// The event by which a flag is settled, or opened again.
    fileprivate func draft(
        of found: FoundFlag, toSettled isSettled: Bool, _ statement: Statement, knownAt day: Day
    ) throws -> Draft {
        let stream = try stream(of: found.settlementRecord, through: .max)
        if let last = stream.events.map(\.event.knownAt).max(), last > day {
            throw LedgerError(
                .refused,
                "What was last said of this flag of \(found.record) is known at \(last): what is known at \(day), before "
                    + "that, would not hold after it.")
        }
        let type: EventType = !isSettled ? .withdrawn : stream.events.isEmpty ? .recorded : .reinstated
        let event = try Event(
            type: type, record: found.settlementRecord, knownAt: day, actor: statement.actor, reason: statement.reason,
            state: isSettled ? .settlement(found.settlement) : nil
        ).validated(today: .latestToday)
        return Draft(callerPart: try event.callerPart(), expected: .exact(stream.events.last?.version ?? 0))
    }
}
