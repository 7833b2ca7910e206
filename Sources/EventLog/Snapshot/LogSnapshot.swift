internal import LMDB

/// The log as it was at one moment, for reading. It cannot be copied or kept: it ends with the closure it is lent to.
public struct LogSnapshot: ~Copyable {
    /// Where the log stood.
    public let head: Head
    /// Tells this log from every other one.
    public let logID: LogID
    let storage: LogStorage
    private let tails: TailCache
    let transaction: ReadTransaction

    init(_ storage: LogStorage, _ logID: LogID, _ tails: TailCache) throws(EventLogError) {
        let begun = try Self.begin(storage)
        head = try Self.head(storage, begun)
        transaction = begun
        self.storage = storage
        self.logID = logID
        self.tails = tails
    }

    private static func begin(_ storage: LogStorage) throws(EventLogError) -> ReadTransaction {
        do { return try storage.environment.beginRead() } catch { throw EventLogError(error) }
    }

    private static func head(
        _ storage: LogStorage, _ transaction: borrowing ReadTransaction
    ) throws(EventLogError) -> Head {
        do { return try storage.end(transaction).head } catch { throw EventLogError(translating: error) }
    }

    /// What the indexes do not hold yet.
    var tail: Tail { get throws { try tails.tail(at: head.position, storage, transaction) } }

    /// The entry at a position, where it lies in the file; nil after the end or at 0.
    ///
    /// - Throws: `.damaged` when it should be there and is not; `.io`.
    @_lifetime(borrow self)
    public func entry(at position: UInt64) throws(EventLogError) -> RawSpan? {
        guard position > 0, position <= head.position else { return nil }
        let found: RawSpan?
        do throws(LMDBError) {
            found = try transaction.get(storage.entries, key: position)
        } catch {
            throw EventLogError(error)
        }
        guard let found else { throw .damaged(position, "the entry at position \(position) is missing.") }
        return found
    }

    /// Walks entries in the order of their positions, or against it, where they lie in the file.
    ///
    /// - Parameters:
    ///   - from: the lowest position; 0 is taken as 1.
    ///   - through: the highest position; the end of the log if it lies after that.
    ///   - backward: begins with the highest.
    ///   - body: gets position and bytes, which are lent for the call; returns whether to go on.
    /// - Throws: `.damaged` when a position is missing; `.io`; what `body` throws.
    public func forEachEntry(
        from: UInt64 = 1, through: UInt64 = .max, backward: Bool = false,
        _ body: (UInt64, RawSpan) throws -> Bool
    ) throws {
        let (first, last) = (max(from, 1), min(through, head.position))
        guard first <= last else { return }
        do {
            try storage.forEachEntry(first...last, backward: backward, transaction, body)
        } catch let error as LMDBError {
            throw EventLogError(error)
        }
    }
}

/// A stored entry, copied out of the log.
public struct LogEntry: Hashable, Sendable {
    /// Its place in the log.
    public let position: UInt64
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z.
    public let recordedAt: UInt64
    /// Its place in its stream, from 1.
    public let version: UInt32
    /// The bytes as stored: what is hashed.
    public let bytes: [UInt8]

    /// Reads what the log wrote at the start of an entry; nil when the bytes do not begin as one.
    public init?(_ bytes: RawSpan) {
        guard let header = EntryHeader(bytes) else { return nil }
        position = header.position
        recordedAt = header.recordedAt
        version = header.version
        self.bytes = bytes.copied
    }
}

extension LogSnapshot {
    /// When the event at a position was recorded, whatever it says.
    ///
    /// - Parameter position: from 1 to the head's.
    /// - Returns: microseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `.damaged`, `.io`.
    public func recordedAt(position: UInt64) throws(EventLogError) -> UInt64 {
        try EventLogError.translating { try storage.header(at: position, transaction).recordedAt }
    }

    /// The last position that was recorded at or before a time; 0 if all were later.
    ///
    /// Recorded-at never decreases along positions, so it is searched for in the entries themselves.
    ///
    /// - Parameter micros: microseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `.damaged`, `.io`.
    public func lastPosition(recordedAtOrBefore micros: UInt64) throws(EventLogError) -> UInt64 {
        guard micros < head.recordedAt else { return head.position }
        return try EventLogError.translating {
            // All up to `low` were recorded by then, all after `high` later.
            var (low, high) = (UInt64(0), head.position)
            while low < high {
                let middle = high - (high - low) / 2
                if try storage.header(at: middle, transaction).recordedAt <= micros {
                    low = middle
                } else {
                    high = middle - 1
                }
            }
            return low
        }
    }
}
