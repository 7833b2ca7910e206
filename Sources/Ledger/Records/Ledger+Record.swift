import EventLog
package import Forms
import Foundation
public import Incidents
import MerkleLog
import Timeline

/// What was acknowledged: the event is on disk, and stays.
public struct Acknowledgement: Hashable, Sendable {
    public var record: RecordID
    /// Of the event in the log.
    public var position: UInt64
    /// Of the event in its record's stream.
    public var version: UInt32
    /// SHA-256 of the entry as RFC 6962 hashes a leaf, in lower-case hexadecimal.
    public var leafHash: String
    /// Events in the log when it was acknowledged.
    public var treeSize: UInt64
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: UInt64
    /// The same request had been acknowledged before, under the same idempotency key; nothing was appended.
    public var isRepeat: Bool
    /// What is implausible in the record, and was kept.
    public var flags: [Flag]
    /// Of a correction: every field that says something else than was known before it, by its known-at day.
    public var changes: [FieldDifference] = []
    /// Of a withdrawal: the records that were withdrawn with it, since they name it.
    public var withdrawnWith: [RecordID] = []
    /// Of a withdrawal: the records that stand and go on naming it.
    public var left: [RecordID] = []

    /// What an append of several events gives of one of them.
    init(
        _ record: RecordID, _ acknowledgement: AppendAcknowledgement, at index: Int = 0, flags: [Flag] = [],
        changes: [FieldDifference] = []
    ) {
        self.record = record
        position = acknowledgement.firstPosition + UInt64(index)
        version = acknowledgement.versions[index]
        leafHash = acknowledgement.leafHashes[index].description
        treeSize = acknowledgement.treeSize
        recordedAt = acknowledgement.recordedAt
        isRepeat = acknowledgement.isRepeat
        self.flags = flags
        self.changes = changes
    }
}

/// Who says something, since when it is known, and why.
public struct Statement: Sendable {
    /// Who asserts it: a person's role or an organisation, never a private person's name.
    public var actor: String
    /// The day on which its source asserted it; nil: today in universal time. Not after the day that it is anywhere.
    public var knownAt: Day?
    /// Required for corrections, withdrawals and reinstatements.
    public var reason: String
    /// The version of the record's stream that the caller has seen; nil: the one there is. Another version is a conflict.
    public var expectedVersion: UInt32?
    /// The same key and content are appended once, for ever; the same key and other content are a conflict.
    public var idempotencyKey: String?

    public init(
        actor: String, knownAt: Day? = nil, reason: String = "", expectedVersion: UInt32? = nil,
        idempotencyKey: String? = nil
    ) {
        self.actor = actor
        self.knownAt = knownAt
        self.reason = reason
        self.expectedVersion = expectedVersion
        self.idempotencyKey = idempotencyKey
    }
}

extension Ledger {
    /// States a record anew: its whole new state.
    ///
    /// - Throws: `LedgerError`: as for `record`, `notFound` where there is no such record, `refused` where nothing
    ///   would change or the record is withdrawn.
    public func correct(_ record: RecordID, to state: Record, _ statement: Statement) async throws -> Acknowledgement {
        let stream = try stream(of: record)
        // One day, also where midnight passes: what changed is told by the day on which the event is known.
        let day = try knownAt(statement)
        var statement = statement
        statement.knownAt = day
        let known = try wasSent(statement) ? nil : stream.held(knownBy: day)
        if let known, known.state == nil {
            throw LedgerError(.refused, "\(record) is withdrawn. `reinstate` it before it is corrected.")
        }
        // Saying again what it says settles a dispute: the desk has then spoken since the publisher did.
        if let known, known.state == state, known.disputes.isEmpty {
            throw LedgerError(.refused, "The correction of \(record) changes nothing: that is what it says already.")
        }
        return try await append(
            .corrected, record, state: state, replacing: known?.state, expecting: stream.expectation(statement),
            statement)
    }

    /// Says that a withdrawn record stands again, as it was before it was withdrawn.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is no such record, `refused` where it is not withdrawn.
    public func reinstate(_ record: RecordID, _ statement: Statement) async throws -> Acknowledgement {
        guard record.kind != .import else {
            throw LedgerError(.refused, "An import that was undone is not reinstated: import its file again.")
        }
        let stream = try stream(of: record)
        let day = try knownAt(statement)
        var held = stream.held(knownBy: day)
        let isWithdrawn = held.map { $0.state == nil } ?? false
        // Back to before what withdrew it, and what withdrew it before that.
        while let last = held, last.state == nil { held = stream.held(asOf: last.event.position - 1, knownBy: day) }
        guard let last = held?.state, try isWithdrawn || wasSent(statement) else {
            throw LedgerError(.refused, "\(record) is not withdrawn: there is nothing to reinstate.")
        }
        return try await append(.reinstated, record, state: last, expecting: stream.expectation(statement), statement)
    }
}

extension Ledger {
    /// What the stream must be, where the caller does not say: what it was when it was read, so that of two who write
    /// at once one is told.
    ///
    /// - Parameter old: the state that a correction replaces; nil: there is none, or the request was sent before.
    func append(
        _ type: EventType, _ record: RecordID, state: Record?, replacing old: Record? = nil,
        expecting expected: ExpectedVersion, _ statement: Statement
    ) async throws -> Acknowledgement {
        try Self.refuseDerived(record)
        let knownAt = try knownAt(statement)
        let checked = try state.map {
            try checkedBesideOthers($0, of: record, replacing: old, type, statement).state
        }
        return try await LedgerError.wrappingAwaited {
            let event = try Event(
                type: type, record: record, knownAt: knownAt, actor: statement.actor, reason: statement.reason,
                state: checked
            ).validated(today: .latestToday)
            let flags = event.state?.notes.flags ?? []
            let acknowledgement = try await append(
                AppendRequest(
                    drafts: [Draft(callerPart: try event.callerPart(), expected: expected)],
                    idempotencyKey: statement.idempotencyKey))
            lookalikes.remember(event.state, at: acknowledgement.firstPosition)
            return Acknowledgement(
                record, acknowledgement, flags: flags, changes: old.map { differences(from: $0, to: event.state) } ?? []
            )
        }
    }

    /// What a link says changes how a record counts, which is said in that record's stream in the same request; and a
    /// settlement is known by its flag.
    static func refuseDerived(_ record: RecordID) throws(LedgerError) {
        switch record.kind {
        case .link:
            throw LedgerError(
                .refused,
                "How two records belong together is decided with `duplicates decide`, and taken back with `duplicates "
                    + "undecide`.")
        case .settlement:
            throw LedgerError(.refused, "Flags are settled with `flags settle`, and opened again with `flags reopen`.")
        default: return
        }
    }

    /// The key was used before: whether for the same content is for the log to say.
    private func wasSent(_ statement: Statement) throws -> Bool {
        guard let key = statement.idempotencyKey else { return false }
        return try LedgerError.wrapping { try log.read { try $0.acknowledgement(forKey: key) != nil } }
    }

    /// The day since which a statement is known.
    package func knownAt(_ statement: Statement) throws(LedgerError) -> Day {
        guard let day = statement.knownAt else { return .today }
        guard day <= .latestToday else {
            throw LedgerError(.refused, Self.notYet(day))
        }
        return day
    }

    /// What is wrong with a known-at day that has not come anywhere.
    package static func notYet(_ day: Day) -> String {
        "known-at \(day) is after today, which is \(Day.today) in universal time (UTC) and nowhere later than "
            + "\(Day.latestToday): nobody can have said it yet."
    }
}
