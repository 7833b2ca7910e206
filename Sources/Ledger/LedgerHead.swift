import EventLog
import Forms
public import Incidents
import MerkleLog

/// What the log holds at one position.
public struct LedgerHead: Hashable, Sendable {
    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    /// The last event's position; 0: the log is empty.
    public var position: UInt64
    /// The root of the RFC 6962 tree over all entries, in lower-case hexadecimal.
    public var root: String
    /// When the last event was recorded, in microseconds since 1970-01-01T00:00:00Z; nil: the log is empty.
    public var recordedAt: UInt64?
    /// Events by kind of record, for every kind.
    public var counts: [KindCount]

    /// Events of one kind of record.
    public struct KindCount: Hashable, Sendable {
        public var kind: RecordKind
        public var events: UInt64
    }
}

extension Ledger {
    /// What the log holds now.
    ///
    /// - Throws: `LedgerError`.
    public func head() throws -> LedgerHead {
        try LedgerError.wrapping {
            let head = try log.head()
            return LedgerHead(
                logID: logID, position: head.position, root: head.root.description,
                recordedAt: head.position == 0 ? nil : head.recordedAt,
                counts: RecordKind.allCases.map {
                    .init(kind: $0, events: head.counts[UInt8($0.rawValue)] ?? 0)
                })
        }
    }
}
