extension EventLog {
    /// The entries from a position on, in batches, and then what is appended, by this process or another one, as it
    /// comes: within 100 milliseconds when nothing else runs.
    ///
    /// It goes on until the task is cancelled or the log is closed. Each iteration is a new walk from `position`.
    public func follow(from position: UInt64) -> LogFollower {
        LogFollower(log: self, start: Swift.max(position, 1))
    }

    /// Yields when something may have been appended, by this process or another one: within 100 milliseconds when
    /// nothing else runs. What nobody has taken yet is yielded once. Ends when the log is closed.
    public func commits() -> AsyncStream<Void> { followers.signals() }
}

/// An endless sequence of batches of entries; see ``EventLog/follow(from:)``.
public struct LogFollower: AsyncSequence, Sendable {
    public typealias Element = [LogEntry]
    public typealias Failure = any Error

    let log: EventLog
    let start: UInt64

    public func makeAsyncIterator() -> Iterator {
        Iterator(log: log, next: start, signals: log.followers.signals().makeAsyncIterator())
    }

    public struct Iterator: AsyncIteratorProtocol {
        /// A batch ends after this many entries or bytes, whichever comes first.
        private static let entriesPerBatch = 1024
        private static let bytesPerBatch = 1 << 20

        let log: EventLog
        /// The next position to yield.
        var next: UInt64
        var signals: AsyncStream<Void>.Iterator

        /// At least one entry; nil when the task is cancelled or the log is closed.
        ///
        /// - Throws: `.damaged`, `.io`.
        public mutating func next() async throws -> [LogEntry]? {
            try await next(isolation: nil)
        }

        /// At least one entry; nil when the task is cancelled or the log is closed.
        ///
        /// - Throws: `.damaged`, `.io`.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> [LogEntry]? {
            while !Task.isCancelled {
                do {
                    let batch = try batch()
                    if let last = batch.last {
                        next = last.position + 1
                        return batch
                    }
                } catch let error as EventLogError where error.code == .closed {
                    return nil
                }
                guard await signals.next(isolation: actor) != nil else { return nil }
            }
            return nil
        }

        private func batch() throws -> [LogEntry] {
            guard try log.position() >= next else { return [] }
            var batch: [LogEntry] = []
            var byteCount = 0
            try log.read { snapshot in
                try snapshot.forEachEntry(from: next) { position, bytes in
                    guard let entry = LogEntry(bytes), entry.position == position else {
                        throw EventLogError.damaged(
                            position, "the entry at position \(position) does not begin as one.")
                    }
                    batch.append(entry)
                    byteCount += bytes.byteCount
                    return batch.count < Self.entriesPerBatch && byteCount < Self.bytesPerBatch
                }
            }
            return batch
        }
    }
}
