import EventLog
import Forms
import Foundation
import Ledger
import MerkleLog

/// Goes through a bundle from its first file to its last, and stops at the first thing that is wrong.
struct BundleVerifier {
    let bundle: AuditBundle
    var report: BundleReport
    private(set) var kept: [RootCheck.Kept] = []
    private(set) var checkpointText = ""

    var manifest: BundleManifest { bundle.manifest }

    init(_ bundle: AuditBundle) {
        self.bundle = bundle
        let manifest = bundle.manifest
        report = BundleReport(
            logID: manifest.logID.description, origin: DisplayWidth.onOneLine(manifest.origin),
            verifierKey: DisplayWidth.onOneLine(manifest.key.description),
            size: manifest.head.size, root: manifest.head.root.description, tiles: manifest.shape.tileCount,
            entryBundles: manifest.shape.entryBundleCount, checkpoints: manifest.checkpointCount)
    }

    /// Checks the small files against each other.
    ///
    /// - Parameter key: whose signature is expected; nil: the bundle's own.
    /// - Throws: ``BundleFinding``, `LedgerError`.
    mutating func checkIdentity(key: VerifierKey?) throws {
        let text = manifest.key.description
        if let key, key != manifest.key {
            throw BundleFinding(
                "keys", BundleManifest.name, "The bundle is of the key \(text), and \(key) was expected.")
        }
        let keys = try bundle.folder.read(BundleShape.keys, maximum: BundleManifest.maximumLength)
        guard keys.elementsEqual((text + "\n").utf8) else {
            throw BundleFinding("keys", BundleShape.keys, "The file does not hold the manifest's key \(text).")
        }
        let origin = Array(manifest.origin.utf8)
        let prefix = Array(Ledger.defaultOrigin(of: "").utf8)
        if origin.starts(with: prefix), let id = LogID(hex: String(manifest.origin.dropFirst(prefix.count))) {
            guard id == manifest.logID else {
                throw BundleFinding(
                    "manifest", BundleManifest.name, "The manifest states log id \(manifest.logID); its origin, \(id).")
            }
        } else {
            report.unchecked.append("The log id: nothing that is signed states it.")
        }
        if let title = manifest.title {
            report.unchecked.append("The title \"\(title)\": nothing that is signed states it.")
        }
        try checkCheckpoint()
        try checkSchema()
    }

    private mutating func checkCheckpoint() throws {
        let bytes = try bundle.folder.read(BundleShape.checkpoint, maximum: BundleShape.maximumNoteLength)
        let head: TreeHead
        do {
            head = try self.head(of: bytes)
        } catch {
            throw BundleFinding(
                "checkpoints", BundleShape.checkpoint,
                "It is not a checkpoint of the manifest's key: \(error.description)")
        }
        guard head == manifest.head else {
            throw BundleFinding(
                "manifest", BundleManifest.name,
                "The manifest states \(manifest.head.size) events with root \(manifest.head.root); the checkpoint, "
                    + "\(head.size) with \(head.root).")
        }
        checkpointText = String(decoding: bytes, as: UTF8.self)
    }

    /// What a note states that the manifest's key has signed.
    private func head(of note: [UInt8]) throws(MerkleError) -> TreeHead {
        try VerifiedCheckpoint(try SignedNote(bytes: note), log: manifest.key, origin: manifest.origin).checkpoint.head
    }

    private mutating func checkSchema() throws {
        let schema = try bundle.folder.read(BundleShape.schema, maximum: BundleSchema.maximumLength)
        guard BundleSchema.digest(of: schema) == manifest.schemaDigest else {
            throw BundleFinding("schema", BundleShape.schema, "The file is not the one that the manifest names.")
        }
        if !schema.elementsEqual(BundleSchema.bytes) {
            report.unchecked.append(
                "The records in the entries: the bundle's schema is another than this program's; a version of the "
                    + "program that has that schema reads them.")
        }
    }

    /// Takes in checkpoints that the auditor kept.
    ///
    /// - Throws: ``BundleFinding`` where one is not this log's, or of more events than the bundle has.
    mutating func take(kept notes: [KeptCheckpoint]) throws {
        for note in notes {
            let source = note.source
            let head: TreeHead
            do {
                head = try self.head(of: note.bytes)
            } catch {
                throw BundleFinding(
                    "checkpoints", nil,
                    "\(source) is not a checkpoint that the bundle's key signed: \(error.description)")
            }
            guard head.size <= manifest.head.size else {
                throw BundleFinding(
                    "checkpoints", nil, at: manifest.head.size + 1,
                    "\(source) vouches for \(head.size) events, and the bundle has \(manifest.head.size): it was "
                        + "exported before, or its end has been cut off.")
            }
            kept.append(.init(source: source, head: head))
        }
    }
}
