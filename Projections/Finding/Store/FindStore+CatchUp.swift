internal import Dispatch
internal import EventLog
internal import GRDB
internal import Incidents
internal import MerkleLog
internal import Synchronization

extension FindStore {
    /// Takes in what the log has and the store has not: rows and progress of as many events as fit a commit together.
    ///
    /// Each entry is hashed, and held against the log's tree.
    ///
    /// - Parameters:
    ///   - limit: the last position to take in; the log's end when it is called if nil or after that.
    ///   - eventsPerCommit: how many events at most are taken in between two commits.
    ///   - progress: is called after each commit, with the position and the log's end.
    /// - Returns: how many events this call took in.
    /// - Throws: ``FindError``, `EventLogError`.
    @discardableResult
    package func catchUp(
        through limit: UInt64? = nil, eventsPerCommit: UInt64 = 8_192, progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> UInt64 {
        let target = min(limit ?? .max, try log.position())
        var (taken, position) = (UInt64(0), try self.position())
        while position < target {
            let before = position
            do {
                position = try FindError.translating(path) {
                    try queue.writeWithoutTransaction { db in
                        var position = before
                        try db.inTransaction(.immediate) {
                            position = try advance(through: target, atMost: max(1, eventsPerCommit), db)
                            return .commit
                        }
                        return position
                    }
                }
            } catch let error as FindError where error.code == .failed {
                fail()
                throw error
            }
            taken += position - before
            progress?(position, target)
        }
        return taken
    }

    /// The position that it has come to.
    ///
    /// - Throws: ``FindError``.
    package func position() throws -> UInt64 {
        try FindError.translating(path) { try queue.read { try FindProgress.read($0).position } }
    }

    /// One commit.
    private func advance(through target: UInt64, atMost count: UInt64, _ db: Database) throws -> UInt64 {
        let progress = try FindProgress.read(db)
        // Another process may have come as far already, and even beyond what this one sees of the log.
        guard progress.position < target else { return progress.position }
        let (first, last) = (progress.position + 1, min(target, progress.position + count))
        return try log.read { snapshot in
            if let reason = try progress.disagreement(with: snapshot) {
                throw FindError(.damaged, "The finder's store \(path) \(reason.explanation).")
            }
            var writer = try FindWriter(db)
            var tree = try snapshot.tree(at: progress.position)
            for entry in try Self.entries(first...last, &tree, snapshot) {
                switch entry.event {
                case .success(let event): try add(event, entry.first, &writer, snapshot)
                case .failure(let error): try writer.park(entry.position, error.description)
                }
                writer.count(kind: entry.kind)
            }
            // What cannot be read because its bytes were changed is damage, and says so here.
            try snapshot.check(tree, after: progress.position)
            try writer.storeCounts()
            try FindProgress.store(position: last, root: tree.root, log: snapshot.logID, db)
            return last
        }
    }

    private func add(
        _ event: RecordedEvent, _ first: FoundState?, _ writer: inout FindWriter, _ snapshot: borrowing LogSnapshot
    ) throws {
        do {
            try writer.add(event, saying: first, in: snapshot)
        } catch let error as ValidationError {
            try writer.park(event.position, error.description)
        }
    }

    private struct Entry {
        var position: UInt64
        var kind: UInt8
        var event: Result<RecordedEvent, ValidationError>
        /// What it says, where it is the first of its record: nearly all of the work, and no other event's.
        var first: FoundState?
    }

    /// Entries, decoded on all cores, and hashed.
    private static func entries(
        _ positions: ClosedRange<UInt64>, _ tree: inout TreeFrontier, _ snapshot: borrowing LogSnapshot
    ) throws -> [Entry] {
        var entries: [[UInt8]] = []
        entries.reserveCapacity(positions.count)
        try snapshot.forEachEntry(from: positions.lowerBound, through: positions.upperBound) { _, span in
            tree.append(.leaf(span))
            // The bytes are copied at once; nothing of the span outlives this call.
            entries.append(span.withUnsafeBytes { [UInt8]($0) })
            return true
        }
        let size = 512
        let chunks = stride(from: 0, to: entries.count, by: size).map { $0..<min($0 + size, entries.count) }
        let decoded = Mutex([[Entry]](repeating: [], count: chunks.count))
        let raw = entries
        DispatchQueue.concurrentPerform(iterations: chunks.count) { index in
            let some = chunks[index].map { decode(raw[$0], positions.lowerBound + UInt64($0)) }
            decoded.withLock { $0[index] = some }
        }
        return decoded.withLock { Array($0.joined()) }
    }

    private static func decode(_ bytes: [UInt8], _ position: UInt64) -> Entry {
        do throws(ValidationError) {
            let event = try RecordedEvent(entry: bytes)
            return Entry(
                position: position, kind: UInt8(event.event.record.kind.rawValue), event: .success(event),
                first: FoundState(first: event))
        } catch {
            // The kind is field 4 of every entry, behind what the log wrote: tag 0x20 at byte 23.
            let kind = bytes.count > 24 && bytes[23] == 0x20 ? bytes[24] : 0
            return Entry(position: position, kind: kind, event: .failure(error))
        }
    }
}
