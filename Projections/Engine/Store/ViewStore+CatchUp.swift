internal import EventLog
internal import Folding
internal import Incidents
internal import LMDB
internal import MerkleLog

/// What catching up did.
public struct CatchUp: Hashable, Sendable {
    /// Events folded by this call; another process may have folded some too.
    public var events: UInt64 = 0
    /// The view's position afterwards.
    public var position: UInt64 = 0
    /// Events parked by this call.
    public var parked: UInt64 = 0
}

extension ViewStore {
    /// Folds what the log has and the view has not, and stores it: cells, history and progress of as many events as
    /// fit a commit together.
    ///
    /// Several processes may call this at once: each takes over where the files stand when it may write. A view that is
    /// open for reading only stays as it is.
    ///
    /// An event at which three processes in a row have ended is parked.
    ///
    /// - Parameters:
    ///   - limit: the last position to fold; the log's end when it is called if nil or after that.
    ///   - eventsPerCommit: how many events at most are folded between two commits.
    ///   - newest: where the view is no more events than these behind the log, each of them is hashed and held against the
    ///     log's tree; a view that has more before it takes them as they lie in the log.
    /// - Throws: `LMDBError`, `EventLogError`; ``ProjectionError`` `refused` if the log has meanwhile become another one.
    @discardableResult
    public func catchUp(
        through limit: UInt64? = nil, eventsPerCommit: Int = 65_536, checkingLast newest: UInt64 = 65_536
    ) throws -> CatchUp {
        guard let attempts else { return CatchUp(events: 0, position: try position(), parked: 0) }
        let target = min(limit ?? .max, try log.position())
        var result = CatchUp(events: 0, position: try position(), parked: 0)
        while result.position < target {
            let step = try withFold { live in
                try advance(live, attempts, through: target, atMost: UInt64(max(1, eventsPerCommit)), newest)
            }
            result.events += step.events
            result.parked += step.parked
            result.position = step.position
        }
        return result
    }

    /// The position that it has come to.
    ///
    /// - Throws: `LMDBError`; ``ProjectionError`` `damaged`.
    public func position() throws -> UInt64 {
        try environment.read { try progress($0).position }
    }

    func progress<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws -> Progress {
        guard let row = try transaction.get(databases.meta, key: ViewDatabases.progressKey),
            let progress = Progress(row)
        else { throw ProjectionError.damaged(view, "its progress cannot be read") }
        return progress
    }

    /// The position after which every entry was held against the log's tree as it was folded. Those up to it were folded as
    /// they lay in the log, because there were many: hashing them all would take a third more of the processors' time.
    ///
    /// - Throws: `LMDBError`; ``ProjectionError`` `damaged`.
    func checkedAfter<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws -> UInt64 {
        guard let row = try transaction.get(databases.meta, key: ViewDatabases.checkedKey),
            let position = UInt64(bigEndianBytes: row)
        else { throw ProjectionError.damaged(view, "it does not say which entries were checked") }
        return position
    }

    static func storeChecked(
        after position: UInt64, _ databases: ViewDatabases, _ transaction: inout WriteTransaction
    ) throws {
        try position.withBigEndianBytes { bytes in
            try transaction.put(databases.meta, key: ViewDatabases.checkedKey, value: bytes.copied)
        }
    }

    /// One commit. Where one has failed, the next finds that the fold is ahead of the files, and reads it from them
    /// again.
    private func advance(
        _ live: LiveFold, _ attempts: AttemptFile, through target: UInt64, atMost count: UInt64, _ newest: UInt64
    ) throws -> CatchUp {
        let step = try environment.write { transaction in
            let progress = try progress(transaction)
            // Another process may have come as far already, and even beyond what this one sees of the log.
            guard progress.position < target else {
                return CatchUp(events: 0, position: progress.position, parked: 0)
            }
            if !live.isStored || live.fold.position != progress.position {
                try restore(live, progress, transaction)
            }
            let first = progress.position + 1
            let last = min(target, progress.position + count, blocks.calendarEnd(after: progress.position))
            live.isStored = false
            let end = try limit(last, from: first, attempts, &live.fold)
            var tree: TreeFrontier?
            if try log.position() - progress.position <= newest {
                let isKept = live.tree?.size == progress.position && live.tree?.root == progress.root
                tree = try isKept ? live.tree : log.read { try $0.tree(at: progress.position) }
            }
            try fold(first...end, live, attempts, &tree)
            // What cannot be taken in because its bytes were changed is damage, and no view's trouble.
            let parked = live.fold.newlyParked.map(\.position)
            for event in parked { try log.read { try $0.checkEntry(at: event) } }
            let position = live.fold.position
            let point: LogPoint
            if let tree {
                point = try log.read { try LogPoint($0, checking: tree, after: progress.position) }
                live.tree = tree
            } else {
                point = try log.read { try LogPoint($0, at: position) }
                try Self.storeChecked(after: position, databases, &transaction)
            }
            try store(live.fold, point, &transaction)
            return CatchUp(events: position - progress.position, position: position, parked: UInt64(parked.count))
        }
        if step.events > 0 {
            live.fold.saved()
            live.isStored = true
        }
        return step
    }

    /// Folds the entries in a range, or fewer where so much changes that it should be stored first.
    ///
    /// - Parameter tree: is carried on with their hashes, where there is one.
    private func fold(
        _ positions: ClosedRange<UInt64>, _ live: LiveFold, _ attempts: AttemptFile, _ tree: inout TreeFrontier?
    ) throws {
        let isAlone = attempts.mustBeAlone(from: positions.lowerBound)
        if !isAlone, live.threads.isLong(positions) { attempts.together = positions.upperBound }
        defer {
            attempts.trying = 0
            if !isAlone { attempts.together = 0 }
        }
        var position = positions.lowerBound - 1
        while position < positions.upperBound, position < positions.lowerBound || !live.fold.isFull {
            position = try live.threads.fold(
                position + 1...positions.upperBound, of: log, tree: &tree, isAlone: isAlone, attempts)
        }
    }
}
