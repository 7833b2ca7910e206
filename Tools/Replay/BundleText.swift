import Evidence

/// What came of exporting and verifying bundles, for people.
enum BundleText {
    static func of(_ done: BundleExport, at path: String) -> String {
        var lines = [
            "exported \(done.size) events to \(path): \(done.entryBundles) files of entries, \(done.tiles) tiles, "
                + "\(done.checkpoints) checkpoints"
        ]
        if done.unsignedCount > 0 {
            lines.append(
                "not exported: \(done.unsignedCount) events after position \(done.size), which no checkpoint covers. "
                    + "`incident-ledger checkpoint` signs them, where the key is.")
        }
        return lines.joined(separator: "\n")
    }

    static func of(_ report: BundleReport) -> String {
        let facts: [(name: String, value: String)] = [
            ("log id", report.logID), ("origin", report.origin), ("verifier key", report.verifierKey),
            ("events", "\(report.size)"), ("root", report.root), ("tiles", "\(report.tiles)"),
            ("files of entries", "\(report.entryBundles)"), ("streams", "\(report.streams)"),
            ("idempotency keys", "\(report.idempotencyKeys)"), ("checkpoints", "\(report.checkpoints)"),
            ("kept up to", report.keptSize.map { "\($0)" } ?? "-"), ("intact", report.isIntact ? "yes" : "no"),
        ]
        let width = facts.reduce(0) { max($0, $1.name.utf8.count) }
        var lines = facts.map { name, value in
            name + String(repeating: " ", count: width + 2 - name.utf8.count) + value
        }
        if let finding = report.finding { lines.append("wrong        " + finding.sentence) }
        lines += report.unchecked.map { "not checked  " + $0 }
        return lines.joined(separator: "\n")
    }
}
