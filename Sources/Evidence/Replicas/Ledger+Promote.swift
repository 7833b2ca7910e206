import EventLog
import Files
import Forms
import Foundation
public import Ledger
import MerkleLog
import Replication
import Signing

extension Ledger {
    /// What promoting a replica came to.
    public struct Promotion: Hashable, Sendable {
        /// Events that it holds, all of them signed.
        public var position: UInt64
        /// Why the origin could not be asked once more; nil: it was.
        public var unheard: String?
    }

    /// Makes a replica the origin of its log: from then on it records, and signs with the log's key.
    ///
    /// It must hold everything that the origin had signed when it was last heard of; the places are asked once more, where
    /// they answer. What the old origin acknowledged and nobody copied is on its disk alone, and stays out of the log for good.
    /// The old origin must not go on: whoever has seen what this one signs then finds the fork (``ForkEvidence``).
    ///
    /// - Parameters:
    ///   - keyPath: the file of the log's own signing key.
    ///   - token: as for ``createReplica(at:key:from:logID:title:regionScheme:token:)``.
    /// - Throws: `LedgerError`: `refused` where it is no replica, holds less than was signed, or the key is another's; `fork`;
    ///   `conflict` where another process follows for it.
    public static func promote(at path: String, key keyPath: String, token: String? = nil) async throws -> Promotion {
        let ledger = try Ledger(openingAt: path, access: .following)
        defer { ledger.close() }
        let key = try LedgerKey(readingFrom: keyPath)
        guard let own = try ledger.file.key(), key.signer.verifierKey == own else {
            throw LedgerError(
                .refused, "The key in \(keyPath) is of \(key.signer.verifierKey), and the log is signed with another.")
        }
        var promotion = Promotion(position: 0)
        do {
            _ = try await ledger.followOnce(token: token)
        } catch let error as LedgerError where error.code != .fork && error.code != .conflict {
            promotion.unheard = error.description
        }
        let folder = ReplicaFolder(ofLedgerAt: path)
        // Nobody takes anything in meanwhile.
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try ledger.checkHoldsAll(folder)
        promotion.position = try LedgerError.wrapping { try ledger.log.position() }
        var file = ledger.file
        file.replicaOf = nil
        try file.write(at: URL(filePath: path).standardizedFileURL)
        // What it knew as a replica, and what it cosigned as a mirror, says nothing of an origin.
        try? FileManager.default.removeItem(atPath: path + "/" + ReplicaFolder.name)
        return promotion
    }

    private func checkHoldsAll(_ folder: ReplicaFolder) throws {
        if let fork = try replicaStatus()?.fork { throw LedgerError(.fork, fork) }
        let (position, signed) = try LedgerError.wrapping {
            try log.read { ($0.head.position, try $0.lastCheckpoint()?.size ?? 0) }
        }
        guard let known = folder.state()?.size else {
            throw LedgerError(
                .refused,
                "It is not known how much the origin of \(path) had signed: `incident-ledger replica follow --once` where it is "
                    + "published.")
        }
        guard position == signed, position >= known else {
            throw LedgerError(
                .refused,
                "\(path) holds \(position) events, \(signed) of them vouched for, and its origin had signed \(known): with it as "
                    + "the origin the others would be lost. `incident-ledger replica follow --once` where they are published."
            )
        }
    }
}
