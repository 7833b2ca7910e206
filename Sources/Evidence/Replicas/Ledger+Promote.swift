import EventLog
import Files
import Forms
import Foundation
import Incidents
public import Ledger
import MerkleLog
import Register
import Replication
import Signing

extension Ledger {
    /// What promoting a replica came to.
    public struct Promotion: Hashable, Sendable {
        /// Events that it holds, all of them signed.
        public var position: UInt64
        /// It has the writer's place in a register.
        public var isRegistered = false
        /// Why the origin could not be asked once more; nil: it was.
        public var unheard: String?
    }

    /// The register in which a promoted replica takes the writer's place.
    public struct RegisterPlace: Sendable {
        /// Of the servers of one cluster of etcd; empty: those of the replica's own setting.
        public var addresses: [String]
        /// What people call this ledger, for whoever is refused because of it; nil: as it is set, else the machine's name.
        public var name: String?
        /// The name of a writer that took the place itself, and is gone before it signed anything.
        public var replacing: String?

        public init(at addresses: [String], name: String? = nil, replacing: String? = nil) {
            (self.addresses, self.name, self.replacing) = (addresses, name, replacing)
        }
    }

    /// Makes a replica the origin of its log: from then on it records, and signs with the log's key.
    ///
    /// It must hold everything that the origin had signed when it was last heard of; the places are asked once more, where
    /// they answer. What the old origin acknowledged and nobody copied is on its disk alone, and stays out of the log for good.
    /// The old origin must not go on: whoever has seen what this one signs then finds the fork (``ForkEvidence``).
    ///
    /// - Parameters:
    ///   - keyPath: the file of the log's own signing key.
    ///   - place: in the register; where neither this nor the replica's setting has an address, nothing is locked.
    ///   - token: as for ``createReplica(at:key:from:logID:title:regionScheme:token:)``.
    /// - Throws: `LedgerError`: `refused` where it is no replica, holds less than was signed, the key is another's, or the register
    ///   does not answer; `fork`; `conflict` where another process follows for it, or another ledger was first in the register.
    public static func promote(
        at path: String, key keyPath: String, place: RegisterPlace, token: String? = nil
    ) async throws -> Promotion {
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
        let head = try LedgerError.wrapping { try ledger.log.head() }
        promotion.position = head.position
        var file = ledger.file
        let url = URL(filePath: path).standardizedFileURL
        let addresses = place.addresses.isEmpty ? file.register?.addresses ?? [] : place.addresses
        if !addresses.isEmpty {
            file.register = try .checked(addresses, name: place.name, known: file.register)
            // First: whoever is cut short after it has the place is the same one when it is repeated.
            try file.write(at: url)
            try await file.headRegister?.takePlace(
                TreeHead(size: head.position, root: head.root),
                at: Instant.text(microseconds: EventLogOptions.systemClock()), replacing: place.replacing)
            promotion.isRegistered = true
        }
        file.replicaOf = nil
        try file.write(at: url)
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
