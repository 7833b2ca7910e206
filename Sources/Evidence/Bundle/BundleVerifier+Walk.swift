import EventLog

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
