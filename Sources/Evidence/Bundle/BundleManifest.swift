import Crypto
import EventLog
import Forms
import Foundation
import Ledger
import LedgerSchema
import MerkleLog

/// `manifest.json`: what a bundle is. It is written last, so that an export that was interrupted has none.
package struct BundleManifest {
    static let name = "manifest.json"
    static let currentFormat = 1
    /// In bytes; what is longer is not read.
    static let maximumLength = 65_536
    /// The largest tree that a manifest can state: JSON numbers are read as signed 64-bit ones.
    static let maximumSize = UInt64(Int64.max)

    var logID: LogID
    /// The name under which the log's checkpoints are signed (C2SP tlog-checkpoint).
    var origin: String
    /// What people call the ledger; nil: it has no name but the origin.
    var title: String?
    var key: VerifierKey
    /// How many events, and the root over them.
    var head: TreeHead
    /// SHA-256 of the file `ledger.proto`, in lower-case hexadecimal.
    var schemaDigest: String
    /// How many notes the file `checkpoints` holds.
    var checkpointCount: UInt64

    var shape: BundleShape { BundleShape(size: head.size) }

    /// The file's only form: members in this order, two spaces of indentation, a newline at the end.
    package var text: String {
        let names: [(String, JSONValue)] =
            [
                ("formatVersion", .integer(Self.currentFormat)),
                ("logID", .string(logID.description)),
                ("origin", .string(origin)),
            ] + (title.map { [("title", .string($0))] } ?? [])
        let facts: [(String, JSONValue)] = [
            ("publicKey", .string(key.description)),
            ("size", .integer(head.size)),
            ("root", .string(head.root.description)),
            ("schemaDigest", .string(schemaDigest)),
            ("checkpoints", .integer(checkpointCount)),
            ("entryBundles", .integer(shape.entryBundleCount)),
            ("tiles", .integer(shape.tileCount)),
        ]
        return JSONValue.members(names + facts).formatted
    }
}

extension BundleManifest {
    /// The members as JSON has them.
    private struct Members: Decodable {
        var logID: String
        var origin: String
        var title: String?
        var publicKey: String
        var size: UInt64
        var root: String
        var schemaDigest: String
        var checkpoints: UInt64
    }

    private struct Format: Decodable { var formatVersion: Int }

    /// Reads a manifest strictly: the only accepted bytes are those that ``text`` writes.
    ///
    /// - Throws: `LedgerError`: `refused` for a newer format; ``BundleFinding``.
    package init(_ bytes: [UInt8]) throws {
        // The format is read first and alone: a newer one may have any other members.
        guard let format = try? JSONDecoder().decode(Format.self, from: Data(bytes)), format.formatVersion > 0 else {
            throw Self.finding("states no format version.")
        }
        guard format.formatVersion <= Self.currentFormat else {
            throw LedgerError(
                .refused,
                "The bundle has format \(format.formatVersion); this program reads formats up to "
                    + "\(Self.currentFormat). Use a newer version of the program.")
        }
        guard let members = try? JSONDecoder().decode(Members.self, from: Data(bytes)) else {
            throw Self.finding("does not have the members that format \(format.formatVersion) has.")
        }
        guard let logID = LogID(hex: members.logID), let root = TreeHash(hex: members.root),
            let key = try? VerifierKey(members.publicKey), members.size <= Self.maximumSize,
            members.checkpoints > 0, members.checkpoints <= min(members.size + 1, Self.maximumSize),
            members.title.map(LedgerFile.isTitle) ?? true
        else { throw Self.finding("states a log id, title, root, key, size or number of checkpoints that cannot be.") }
        self.init(
            logID: logID, origin: members.origin, title: members.title, key: key,
            head: TreeHead(size: members.size, root: root),
            schemaDigest: members.schemaDigest, checkpointCount: members.checkpoints)
        guard text.utf8.elementsEqual(bytes) else {
            throw Self.finding("is not written as a manifest of \(members.size) events is.")
        }
    }

    private static func finding(_ what: String) -> BundleFinding {
        BundleFinding("manifest", name, "The manifest \(what)")
    }
}

/// `ledger.proto`: the schema of entries, so that an auditor needs nothing else to read them with stock `protoc`.
enum BundleSchema {
    /// This program's, byte for byte.
    static var bytes: [UInt8] { Array(LedgerProto.text.utf8) }

    /// In bytes; what is longer is not read.
    static let maximumLength = 1 << 20

    /// SHA-256 in lower-case hexadecimal.
    static func digest(of schema: [UInt8]) -> String {
        Hex.encode(Array(SHA256.hash(data: schema)))
    }
}
