import Crypto
import Foundation
import LedgerSchema
import MerkleLog

/// A bundle of any entries, whole in itself and signed with its log's key: what only who holds the key can make. Written
/// from FORMAT.md, without the code that exports.
struct ForgedBundle {
    let path: String
    let key: SignerKey
    var logID = String(repeating: "ab", count: 16)
    var schema = LedgerProto.text

    init(_ path: String) throws {
        self.path = path
        key = try SignerKey(generating: "incident-ledger/" + logID)
    }

    /// - Parameter entries: at most 255, so that there is one file of entries and one tile.
    func write(_ entries: [[UInt8]]) throws {
        precondition((1...255).contains(entries.count), "a forged bundle has one partial tile")
        var frontier = TreeFrontier()
        for entry in entries { frontier.append(.leaf(entry)) }
        let note = try Checkpoint(origin: key.name, head: frontier.head).signed(by: key).description
        let lengths = entries.map { [UInt8($0.count >> 8), UInt8($0.count & 255)] }
        try put("tile/entries/000.p/\(entries.count)", zip(lengths, entries).flatMap { $0 + $1 })
        try put("tile/0/000.p/\(entries.count)", entries.flatMap { TreeHash.leaf($0).bytes })
        try put("checkpoint", Array(note.utf8))
        try put("checkpoints", [UInt8(note.utf8.count >> 8), UInt8(note.utf8.count & 255)] + Array(note.utf8))
        try put("keys", Array("\(key.verifierKey)\n".utf8))
        try put("ledger.proto", Array(schema.utf8))
        try put("manifest.json", Array(manifest(entries.count, frontier.root).utf8))
    }

    private func manifest(_ size: Int, _ root: TreeHash) -> String {
        let digest = SHA256.hash(data: Array(schema.utf8)).map { String(format: "%02x", $0) }.joined()
        return """
            {
              "formatVersion": 1,
              "logID": "\(logID)",
              "origin": "\(key.name)",
              "publicKey": "\(key.verifierKey)",
              "size": \(size),
              "root": "\(root)",
              "schemaDigest": "\(digest)",
              "checkpoints": 1,
              "entryBundles": 1,
              "tiles": 1
            }

            """
    }

    private func put(_ name: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }
}
