import Files
import Forms
import MerkleLog

extension AuditBundle {
    /// Checks a bundle without the ledger: every entry is hashed again, every tile, root and checkpoint compared, the order
    /// of entries and of each record's versions followed.
    ///
    /// Memory does not grow with the bundle.
    ///
    /// - Parameters:
    ///   - key: the verifier key of the log, had from its owner; nil: the bundle's own, which proves nothing about who
    ///     made it.
    ///   - kept: files with signed checkpoints of the log that the auditor kept.
    ///   - progress: called now and then with the number of events read.
    /// - Returns: what was found, damage included.
    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no bundle, or the key or a kept file cannot be read
    ///   or is of another log, `damaged` where the manifest is not one.
    public static func verify(
        at path: String, key: String? = nil, against kept: [String] = [], progress: ((UInt64) -> Void)? = nil
    ) throws -> BundleReport {
        let known: VerifierKey?
        do throws(MerkleError) {
            known = try key.map { text throws(MerkleError) in try VerifierKey(text) }
        } catch {
            throw LedgerError(.refused, error.description)
        }
        return try LedgerError.wrapping {
            let bundle = try AuditBundle(openingAt: path)
            let notes = try KeptCheckpoint.read(kept, origin: bundle.manifest.origin)
            return try bundle.verify(key: known, against: notes, progress: progress)
        }
    }

    /// The same of a bundle that has been opened.
    func verify(
        key: VerifierKey? = nil, against kept: [KeptCheckpoint] = [],
        progress: ((UInt64) -> Void)? = nil
    ) throws -> BundleReport {
        var verifier = BundleVerifier(self)
        do {
            try verifier.checkIdentity(key: key)
            try verifier.take(kept: kept)
            try verifier.checkTree(progress)
            try verifier.checkVersions()
            try verifier.checkFiles()
        } catch let finding as BundleFinding {
            return verifier.report(finding)
        }
        return verifier.report(hasKey: key != nil, keptCount: kept.count)
    }
}
