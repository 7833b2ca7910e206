import EventLog
import Files
import Forms
import Foundation
public import Ledger
import MerkleLog

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
