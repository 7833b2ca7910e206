import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Synchronization
import Testing

/// A log with a key, which publishes what is signed in a folder, and a replica of it.
final class Origin {
    let folder: TemporaryFolder
    let log: EventLog
    let key: SignerKey

    /// - Parameter key: of another origin whose history this one contradicts; nil: a new one.
    init(logID: LogID? = nil, key: SignerKey? = nil) async throws {
        folder = try TemporaryFolder()
        log = try EventLog.create(at: folder.path("log"))
        let name = "incident-ledger/\((logID ?? log.logID).description)"
        self.key = try key ?? SignerKey(generating: name)
    }

    var verifier: VerifierKey { key.verifierKey }
    var published: String { folder.path("published") }

    /// Appends a request of records of generated names.
    ///
    /// - Parameter reason: how many bytes each entry's reason has, at most 16383; 0: it has none.
    func append(_ count: Int, _ name: String, key: String? = nil, reason: Int = 0) async throws {
        let length = [UInt8(reason & 0x7F) | 0x80, UInt8(reason >> 7)]
        let said = reason == 0 ? [] : [0x4A] + length + [UInt8](repeating: UInt8(ascii: "x"), count: reason)
        let drafts = (0..<count).map { number in
            Draft(callerPart: [0x20, 1, 0x2A] + Self.text("\(name)-\(number)") + said, expected: .any)
        }
        try await log.append(AppendRequest(drafts: drafts, idempotencyKey: key))
    }

    private static func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

    /// Signs a head, the last one where it is not stated.
    func note(at size: UInt64? = nil) throws -> SignedNote {
        let size = try size ?? log.position()
        let head = TreeHead(size: size, root: try log.read { try $0.root(at: size) })
        return try Checkpoint(origin: verifier.name, head: head).signed(by: key)
    }

    func publish() throws { try publish(try note()) }

    /// - Parameter folder: nil: ``published``.
    @discardableResult
    func publish(_ note: SignedNote, in folder: String? = nil) throws -> StaticTree.Published {
        try StaticTree(folder ?? published, key: verifier, origin: verifier.name).publish(note, of: log)
    }

    /// An empty replica in a folder of its own.
    func replica() throws -> Copy { try Copy(of: self) }
}

/// A replica of a log.
final class Copy {
    let folder: TemporaryFolder
    let log: EventLog
    let origin: Origin

    init(of origin: Origin) throws {
        folder = try TemporaryFolder()
        self.origin = origin
        log = try EventLog.create(at: folder.path("log"), copying: origin.log.logID)
    }

    /// Follows once, by feeds, in small steps.
    @discardableResult
    func follow(
        _ feeds: [any LogFeed], count: Int = 700, mirror: MirrorKey? = nil
    ) async throws -> ReplicaFollower.Outcome {
        var limits = StepLimits()
        limits.count = count
        let replica = try ReplicaLog(
            ofLedgerAt: folder.url.path, log: log, key: origin.verifier, origin: origin.verifier.name)
        return try await ReplicaFollower(replica, FeedPrefixes(feeds), mirror: mirror, limits: limits).once()
    }

    /// It holds what the origin holds, entry for entry, and its indexes and tiles are those of these entries.
    func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try log.head() == origin.log.head(), sourceLocation: sourceLocation)
        #expect(try log.audit().findings == [], sourceLocation: sourceLocation)
    }
}

/// A place that gives what another one does, altered.
final class AlteredFeed: LogFeed {
    let place = "altered"
    private let real: any LogFeed
    private let alter: @Sendable (String, [UInt8]) throws -> [UInt8]
    let asked = Mutex<[String]>([])

    init(_ real: any LogFeed, _ alter: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws -> [UInt8]) {
        self.real = real
        self.alter = alter
    }

    func checkpoint() async throws -> [UInt8] { try alter("checkpoint", try await real.checkpoint()) }

    func file(_ path: TilePath, maximum: Int) async throws -> [UInt8] {
        asked.withLock { $0.append(path.description) }
        return try alter(path.description, try await real.file(path, maximum: maximum))
    }
}
