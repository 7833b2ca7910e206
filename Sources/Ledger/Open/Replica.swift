package import EventLog
import Files
public import Forms
import Foundation
package import MerkleLog

extension Ledger {
    /// Makes a replica that holds nothing yet.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there yet except an empty directory.
    ///   - logID: of the log that it will be a copy of.
    ///   - key: verifies the origin's checkpoints; its name is the origin.
    ///   - addresses: at which the log is published.
    /// - Throws: `LedgerError`: `refused` where something is there already or the place cannot be written.
    package static func makeReplica(
        at path: String, of logID: LogID, key: VerifierKey, from addresses: [String], title: String?,
        regionScheme: String?
    ) throws -> Ledger {
        guard title.map(LedgerFile.isTitle) ?? true else {
            throw LedgerError(.refused, "A title is one line of 1 to 200 bytes of UTF-8, without control characters.")
        }
        if let regionScheme { try checkScheme(regionScheme) }
        return try NewPlace.fill(path, with: "a replica", doing: "make a replica at") { place in
            let log = try EventLog.create(at: place.appending(path: "log").path, copying: logID)
            do {
                let file = LedgerFile(
                    logID: logID.description, origin: key.name, title: title, publicKey: key.description,
                    regionScheme: regionScheme, replicaOf: addresses)
                // Last: without it the place is no ledger, so that one cut short is not taken for one.
                try file.write(at: place)
                return Ledger(path: place.path, file: file, log: log)
            } catch {
                log.close()
                throw error
            }
        }
    }

    /// Whether this is a copy of another ledger's log, to which nothing is recorded.
    public var isReplica: Bool { file.replicaOf != nil }

    /// Whether there is a replica at a path.
    ///
    /// - Throws: `LedgerError` where there is no ledger.
    public static func isReplica(at path: String) throws(LedgerError) -> Bool {
        try LedgerFile.read(at: URL(filePath: path).standardizedFileURL).replicaOf != nil
    }

    /// Why nothing is recorded here; nil: it is no replica.
    public var replicaRefusal: String? { isReplica ? file.replicaRefusal(path) : nil }
}

extension LedgerFile {
    fileprivate func replicaRefusal(_ path: String) -> String {
        "\(path) is a replica of \(origin): it takes in what is signed there, and nothing is recorded in it. Record at the "
            + "origin."
    }

    /// - Throws: `LedgerError` with `refused` where a replica would be written to, or what is none followed.
    func check(_ access: Ledger.Access, at path: String) throws(LedgerError) {
        switch (access, replicaOf) {
        case (.readWrite, .some): throw LedgerError(.refused, replicaRefusal(path))
        case (.following, nil):
            throw LedgerError(
                .refused, "\(path) is no replica, and follows nobody. `incident-ledger replica create` makes one.")
        default: break
        }
    }
}

extension Ledger.Access {
    /// What the log is opened for.
    var ofLog: EventLog.Access {
        switch self {
        case .readWrite: .readWrite
        case .following: .copying
        case .readOnly: .readOnly
        }
    }
}
