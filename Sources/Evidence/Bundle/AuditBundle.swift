import EventLog
import Forms
import Foundation
import MerkleLog

/// A ledger's log as a folder of plain files, in the layout of C2SP tlog-tiles: what an auditor takes away and checks
/// without the ledger, and without opening a database that somebody else has made.
public struct AuditBundle {
    let folder: BundleFolder
    let manifest: BundleManifest

    var shape: BundleShape { manifest.shape }

    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no bundle or of a newer format; ``BundleFinding``.
    init(openingAt path: String) throws {
        folder = try BundleFolder(path)
        guard FileManager.default.fileExists(atPath: URL(filePath: path).appending(path: BundleManifest.name).path)
        else {
            throw LedgerError(
                .refused,
                "\(path) is not a bundle: it has no \(BundleManifest.name). An export that was interrupted leaves none."
            )
        }
        manifest = try BundleManifest(
            try folder.read(BundleManifest.name, maximum: BundleManifest.maximumLength))
    }

    /// The bytes of a file of entries.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    func entryBundle(_ index: UInt64) throws -> [UInt8] {
        let path = shape.entries(index)
        return try folder.read(path.description, maximum: BundleShape.maximumLength(of: path))
    }

    /// Calls `body` with each entry of a file of entries.
    ///
    /// - Throws: ``BundleFinding`` where the file does not hold as many entries as it must; what `body` throws.
    func forEachEntry(
        in bytes: [UInt8], _ index: UInt64, _ body: (RawSpan) throws -> Void
    ) throws {
        let path = shape.entries(index)
        var position = index * UInt64(TileCoordinate.width)
        do {
            try EntryBundle.forEach(in: bytes.span.bytes, count: path.width) { _, entry in
                position += 1
                try body(entry)
            }
        } catch let error as MerkleError {
            throw BundleFinding("entries", path.description, at: position + 1, error.description)
        } catch let finding as AuditFinding {
            throw BundleFinding(finding.check.rawValue, path.description, at: finding.position, finding.description)
        }
    }
}
