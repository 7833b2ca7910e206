internal import EventLog
public import Forms
internal import JetStream
internal import MerkleLog

/// Follows a log by a message bus, so that what the origin has signed is here some milliseconds later; and by its tiles
/// wherever the bus has a gap, gives what is not the log's, or says nothing.
///
/// What comes by the bus is held in memory until a checkpoint that came with it vouches for all of it: then it is committed. The
/// bus may be anybody's.
public struct BusFollower: Sendable {
    private let replica: ReplicaLog
    private let tiles: ReplicaFollower
    private let address: String
    private let thread = WaitingThread(named: "bus")

    /// More is not held while no checkpoint comes: then the tiles have it.
    private static let (mostEntries, mostBytes) = (65_536, 32 << 20)

    /// - Parameters:
    ///   - tiles: follows the same replica.
    ///   - address: `nats://host:port`.
    public init(_ replica: ReplicaLog, _ tiles: ReplicaFollower, by address: String) {
        (self.replica, self.tiles, self.address) = (replica, tiles, address)
    }

    /// Follows until the task is cancelled. What can pass is waited out; a fork ends it.
    ///
    /// - Parameters:
    ///   - interval: so often the tiles are looked at, whatever the bus says.
    ///   - report: is told what was taken in, and from where, and what went wrong.
    /// - Throws: `LedgerError` with `fork` or `damaged`; `CancellationError`.
    public func run(
        every interval: Duration, report: (Result<ReplicaFollower.Outcome, LedgerError>) -> Void
    ) async throws {
        var failures = 0
        while true {
            try await look(report)
            do {
                try await listen(every: interval, report)
                failures = 0
            } catch {
                try Self.endIfNeeded(error)
                report(.failure(LedgerError.wrapping(error)))
                failures += 1
            }
            try await Task.sleep(for: min(.milliseconds(50) * (1 << min(failures, 6)), interval))
        }
    }

    /// Takes in what the tiles have.
    private func look(_ report: (Result<ReplicaFollower.Outcome, LedgerError>) -> Void) async throws {
        do {
            report(.success(try await tiles.once()))
        } catch {
            try Self.endIfNeeded(error)
            report(.failure(LedgerError.wrapping(error)))
        }
    }

    private static func endIfNeeded(_ error: any Error) throws {
        try Task.checkCancellation()
        let error = LedgerError.wrapping(error)
        if error.code == .fork || error.code == .damaged { throw error }
    }

    /// Takes in what comes by the bus, until it is time to begin anew.
    private func listen(
        every interval: Duration, _ report: (Result<ReplicaFollower.Outcome, LedgerError>) -> Void
    ) async throws {
        let tree = try replica.log.read { try $0.tree(at: $0.head.position) }
        let (stream, address) = (LogStream(of: replica.log.logID), address)
        let messages = try await thread.run {
            let connection = try BusConnection(to: address, name: "incident-ledger follower")
            _ = try StreamAPI(connection).info(of: stream.name)
            return try PulledMessages(
                of: stream.name, from: tree.size + 1, by: connection, headers: [LogStream.checkpoint])
        }
        var heard = HeardEntries(after: tree)
        var lookedAt = ContinuousClock.now
        while true {
            let some = try await thread.run { try messages.next() }
            try Task.checkCancellation()
            if let signed = try heard.take(some) {
                report(.success(try await commit(heard.take(through: signed.head), signed)))
            }
            guard heard.run.count < Self.mostEntries, heard.run.byteCount < Self.mostBytes else {
                throw FeedError(
                    .wrong,
                    "\(address) gave \(heard.run.count) events after \(heard.run.start) without a checkpoint: the published files "
                        + "have them.")
            }
            guard lookedAt + interval <= .now else { continue }
            lookedAt = .now
            try await look(report)
            // The tiles had more.
            if try replica.log.position() != heard.run.start { return }
        }
    }

    private func commit(_ run: EntryRun, _ signed: HeardEntries.Signed) async throws -> ReplicaFollower.Outcome {
        let checkpoint = try replica.accept(signed.note, from: address, reached: signed.head)
        let request = CopyRequest(
            start: run.start, checkpoint: (signed.head.size, replica.note(of: checkpoint))
        ) { take in
            try take(run)
            return signed.head
        }
        try await replica.log.copy(request)
        try await tiles.settle()
        return .init(taken: UInt64(run.count), position: signed.head.size, problems: [])
    }
}
