internal import EventLog
internal import Files
public import Forms
internal import MerkleLog

/// Follows a log for a replica: hears its checkpoint, and takes in what it vouches for.
public final class ReplicaFollower: Sendable {
    private let replica: ReplicaLog
    private let prefixes: FeedPrefixes
    private let mirror: MirrorKey?
    private let lock: FileLock
    private let limits: StepLimits

    /// - Parameter mirror: the key with which the replica cosigns what it holds; nil: it makes no such promise.
    /// - Throws: `LedgerError` with `conflict` where another process follows.
    public convenience init(
        _ replica: ReplicaLog, _ prefixes: FeedPrefixes, mirror: MirrorKey? = nil
    ) throws(LedgerError) {
        try self.init(replica, prefixes, mirror: mirror, limits: StepLimits())
    }

    /// - Parameter limits: tests have smaller ones.
    package init(
        _ replica: ReplicaLog, _ prefixes: FeedPrefixes, mirror: MirrorKey?, limits: StepLimits
    ) throws(LedgerError) {
        self.limits = limits
        self.replica = replica
        self.prefixes = prefixes
        self.mirror = mirror
        lock = try replica.folder.lock()
    }

    /// What one look at the log came to.
    public struct Outcome: Hashable, Sendable {
        /// Events that were taken in.
        public var taken: UInt64
        /// Events that are held.
        public var position: UInt64
        /// Places that gave no checkpoint of the log, and why.
        public var problems: [String]
    }

    /// Looks once at every place, and takes in all that the largest checkpoint vouches for.
    ///
    /// - Parameter progress: called now and then with the number of events that were verified.
    /// - Throws: ``FeedError`` where no place gives a checkpoint of the log, or what it vouches for; `LedgerError` with `fork`;
    ///   `EventLogError`. What was taken in before stays.
    public func once(progress: ((UInt64) -> Void)? = nil) async throws -> Outcome {
        do {
            let outcome = try await take(progress)
            if !outcome.problems.isEmpty { replica.note(problem: outcome.problems.joined(separator: "\n")) }
            return outcome
        } catch {
            if !(error is CancellationError) { replica.note(problem: LedgerError.wrapping(error).description) }
            throw error
        }
    }

    private func take(_ progress: ((UInt64) -> Void)?) async throws -> Outcome {
        var problems: [any Error] = []
        for feed in prefixes.feeds {
            do {
                let prefixes = prefixes
                try await replica.accept(try await feed.checkpoint(), from: feed.place) { size, tree in
                    try await FeedTiles(prefixes, tree).prefix(size).proof
                }
            } catch let error as FeedError {
                problems.append(error)
            }
        }
        // Where nobody gives one, nothing was heard of the log.
        if problems.count == prefixes.feeds.count { throw problems[problems.count - 1] }
        let before = try replica.log.position()
        if let latest = replica.latest, latest.checkpoint.size > before {
            var catchUp = try ReplicaCatchUp(replica, prefixes, to: latest, limits, progress: progress)
            try await catchUp.run()
        }
        try await settle()
        let position = try replica.log.position()
        return Outcome(
            taken: position - before, position: position,
            problems: problems.map { LedgerError.wrapping($0).description })
    }

    /// Keeps the checkpoint of what is held now, and cosigns it where the replica promises that.
    func settle() async throws {
        try await replica.keepCheckpoint()
        if let mirror { try replica.cosign(with: mirror) }
    }

    /// Looks again and again until the task is cancelled. What can pass is waited out, longer each time; a fork ends it.
    ///
    /// - Parameters:
    ///   - interval: from one look to the next.
    ///   - report: is told what each look came to.
    /// - Throws: `LedgerError` with `fork` or `damaged`; `CancellationError`.
    public func run(every interval: Duration, report: (Result<Outcome, LedgerError>) -> Void) async throws {
        var failures = 0
        while true {
            do {
                report(.success(try await once()))
                failures = 0
            } catch {
                try Task.checkCancellation()
                let error = LedgerError.wrapping(error)
                if error.code == .fork || error.code == .damaged { throw error }
                report(.failure(error))
                failures += 1
            }
            try await Task.sleep(for: failures == 0 ? interval : Self.pause(after: failures, interval))
        }
    }

    /// Twice as long after each failure, a minute at most.
    private static func pause(after failures: Int, _ interval: Duration) -> Duration {
        min(interval * (1 << min(failures, 16)), max(interval, .seconds(60)))
    }
}
