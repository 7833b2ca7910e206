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

extension BundleVerifier {
    /// Hashes every entry, and compares tiles, roots and the order of the entries.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    mutating func checkTree(_ progress: ((UInt64) -> Void)?) throws {
        var walk = try TreeWalk(bundle, RootCheck(StoredNotes(manifest, in: bundle.folder), kept: kept))
        for index in 0..<manifest.shape.entryBundleCount {
            try walk.take(index)
            if index.isMultiple(of: 32) { progress?(walk.size) }
        }
        let last = try walk.finish()
        guard last.utf8.elementsEqual(checkpointText.utf8) else {
            throw BundleFinding(
                "checkpoints", BundleShape.checkpoints, "Its last checkpoint is another than the file checkpoint.")
        }
        report.keptSize = walk.keptSize
        progress?(walk.size)
    }

    /// Follows the versions of each stream, and the idempotency keys.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    mutating func checkVersions() throws {
        let count = VersionAudit.passCount(forEntries: bundle.shape.size)
        for pass in 0..<count {
            var versions = VersionAudit(pass: pass, of: count)
            for index in 0..<bundle.shape.entryBundleCount {
                let bytes = try bundle.entryBundle(index)
                try bundle.forEachEntry(in: bytes, index) { try versions.add($0) }
            }
            report.streams += versions.streamCount
            report.idempotencyKeys += versions.keyCount
        }
    }

    /// Looks for files that do not belong to the bundle.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    func checkFiles() throws {
        var count = 0
        var first: String?
        try bundle.folder.forEachFile { path in
            if bundle.shape.has(path) { return }
            count += 1
            first = first.map { min($0, path) } ?? path
        }
        guard let first else { return }
        throw BundleFinding(
            "files", first,
            count == 1 ? "It does not belong to the bundle." : "It and \(count - 1) more do not belong to the bundle.")
    }
}

extension BundleVerifier {
    /// The report of a bundle that is damaged.
    func report(_ finding: BundleFinding) -> BundleReport {
        var done = report
        done.finding = finding
        done.unchecked = ["Whatever comes after the first thing that is wrong."]
        return done
    }

    /// The report of an intact bundle: says what was not checked.
    func report(hasKey: Bool, keptCount: Int) -> BundleReport {
        var done = report
        if !hasKey {
            done.unchecked.insert(
                "Who made the bundle: the signatures were checked with the key that it holds itself, which proves nothing. "
                    + "Get the log's verifier key from its owner and give it with --key.", at: 0)
        }
        if keptCount == 0 {
            done.unchecked.append(
                "A rewriting by whoever holds the key: it shows only against a checkpoint that was kept elsewhere "
                    + "(--against).")
        } else if let size = done.keptSize, size < done.size {
            done.unchecked.append(
                "A rewriting by whoever holds the key of events after position \(size), the last that a kept "
                    + "checkpoint vouches for.")
        }
        done.unchecked += [
            "Events after position \(done.size): a bundle ends with a checkpoint.",
            "Whether checkpoints between the first and the last were left out.",
            "The views: `ledger-replay import-bundle` makes a ledger of it, and `ledger-replay` builds them.",
            "Whether what the events say is true, and whether the clock was right.",
        ]
        return done
    }
}
