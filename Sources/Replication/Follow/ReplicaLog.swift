public import EventLog
internal import Files
internal import Forms
public import MerkleLog
internal import Signing
internal import Synchronization

/// A log that is a copy of another one, and what of that one is believed: what a checkpoint vouches for that its key has
/// signed and that continues every checkpoint seen before. Where bytes come from, nothing here knows.
public final class ReplicaLog: Sendable {
    public let log: EventLog
    /// Verifies the origin's checkpoints.
    public let key: VerifierKey
    /// The name under which the origin signs them.
    public let origin: String
    public let folder: ReplicaFolder
    private let path: String
    private let seen: Mutex<Seen>

    private struct Seen {
        var latest: VerifiedCheckpoint?
        var state: ReplicaState?
        var writtenAt: UInt64 = 0
    }

    /// So long the file says at most that nothing was verified although something was, in microseconds.
    private static let patience: UInt64 = 10_000_000

    /// - Parameter log: opened for copying.
    /// - Throws: `LedgerError`: `fork` where evidence of one is kept, `damaged`, `refused`.
    public init(ofLedgerAt path: String, log: EventLog, key: VerifierKey, origin: String) throws {
        self.log = log
        self.key = key
        self.origin = origin
        self.path = path
        folder = ReplicaFolder(ofLedgerAt: path)
        try folder.make()
        if let fork = try folder.fork() { throw fork.refusal(path + "/" + ReplicaFolder.name) }
        var known = Seen()
        known.state = folder.state()
        let stored = try log.read { try $0.lastCheckpoint()?.note }
        for note in [known.state?.checkpoint, stored].compactMap({ $0 }) {
            guard let verified = try? VerifiedCheckpoint(try SignedNote(note), log: key, origin: origin) else {
                continue
            }
            if verified.checkpoint.size >= known.latest?.checkpoint.size ?? 0 { known.latest = verified }
        }
        seen = Mutex(known)
    }

    /// The largest checkpoint that was accepted; nil: none yet.
    public var latest: VerifiedCheckpoint? { seen.withLock { $0.latest } }

    /// How a checkpoint stands to the largest that was accepted before.
    public enum Standing: Sendable {
        /// It continues it, and is the largest now.
        case newer
        /// It is the same, or an earlier one of the same history.
        case known
    }

    /// Takes a checkpoint where it is signed and contradicts none that was seen before.
    ///
    /// - Parameters:
    ///   - bytes: of a note, as they came.
    ///   - place: where they came from.
    ///   - prefix: gives the hashes that show which root a signed tree had at an earlier size.
    /// - Throws: ``FeedError`` where it is not signed by the log's key, or of another log; `LedgerError` with `fork` where it
    ///   contradicts one that was signed before: then both are kept as evidence, and this takes nothing any more.
    @discardableResult
    public func accept(
        _ bytes: [UInt8], from place: String,
        prefix: (_ size: UInt64, _ tree: TreeHead) async throws -> PrefixProof
    ) async throws -> Standing {
        let given = try verified(bytes, from: place)
        if let latest { try await check(given, latest, place, prefix) }
        let isNewer = (latest?.checkpoint.size).map { given.checkpoint.size > $0 } ?? true
        try note(isNewer ? given : nil, place)
        return isNewer ? .newer : .known
    }

    private func verified(_ bytes: [UInt8], from place: String) throws -> VerifiedCheckpoint {
        do {
            return try VerifiedCheckpoint(try SignedNote(bytes: bytes), log: key, origin: origin)
        } catch {
            throw FeedError(
                .wrong,
                "\(place) does not publish a checkpoint of \(origin) that \(key.name) has signed: \(error.description)")
        }
    }

    /// Takes a checkpoint that came with the entries it is of.
    ///
    /// - Parameter reached: what the entries that are held and those that came after them come to.
    /// - Throws: ``FeedError`` where it is not signed by the log's key, or these are not its entries: then either may be made up,
    ///   and the tiles tell.
    func accept(_ bytes: [UInt8], from place: String, reached: TreeHead) throws -> VerifiedCheckpoint {
        let given = try verified(bytes, from: place)
        let known = latest?.checkpoint.size ?? 0
        guard given.checkpoint.head == reached, try log.position() >= known else {
            throw FeedError(
                .wrong,
                "\(place) gives entries that come to the root \(reached.root) at \(reached.size) events, and a "
                    + "checkpoint of \(given.checkpoint.size) events with the root \(given.checkpoint.root).")
        }
        try note(given, place)
        return given
    }

    private func check(
        _ given: VerifiedCheckpoint, _ latest: VerifiedCheckpoint, _ place: String,
        _ prefix: (UInt64, TreeHead) async throws -> PrefixProof
    ) async throws {
        let isLater = given.checkpoint.size >= latest.checkpoint.size
        let (earlier, later) = isLater ? (latest, given) : (given, latest)
        let (small, large) = (earlier.checkpoint.head, later.checkpoint.head)
        let proof: PrefixProof
        if small == large || small.size == large.size || small.size == 0 {
            proof = PrefixProof([])
        } else if try log.position() >= large.size {
            proof = try log.tiles.prefixProof(of: small.size, in: large.size)
        } else {
            proof = try await prefix(small.size, large)
        }
        guard try proof.root(at: small.size, in: large) != small.root else { return }
        let evidence = ForkEvidence(
            earlier: earlier.note.description, later: later.note.description, hashes: proof.hashes.map(\.base64),
            place: place, foundAt: EventLogOptions.systemClock())
        // Before anything is said of it: what was found is not lost with this process.
        try folder.keep(evidence)
        throw evidence.refusal(path + "/" + ReplicaFolder.name)
    }

    /// Keeps that the origin was heard of, and its checkpoint where it is a larger one.
    private func note(_ newer: VerifiedCheckpoint?, _ place: String) throws {
        let now = EventLogOptions.systemClock()
        try seen.withLock { seen in
            if let newer { seen.latest = newer }
            guard let latest = seen.latest else { return }
            let hadProblem = seen.state?.problem != nil
            let state = ReplicaState(
                checkpoint: latest.note.description, verifiedAt: now, place: place, problem: nil)
            seen.state = state
            guard newer != nil || hadProblem || now > seen.writtenAt + Self.patience else { return }
            try folder.keep(state)
            seen.writtenAt = now
        }
    }

    /// Keeps what went wrong, for whoever asks how the replica does.
    func note(problem: String) {
        seen.withLock { seen in
            guard var state = seen.state, state.problem != problem else { return }
            state.problem = problem
            seen.state = state
            try? folder.keep(state)
        }
    }

    /// The note of a checkpoint as the origin alone has signed it: what a log stores.
    func note(of checkpoint: VerifiedCheckpoint) -> String {
        (checkpoint.note.signed(onlyBy: key) ?? checkpoint.note).description
    }

    /// Keeps the checkpoint of what is held: in the log, where it is not yet, and outside it, as every ledger does.
    func keepCheckpoint() async throws {
        if let latest, try log.position() == latest.checkpoint.size,
            try log.read({ try $0.checkpoint(at: latest.checkpoint.size) }) == nil
        {
            try await log.storeCheckpoint(note(of: latest), size: latest.checkpoint.size)
        }
        guard let last = try log.read({ try $0.lastCheckpoint() }) else { return }
        try CheckpointFile(ofLedgerAt: path).keep(last.note, size: last.size)
    }
}
