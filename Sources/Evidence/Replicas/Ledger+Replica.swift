import EventLog
public import Forms
import Foundation
public import Ledger
import MerkleLog
public import Replication

extension Ledger {
    /// Makes a replica of a log that is published, and takes its checkpoint on the word of the key alone. It holds nothing
    /// yet: what follows takes it in.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there yet except an empty folder.
    ///   - verifierKey: the origin's, had from its owner once and for all.
    ///   - addresses: at which the log is published; at least one.
    ///   - givenID: the log's identifier, for an origin whose name does not state it.
    ///   - token: is shown to services that do not publish for everybody.
    /// - Returns: how many events the origin has signed.
    /// - Throws: `LedgerError`: `refused` where no address gives a checkpoint that the key has signed, or something is there
    ///   already.
    public static func createReplica(
        at path: String, key verifierKey: String, from addresses: [String], logID givenID: String? = nil,
        title: String? = nil, regionScheme: String? = nil, token: String? = nil
    ) async throws -> UInt64 {
        let key: VerifierKey
        do {
            key = try VerifierKey(verifierKey)
        } catch {
            throw LedgerError(.refused, error.description)
        }
        guard key.type == .ed25519 else {
            throw LedgerError(.refused, "\(key.name) is a witness's or a mirror's key, and an origin's is wanted.")
        }
        let logID = try logID(of: key, givenID)
        let feeds = try addresses.map { address throws(LedgerError) in try FeedAddress.feed(at: address, token: token) }
        // Before anything is made: a wrong key or address is told at once.
        let size = try await PublishedCheckpoint.newest(of: feeds, key: key).checkpoint.size
        let made = try makeReplica(
            at: path, of: logID, key: key, from: addresses, title: title, regionScheme: regionScheme)
        made.close()
        return size
    }

    private static func logID(of key: VerifierKey, _ given: String?) throws(LedgerError) -> LogID {
        let named =
            key.name.hasPrefix(defaultOrigin(of: "")) ? String(key.name.dropFirst(defaultOrigin(of: "").count)) : nil
        guard let text = named ?? given else {
            throw LedgerError(
                .refused,
                "The name \(key.name) does not state the log's identifier: --log-id gives it, as `head` prints it at the origin."
            )
        }
        guard let logID = LogID(hex: text) else {
            throw LedgerError(.refused, "\(text) is no identifier of a log: it has 32 hexadecimal digits.")
        }
        guard given == nil || given == logID.description else {
            throw LedgerError(.refused, "The key is of the log \(logID), and --log-id names \(given ?? "").")
        }
        return logID
    }

    /// Looks once at every place where the origin is published, and takes in all that it has signed.
    ///
    /// - Parameters:
    ///   - mirrorKey: the file of the key that cosigns what is held; nil: none does.
    ///   - token: as for ``createReplica(at:key:from:logID:title:regionScheme:token:)``.
    ///   - progress: called now and then with the number of events that were verified.
    /// - Throws: `LedgerError`: `fork` where two signed checkpoints contradict each other, now or before; `conflict` where
    ///   another process follows; `refused` where no place gives what the origin has signed.
    public func followOnce(
        mirrorKey: String? = nil, token: String? = nil, progress: ((UInt64) -> Void)? = nil
    ) async throws -> ReplicaFollower.Outcome {
        try await LedgerError.wrappingAwaited { try await follower(mirrorKey, token).follower.once(progress: progress) }
    }

    /// Looks again and again until the task is cancelled.
    ///
    /// - Parameters:
    ///   - bus: a message bus from which what the origin signs is taken in as soon as it comes; nil: none.
    ///   - report: is told what each look came to.
    /// - Throws: as ``followOnce(mirrorKey:token:progress:)``, but not what can pass; `CancellationError`.
    public func follow(
        every interval: Duration, bus: String? = nil, mirrorKey: String? = nil, token: String? = nil,
        report: (Result<ReplicaFollower.Outcome, LedgerError>) -> Void
    ) async throws {
        let (replica, follower) = try follower(mirrorKey, token)
        guard let bus else { return try await follower.run(every: interval, report: report) }
        try await BusFollower(replica, follower, by: bus).run(every: interval, report: report)
    }

    /// Puts what is signed on a message bus until the task is cancelled.
    ///
    /// - Parameters:
    ///   - copies: how many servers of a cluster are to hold it.
    ///   - report: is told how it goes.
    /// - Throws: `LedgerError`; `CancellationError`.
    public func relay(
        to bus: String, copies: Int = 1, report: @escaping @Sendable (BusRelay.Report) -> Void
    ) async throws {
        try await BusRelay(log, to: bus, copies: copies).run(report: report)
    }

    private func follower(
        _ mirrorKey: String?, _ token: String?
    ) throws -> (replica: ReplicaLog, follower: ReplicaFollower) {
        guard let key = try file.key(), let addresses = file.replicaOf else {
            throw LedgerError(.refused, "\(path) is no replica, and follows nobody.")
        }
        let mirror = try mirrorKey.map { path throws(LedgerError) in try MirrorKey(readingFrom: path) }
        let replica = try ReplicaLog(ofLedgerAt: path, log: log, key: key, origin: origin)
        let follower = try ReplicaFollower(
            replica,
            FeedPrefixes(
                try addresses.map { address throws(LedgerError) in try FeedAddress.feed(at: address, token: token) }),
            mirror: mirror)
        return (replica, follower)
    }

    /// The checkpoint as this ledger publishes it: the origin's note, and where this is a mirror its cosignature.
    ///
    /// - Throws: `LedgerError`: `notFound` where nothing has been signed yet.
    public func publishedCheckpoint() throws -> String {
        let note = try checkpoint()
        guard isReplica, let cosigned = ReplicaFolder(ofLedgerAt: path).cosigned(),
            try LedgerError.wrapping({ try SignedNote(note) }).text == cosigned.text
        else { return note }
        return cosigned.description
    }

    /// Writes what is signed of the log as files that any server of plain files serves (C2SP tlog-tiles), going on where it
    /// left off.
    ///
    /// - Throws: `LedgerError`: `refused` where the ledger has no key, or the folder holds another log or a longer one;
    ///   `notFound` where nothing has been signed yet; `damaged`.
    public func publish(to folder: String) throws -> StaticTree.Published {
        guard let key = try file.key() else {
            throw LedgerError(.refused, "\(path) was made without a key: nothing of it is signed.")
        }
        let note = try publishedCheckpoint()
        return try LedgerError.wrapping {
            try StaticTree(folder, key: key, origin: origin).publish(try SignedNote(note), of: log)
        }
    }
}
