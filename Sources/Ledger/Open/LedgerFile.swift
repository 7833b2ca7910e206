import Files
package import Forms
package import Foundation
package import MerkleLog

/// `ledger.json`: what a ledger is, readable by hand and before anything else is opened.
package struct LedgerFile: Codable, Equatable {
    package static let name = "ledger.json"
    private static let currentFormat = 1

    package var formatVersion: Int
    /// 16 bytes in lower-case hexadecimal; the log's own, so that two halves of different ledgers do not pass for one.
    package var logID: String
    /// The name under which the log's checkpoints are signed (C2SP tlog-checkpoint).
    package var origin: String
    /// What people call it; nil: it has no name but the origin. Nothing that is signed states it.
    package var title: String?
    /// The verifier key of its checkpoints (C2SP signed-note); nil: it has no key.
    package var publicKey: String?

    /// The region scheme in which answers are given unless another is asked for; nil: the one that most records use.
    package var regionScheme: String?

    /// The addresses at which the log that this is a replica of is published; nil: it is no replica.
    package var replicaOf: [String]?

    /// Where each head is claimed before it is signed; nil: nowhere.
    package var register: Register?

    /// The lock on the signed head.
    package struct Register: Codable, Equatable {
        /// Of the servers of one cluster of etcd.
        package var addresses: [String]
        /// Which ledger this is there: 32 hexadecimal digits that it made up.
        package var writer: String
        /// What people call it.
        package var name: String

        /// - Parameter known: what was set before: whoever had a place there keeps it.
        package init(at addresses: [String], name: String, known: Register?) {
            self.addresses = addresses
            self.name = name
            writer = known?.writer ?? Hex.encode((0..<16).map { _ in UInt8.random(in: 0...255) })
        }
    }

    package init(
        logID: String, origin: String, title: String? = nil, publicKey: String?, regionScheme: String? = nil,
        replicaOf: [String]? = nil
    ) {
        formatVersion = Self.currentFormat
        self.logID = logID
        self.origin = origin
        self.title = title
        self.publicKey = publicKey
        self.regionScheme = regionScheme
        self.replicaOf = replicaOf
    }

    /// Whether a text can be a title: one line of 1 to 200 bytes.
    package static func isTitle(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && DisplayWidth.onOneLine(text) == text
    }

    package static func read(at ledger: URL) throws(LedgerError) -> LedgerFile {
        let url = ledger.appending(path: name)
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            var isDirectory: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: ledger.path, isDirectory: &isDirectory)
            guard exists else {
                throw LedgerError(
                    .notFound, "There is no ledger at \(ledger.path). `incident-ledger init --ledger PATH` makes one.")
            }
            throw LedgerError(.refused, "\(ledger.path) is not a ledger: it has no readable \(name).")
        }
        // The format is read first and alone: a newer one may have any other fields.
        struct Format: Decodable { var formatVersion: Int }
        guard let format = try? JSONDecoder().decode(Format.self, from: data) else {
            throw LedgerError(.refused, "\(ledger.path) is not a ledger: its \(name) states no format version.")
        }
        guard format.formatVersion <= currentFormat else {
            throw LedgerError(
                .refused,
                "\(ledger.path) has format \(format.formatVersion); this program reads formats up to \(currentFormat). "
                    + "Use a newer version of the program.")
        }
        do {
            return try JSONDecoder().decode(LedgerFile.self, from: data)
        } catch {
            throw LedgerError(.damaged, "\(url.path) does not have the fields that format \(format.formatVersion) has.")
        }
    }

    /// The verifier key as a value.
    ///
    /// - Throws: `LedgerError` with `damaged` where it cannot be read.
    package func key() throws(LedgerError) -> VerifierKey? {
        guard let publicKey else { return nil }
        do {
            return try VerifierKey(publicKey)
        } catch {
            throw LedgerError(.damaged, "The public key in \(Self.name) is not readable: \(error.description)")
        }
    }

    /// Written whole or not at all, and on disk with the ledger's own name when this returns.
    package func write(at ledger: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        try DurableFile.replace(ledger.appending(path: Self.name).path, with: text)
        try DurableFile.syncFolder(of: ledger.path)
    }
}

/// The version of all programs of this package.
public enum ProgramVersion {
    /// What `--version` prints.
    public static let current = "0.1.0"
}
