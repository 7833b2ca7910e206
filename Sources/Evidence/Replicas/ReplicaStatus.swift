import EventLog
import Forms
import Foundation
public import Ledger
import MerkleLog
import Replication

/// How a replica stands to its origin.
public struct ReplicaStatus: Hashable, Sendable {
    /// The name under which the origin signs.
    public var origin: String
    /// Verifies the origin's checkpoints.
    public var verifierKey: String
    /// Where the log is published.
    public var addresses: [String]
    /// Events that are held.
    public var position: UInt64
    /// Events that the latest checkpoint that is held vouches for.
    public var signed: UInt64
    /// Events that the origin had signed when it was last heard of; nil: it never was.
    public var originSize: UInt64?
    /// When a checkpoint was last verified, in microseconds since 1970-01-01T00:00:00Z; nil: never.
    public var verifiedAt: UInt64?
    /// How long ago that is, in seconds.
    public var age: UInt64?
    /// What went wrong since; nil: nothing.
    public var problem: String?
    /// What the kept evidence shows: the log has signed histories that contradict each other. Nil: none was seen.
    public var fork: String?
    /// The name of the key that cosigns what is held; nil: none does.
    public var mirror: String?

    /// What is to be said beside every answer.
    public var sentence: String {
        var text = "This is a replica of \(origin)."
        if let originSize, let age {
            text +=
                " It holds \(position) of the \(originSize) events that the origin had signed when it was last heard of, "
            text += "\(Self.words(age)) ago."
        } else {
            text += " The origin has not been heard of yet."
        }
        return fork.map { text + " " + $0 + " Nothing is taken in any more." } ?? text
    }

    private static func words(_ seconds: UInt64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}

extension Ledger {
    /// How this replica stands to its origin; nil where it is none.
    ///
    /// - Throws: `LedgerError`.
    public func replicaStatus() throws -> ReplicaStatus? {
        guard let addresses = file.replicaOf, let key = try file.key() else { return nil }
        let folder = ReplicaFolder(ofLedgerAt: path)
        let state = folder.state()
        let now = EventLogOptions.systemClock()
        let (position, signed) = try LedgerError.wrapping {
            try log.read { ($0.head.position, try $0.lastCheckpoint()?.size ?? 0) }
        }
        let fork = try folder.forkSentence(key: key, origin: origin)
        let cosigner = folder.cosigned()?.signatures.last { $0.name != key.name }?.name
        return ReplicaStatus(
            origin: origin, verifierKey: key.description, addresses: addresses, position: position, signed: signed,
            originSize: state?.size, verifiedAt: state?.verifiedAt,
            age: state.map { now > $0.verifiedAt ? (now - $0.verifiedAt) / 1_000_000 : 0 }, problem: state?.problem,
            fork: fork, mirror: cosigner)
    }
}
