import Crypto
import EventLog
import Forms
import Foundation
public import Incidents

/// A record that is not in the ledger yet.
public struct NewRecord: Hashable, Sendable {
    public var record: RecordID
    public var state: Record

    public init(id: String, state: Record) {
        record = RecordID(kind: state.kind, id: id)
        self.state = state
    }
}

extension Ledger {
    /// Records something new.
    ///
    /// - Parameters:
    ///   - id: the record's identifier; nil: one is made (from the idempotency key where there is one, so that a
    ///     request that is sent again names the same record).
    /// - Throws: `LedgerError`: `refused` with a line for each field that cannot be read, `conflict` where the record
    ///   exists or the key was used for other content.
    public func record(_ state: Record, id: String?, _ statement: Statement) async throws -> Acknowledgement {
        let new = NewRecord(id: id ?? Self.newIdentifier(key: statement.idempotencyKey), state: state)
        return try await record([new], statement)[0]
    }

    /// Records several things that belong together, in one request: all of them or none. They may name each other.
    ///
    /// - Returns: what was acknowledged of each, in their order.
    /// - Throws: `LedgerError`: as for one; each line says of which record it is.
    public func record(_ records: [NewRecord], _ statement: Statement) async throws -> [Acknowledgement] {
        let prepared = try prepare(records, statement)
        let made = try await append(
            AppendRequest(drafts: prepared.drafts, idempotencyKey: statement.idempotencyKey))
        return prepared.states.enumerated().map { index, state in
            lookalikes.remember(state, at: made.firstPosition + UInt64(index))
            return Acknowledgement(records[index].record, made, at: index, flags: state.notes.flags)
        }
    }

    /// What would be flagged in each of some records, if they were recorded.
    ///
    /// - Throws: `LedgerError`, as `record` does.
    public func flags(of records: [NewRecord], _ statement: Statement) throws -> [[Flag]] {
        try prepare(records, statement).states.map(\.notes.flags)
    }

    /// The drafts of a request, the records' first, and what is said of each record, with its flags.
    private func prepare(
        _ records: [NewRecord], _ statement: Statement
    ) throws -> (drafts: [Draft], states: [Record]) {
        let knownAt = try knownAt(statement)
        var problems: [String] = []
        var (drafts, suspicions) = ([Draft](), [Draft]())
        var states: [Record] = []
        for (index, new) in records.enumerated() {
            try Self.refuseDerived(new.record)
            let place = records.count == 1 ? "" : "record \(index + 1), \(new.record): "
            if records[..<index].contains(where: { $0.record == new.record }) {
                problems.append("\(place)another record of the request has the same identifier")
                continue
            }
            let (checked, published) = try checkedBesideOthers(
                new.state, of: new.record, replacing: nil, .recorded, statement, with: records, number: index)
            do throws(ValidationErrors) {
                let event = try Event(
                    type: .recorded, record: new.record, knownAt: knownAt, actor: statement.actor,
                    reason: statement.reason, state: checked
                ).validated(today: .latestToday)
                states.append(event.state ?? checked)
                drafts.append(Draft(callerPart: try Self.part(of: event), expected: .absent))
            } catch {
                problems += error.errors.map { place + $0.description }
                continue
            }
            // Nothing was sent before without a key, and only a dataset's record is suspected.
            guard published != nil || statement.idempotencyKey != nil else { continue }
            suspicions += try LedgerError.wrapping {
                try log.read { snapshot in
                    try snapshot.suspicionDrafts(
                        new.record, looksLike: published, statement, knownAt: knownAt, of: index..<records.count)
                }
            }
        }
        guard problems.isEmpty else { throw LedgerError(.refused, problems.joined(separator: "\n")) }
        return (drafts + suspicions, states)
    }

    private static func part(of event: Event) throws(ValidationErrors) -> [UInt8] {
        do { return try event.callerPart() } catch { throw ValidationErrors([error]) }
    }

    /// An identifier that says nothing: 16 hexadecimal digits, at random or from the idempotency key.
    ///
    /// - Parameter number: of the record among those of its request, from 0.
    public static func newIdentifier(key: String?, number: Int = 0) -> String {
        let bytes: [UInt8]
        if let key {
            bytes = Array(SHA256.hash(data: Array((number == 0 ? key : "\(key)\0\(number)").utf8)))
        } else {
            var random = SystemRandomNumberGenerator()
            bytes = (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        }
        return Hex.encode(Array(bytes.prefix(8)))
    }
}
