internal import LMDB
internal import MerkleLog

/// An append-only log of events: entries by position, their streams, and a Merkle tree over all of them, in one
/// directory.
///
/// There is no call that changes or removes an entry. Any number of processes can have the same log open and append;
/// within one process it is opened once and shared.
///
///     let log = try EventLog(openingAt: "my.ledger/log", access: .readWrite)
///     let acknowledgement = try await log.append(AppendRequest(drafts: [draft], idempotencyKey: "import/17"))
///     let head = try log.head()
public final class EventLog: Sendable {
    /// What a log is opened for.
    public enum Access: Sendable {
        case readOnly, readWrite
        /// Takes what another log of the same id has stored, and nothing else.
        case copying
    }

    /// Tells this log from every other one; a backup has the same.
    public let logID: LogID
    /// What the log was opened for.
    public let access: Access
    let storage: LogStorage
    let options: EventLogOptions
    let followers: Followers
    let tails = TailCache()
    /// Nil when the log is open for reading only.
    let writer: WriteQueue?

    /// Takes over what was opened; it is closed where this throws.
    ///
    /// - Throws: `.io` where there is no room for the writer's thread.
    init(_ storage: LogStorage, _ logID: LogID, _ access: Access, _ options: EventLogOptions) throws(EventLogError) {
        self.storage = storage
        self.logID = logID
        self.access = access
        self.options = options
        let followers = Followers(storage.environment, interval: options.pollInterval)
        self.followers = followers
        do throws(EventLogError) {
            writer = access == .readOnly ? nil : try WriteQueue(storage, options: options) { followers.wake() }
        } catch {
            storage.environment.close()
            throw error
        }
    }

    /// - Throws: `.readOnly` where the log appends nothing of its own.
    var appending: WriteQueue {
        get throws(EventLogError) {
            guard access == .readWrite, let writer else { throw access == .copying ? .isCopy : .readOnly }
            return writer
        }
    }

    deinit { close() }

    /// Closes the log: appends that were handed in before are finished, later calls throw `.closed`, and followers
    /// end. Returns when the writer has stopped. Closing twice does nothing.
    public func close() {
        writer?.close()
        followers.close()
        storage.environment.close()
    }
}
