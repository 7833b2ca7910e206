internal import Files
public import Forms
internal import Foundation
package import MerkleLog

/// The private key that signs a ledger's checkpoints. It lies in a file outside the ledger's folder, so that no backup
/// or export can hold it.
///
/// The file has one line, `PRIVATE+KEY+name+hash+base64`, as Go's `sumdb/note` writes it; its mode is 0600.
public struct LedgerKey: Sendable {
    package let signer: SignerKey
    /// Where it was read.
    public let path: String

    /// The public half: `name+hash+base64` (C2SP signed-note).
    public var verifierKey: String { signer.verifierKey.description }

    /// Where a ledger's key lies unless another place is named: beside the ledger's folder, `NAME.ledger.key`.
    public static func defaultPath(ofLedgerAt path: String) -> String {
        URL(filePath: path).standardizedFileURL.path + ".key"
    }

    /// Whether others than its owner may read the file.
    public var isExposed: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    /// Reads a key.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is no file, `refused` where it cannot be read or is no key.
    public init(readingFrom path: String) throws(LedgerError) {
        signer = try SignerKey(inFile: path)
        self.path = path
    }

    /// Makes a new key in a new file.
    ///
    /// - Parameter name: of the log: the origin of its checkpoints.
    /// - Throws: `LedgerError`: `refused` where there is a file already, or the name cannot name a key.
    package init(makingAt path: String, name: String) throws(LedgerError) {
        signer = try SignerKey(newFile: path, name: name, type: .ed25519)
        self.path = path
    }
}

extension LedgerKey {
    /// Removes the file of a key that was made for a ledger which then could not be: nothing was signed with it.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// - Throws: `LedgerError` with `refused` where a new key cannot or must not be put.
    package static func checkKeyPlace(_ path: String, ledger: String) throws(LedgerError) {
        let place = URL(filePath: path).standardizedFileURL.path
        guard !place.hasPrefix(ledger + "/") else {
            throw LedgerError(
                .refused, "The key cannot lie inside the ledger's folder, where a copy of the folder would hold it.")
        }
        guard !FileManager.default.fileExists(atPath: place) else {
            throw LedgerError(
                .refused,
                "There is a file at \(place) already; a key is never written over. Where an interrupted `init` left it, no "
                    + "ledger has that key: remove it and repeat.")
        }
    }
}
