internal import Files
package import Forms
internal import Foundation
package import MerkleLog

/// `checkpoint`: the last signed checkpoint, in the ledger's folder beside the database, so that an older copy of the
/// database in its place shows.
package struct CheckpointFile {
    package static let name = "checkpoint"

    package let path: String

    package init(ofLedgerAt ledger: String) {
        path = URL(filePath: ledger).appending(path: Self.name).path
    }

    /// The note; nil where there is no file.
    ///
    /// - Throws: `LedgerError` with `damaged` where the file is not a note.
    package func read() throws(LedgerError) -> SignedNote? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try SignedNote(bytes: try DurableFile.bytes(of: path))
        } catch {
            throw LedgerError(
                .damaged,
                "The copy of the last checkpoint, \(path), is not readable: \((error as? MerkleError)?.description ?? "\(error)")"
            )
        }
    }

    /// Puts a note of a tree size in the file, unless one of a larger tree is there.
    ///
    /// To be called by one process at a time.
    package func keep(_ note: String, size: UInt64) throws(LedgerError) {
        if let kept = try read(), let checkpoint = try? Checkpoint(text: kept.text), checkpoint.size > size { return }
        try DurableFile.replace(path, with: note)
    }
}
