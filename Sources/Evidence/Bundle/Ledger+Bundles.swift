import EventLog
import Files
import Forms
import Foundation
public import Ledger
import MerkleLog

/// What was put into a bundle.
public struct BundleExport: Hashable, Sendable {
    /// Events in the bundle: those that the latest stored checkpoint covers.
    public var size: UInt64
    /// Events after them, which no checkpoint covers yet and which are not in the bundle.
    public var unsignedCount: UInt64
    public var checkpoints: UInt64
    public var tiles: UInt64
    public var entryBundles: UInt64
}

extension Ledger {
    /// Writes what is signed of the log as a bundle, while others go on writing to the ledger.
    ///
    /// The entries are hashed again on the way, so that nothing is exported that the latest checkpoint does not vouch for.
    /// Memory does not grow with the log.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there yet except an empty folder. It has no manifest before everything else is on
    ///     disk.
    ///   - progress: called now and then with the number of events written.
    /// - Throws: `LedgerError`: `refused` where nothing is signed, something is there already or the place cannot be
    ///   written; `damaged` where the log is not what was signed.
    public func exportBundle(to path: String, progress: ((UInt64) -> Void)? = nil) throws -> BundleExport {
        guard let key = try file.key() else {
            throw LedgerError(.refused, "\(self.path) was made without a key: nothing of it is signed.")
        }
        return try LedgerError.wrapping {
            try log.read { snapshot in
                guard let last = try snapshot.lastCheckpoint() else {
                    throw LedgerError(
                        .refused,
                        "Nothing of \(self.path) is signed yet. `incident-ledger checkpoint` signs it, where the key is."
                    )
                }
                let head = try VerifiedCheckpoint(try SignedNote(last.note), log: key, origin: origin).checkpoint.head
                return try NewPlace.fill(path, with: "a bundle", doing: "export to") { place in
                    try export(snapshot, key, (last.note, head), to: place, progress)
                }
            }
        }
    }

    private func export(
        _ snapshot: borrowing LogSnapshot, _ key: VerifierKey, _ checkpoint: (note: String, head: TreeHead),
        to place: URL, _ progress: ((UInt64) -> Void)?
    ) throws -> BundleExport {
        let writer = BundleWriter(place: place)
        let head = checkpoint.head
        try writer.writeTree(snapshot, head, progress)
        let count = try writer.writeCheckpoints(snapshot, through: head.size)
        try writer.write(BundleShape.checkpoint, Array(checkpoint.note.utf8))
        try writer.write(BundleShape.keys, Array("\(key)\n".utf8))
        try writer.write(BundleShape.schema, BundleSchema.bytes)
        try writer.syncAll()
        let manifest = BundleManifest(
            logID: snapshot.logID, origin: origin, title: file.title, key: key, head: head,
            schemaDigest: BundleSchema.digest(of: BundleSchema.bytes), checkpointCount: count)
        // Last: without it the folder is no bundle, so that an export cut short is not taken for one.
        try DurableFile.replace(place.appending(path: BundleManifest.name).path, with: manifest.text)
        return BundleExport(
            size: head.size, unsignedCount: snapshot.head.position - head.size, checkpoints: count,
            tiles: manifest.shape.tileCount, entryBundles: manifest.shape.entryBundleCount)
    }
}

extension Ledger {
    /// Verifies a bundle, and makes a ledger of it whose log has every row that the exported log had up to there.
    ///
    /// The key is not in a bundle: who has it can go on with the new ledger.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there yet except an empty folder. Where it fails, nothing is left there.
    ///   - progress: called now and then with the number of events read, first to verify, then to write.
    /// - Throws: `LedgerError`: `notFound`, `refused`, and `damaged` where the bundle is not as it was exported.
    public static func importBundle(
        at bundle: String, to path: String, progress: ((UInt64) -> Void)? = nil
    ) throws -> LedgerHead {
        try LedgerError.wrapping {
            let opened = try AuditBundle(openingAt: bundle)
            if let finding = try opened.verify(progress: progress).finding { throw finding }
            return try NewPlace.fill(path, with: "a ledger", doing: "import to") { place in
                try restore(opened, to: place, progress)
                let manifest = opened.manifest
                return try complete(
                    place,
                    LedgerFile(
                        logID: manifest.logID.description, origin: manifest.origin, title: manifest.title,
                        publicKey: manifest.key.description))
            }
        }
    }

    private static func restore(_ bundle: AuditBundle, to place: URL, _ progress: ((UInt64) -> Void)?) throws {
        var restoration = try LogRestoration(
            at: place.appending(path: "log").path, logID: bundle.manifest.logID)
        for index in 0..<bundle.shape.entryBundleCount {
            let bytes = try bundle.entryBundle(index)
            try bundle.forEachEntry(in: bytes, index) { try restoration.append($0) }
            if index.isMultiple(of: 32) { progress?(index * UInt64(TileCoordinate.width)) }
        }
        var notes = try StoredNotes(bundle.manifest, in: bundle.folder)
        while let note = try notes.next() { try restoration.store(checkpoint: note.text, size: note.head.size) }
        let head = try restoration.finish()
        guard TreeHead(size: head.position, root: head.root) == bundle.manifest.head else {
            throw LedgerError(.damaged, "\(bundle.folder.path) was changed while it was read.")
        }
    }
}
