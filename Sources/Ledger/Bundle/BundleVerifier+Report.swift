import EventLog
import MerkleLog

extension BundleVerifier {
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
        // A name is whatever somebody chose: it must not steer the terminal on which it is shown.
        let scalars = first.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
        let name = String(String.UnicodeScalarView(scalars))
        throw BundleFinding(
            "files", name,
            count == 1 ? "It does not belong to the bundle." : "It and \(count - 1) more do not belong to the bundle.")
    }

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
