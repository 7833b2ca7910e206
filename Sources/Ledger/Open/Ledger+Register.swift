import EventLog
package import Forms
import Foundation
import Incidents
import MerkleLog
package import Register
import Signing
import Synchronization

/// What has kept heads from being signed, and who is to be told.
struct SigningProblems {
    var last: String?
    var tell: (@Sendable (String) -> Void)?
}

extension Ledger {
    /// What last kept a checkpoint from being signed or kept, in this process, where the end of the log is unsigned.
    ///
    /// - Throws: `LedgerError`.
    public func signingProblem() throws -> String? {
        guard let last = problems.withLock({ $0.last }), try unsignedCount() > 0 else { return nil }
        return last
    }

    /// From now on `tell` is told what keeps a checkpoint from being signed or kept, as it happens, on any thread.
    public func onSigningProblem(_ tell: @escaping @Sendable (String) -> Void) {
        problems.withLock { $0.tell = tell }
    }

    func noteSigned() { problems.withLock { $0.last = nil } }

    func noteSigning(problem: String) {
        say("A checkpoint could not be signed or kept yet: \(problem)")
        let tell = problems.withLock { problems in
            problems.last = problem
            return problems.tell
        }
        tell?(problem)
    }

    /// The addresses of the register in which this ledger claims heads; nil: it has none.
    public var registerAddresses: [String]? { file.register?.addresses }

    /// Lets each head of a ledger be claimed in a register from now on, before it is signed. What the register knows first is the
    /// last head that was signed; of a replica it is only kept where that is, for when it is promoted.
    ///
    /// Programs that have the ledger open go on as before until they open it anew.
    ///
    /// - Parameters:
    ///   - addresses: of the servers of one cluster of etcd: `http://host:port`.
    ///   - name: of this ledger, for whoever is refused because of it; nil: as it was set, else the machine's name.
    /// - Throws: `LedgerError`: `conflict` where another ledger has the writer's place there; `refused` where it does not answer.
    public static func setRegister(_ addresses: [String], name: String?, ofLedgerAt path: String) async throws {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        var file = ledger.file
        file.register = try .checked(addresses, name: name, known: file.register)
        if !ledger.isReplica, let register = file.headRegister {
            guard file.publicKey != nil else {
                throw LedgerError(.refused, "\(path) was made without a key: nothing of it is signed.")
            }
            let signed = try LedgerError.wrapping {
                try ledger.log.read { snapshot in
                    let size = try snapshot.lastCheckpoint()?.size ?? 0
                    return TreeHead(size: size, root: try snapshot.root(at: size))
                }
            }
            try await register.begin(signed, at: Instant.text(microseconds: EventLogOptions.systemClock()))
        }
        try file.write(at: URL(filePath: path).standardizedFileURL)
    }

    /// Lets heads be signed without a register again.
    ///
    /// - Throws: `LedgerError`.
    public static func removeRegister(ofLedgerAt path: String) throws {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        var file = ledger.file
        file.register = nil
        try file.write(at: URL(filePath: path).standardizedFileURL)
    }
}

extension LedgerFile {
    /// The register that it names.
    package var headRegister: HeadRegister? {
        register.map { HeadRegister(at: $0.addresses, ofLog: logID, writer: $0.writer, name: $0.name) }
    }
}

extension LedgerFile.Register {
    /// - Throws: `LedgerError` with `usage` where an address or a name cannot be one.
    package static func checked(_ addresses: [String], name: String?, known: Self?) throws(LedgerError) -> Self {
        for address in addresses {
            guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host != nil,
                url.path.isEmpty, url.query == nil
            else { throw LedgerError(.usage, "\"\(address)\" is no address of a register: http://HOST:PORT.") }
        }
        let name = name ?? known?.name ?? ProcessInfo.processInfo.hostName
        guard LedgerFile.isTitle(name) else {
            throw LedgerError(.usage, "A name is one line of 1 to 200 bytes of UTF-8, without control characters.")
        }
        return Self(at: addresses, name: name, known: known)
    }
}
