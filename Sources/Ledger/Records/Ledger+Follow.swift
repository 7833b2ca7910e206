import EventLog
public import Forms
public import Incidents

extension Ledger {
    /// What is found at a position of the log when it is followed.
    public enum Followed: Sendable {
        case event(RecordedEvent)
        /// An entry that this program cannot read as an event, and why.
        case unreadable(position: UInt64, problem: String)

        public var position: UInt64 {
            switch self {
            case .event(let event): event.position
            case .unreadable(let position, _): position
            }
        }

        /// As programs read it that follow the log.
        public var json: JSONValue {
            switch self {
            case .event(let event): RecordJSON.value(of: event)
            case .unreadable(let position, let problem):
                .members([("position", .integer(position)), ("unreadable", .string(problem))])
            }
        }
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

    /// Some of the log, as it is read by those who go on from where they were: nothing is held between two batches.
    public struct EventBatch: Sendable {
        /// In the order of the log.
        public var found: [Followed]
        /// The last position that was looked at, whatever is there.
        public var through: UInt64
        /// The log's last position when it was read.
        public var end: UInt64
    }

    /// The events after a position, as many as are handed over well at a time: fewer than there are, and perhaps none, where
    /// ``EventBatch/through`` is before the end. Each is held against the tree.
    ///
    /// - Parameters:
    ///   - last: no event after it is handed over.
    ///   - kind: only events about records of this kind; nil: all.
    ///   - limit: at most so many.
    /// - Throws: `LedgerError`: `refused` where the log ends before `position`.
    public func events(
        after position: UInt64, through last: UInt64 = .max, kind: RecordKind? = nil, limit: Int = 1_000
    ) throws -> EventBatch {
        try LedgerError.wrapping {
            try log.read { snapshot in
                guard position <= snapshot.head.position else {
                    throw LedgerError(
                        .refused,
                        "The log ends at position \(snapshot.head.position): there is no position \(position) yet.")
                }
                return try snapshot.batch(after: position, through: min(last, snapshot.head.position), kind, limit)
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

extension LogSnapshot {
    /// A batch ends after so many bytes of entries.
    private static let bytesPerBatch = 1 << 20
    /// So many positions are looked up in the index by kind at a time.
    private static let window: UInt64 = 1 << 16

    fileprivate func batch(
        after position: UInt64, through last: UInt64, _ kind: RecordKind?, _ limit: Int
    ) throws -> Ledger.EventBatch {
        var batch = Ledger.EventBatch(found: [], through: position, end: head.position)
        var byteCount = 0
        guard position < last else { return batch }
        guard let kind else {
            try forEachEntry(from: position + 1, through: last) { at, entry in
                try add(entry, at: at, to: &batch, &byteCount)
                return batch.found.count < limit && byteCount < Self.bytesPerBatch
            }
            return batch
        }
        let end = min(last, position + Self.window)
        for at in try positions(ofKind: UInt8(kind.rawValue), from: position + 1, through: end) {
            guard let entry = try entry(at: at) else {
                throw LedgerError(.damaged, "The log has no entry at position \(at), which its indexes name.")
            }
            try add(entry, at: at, to: &batch, &byteCount)
            guard batch.found.count < limit, byteCount < Self.bytesPerBatch else { return batch }
        }
        batch.through = end
        return batch
    }

    private func add(
        _ entry: RawSpan, at position: UInt64, to batch: inout Ledger.EventBatch, _ byteCount: inout Int
    ) throws {
        try check(entry, at: position)
        do {
            batch.found.append(.event(try RecordedEvent(entry: entry)))
        } catch {
            batch.found.append(.unreadable(position: position, problem: String(describing: error)))
        }
        batch.through = position
        byteCount += entry.byteCount
    }
}
