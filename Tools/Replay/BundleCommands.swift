import ArgumentParser
import Evidence
import Files
import Forms
import Ledger

/// `ledger-replay export-bundle`
struct ExportBundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-bundle", abstract: "Write what is signed of the log as a folder of plain files.",
        discussion: """
            An audit bundle holds everything that is needed to verify the log without the ledger: the entries, the \
            tree in tiles (C2SP tlog-tiles), every checkpoint, the verifier key and the schema. It ends with the \
            latest checkpoint; `incident-ledger checkpoint` signs what comes after it. The signing key is not in it.

            Example:
              ledger-replay export-bundle my.ledger 2026-01-31.bundle
            """)

    @Argument(help: "The ledger's folder.", completion: .directory)
    var ledger: String

    @Argument(
        help: "Where the bundle is put. Nothing may be there yet, except an empty folder.", completion: .directory)
    var bundle: String

    func run() throws {
        let open = try Ledger(openingAt: ledger, access: .readOnly)
        defer { open.close() }
        let done = try open.exportBundle(to: bundle) { ProgressLine.show($0) }
        ProgressLine.clear()
        try Output.answer(afterMaking: "The bundle is there all the same.") {
            try Output.tell(BundleText.of(done, at: bundle) + "\n")
        }
    }
}

/// `ledger-replay verify-bundle`
struct VerifyBundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-bundle", abstract: "Check an audit bundle; no ledger is needed.",
        discussion: """
            Every entry is hashed again; every tile, root and checkpoint is compared with them, and the order of \
            entries and of each record's versions is followed. Files that do not belong to the bundle are refused. \
            What was not checked is said. Where something is wrong, the first file, the position and the check that \
            failed are named, and the exit status is 5.

            Example:
              ledger-replay verify-bundle 2026-01-31.bundle --key VERIFIER-KEY --against 2025-12-31.checkpoint
            """)

    @Argument(help: "The bundle's folder.", completion: .directory)
    var bundle: String

    @Option(help: ArgumentHelp("The verifier key of the log, had from its owner.", valueName: "verifier-key"))
    var key: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files with checkpoints that you kept.", valueName: "file"), completion: .file())
    var against: [String] = []

    func run() throws {
        let report = try AuditBundle.verify(at: bundle, key: key, against: against) { ProgressLine.show($0) }
        ProgressLine.clear()
        try Output.tell(BundleText.of(report) + "\n")
        if let finding = report.finding { throw LedgerError(.damaged, finding.sentence) }
    }
}

/// `ledger-replay import-bundle`
struct ImportBundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-bundle", abstract: "Verify an audit bundle, and make a ledger of it.",
        discussion: """
            The ledger's log has the same id and every row that the exported one had. It can be read, verified and \
            replayed; to go on signing it, the key is needed, which no bundle holds.

            Example:
              ledger-replay import-bundle 2026-01-31.bundle copy.ledger
              ledger-replay copy.ledger
            """)

    @Argument(help: "The bundle's folder.", completion: .directory)
    var bundle: String

    @Argument(
        help: "Where the ledger is put. Nothing may be there yet, except an empty folder.", completion: .directory)
    var ledger: String

    func run() throws {
        let head = try Ledger.importBundle(at: bundle, to: ledger) { ProgressLine.show($0) }
        ProgressLine.clear()
        try Output.answer(afterMaking: "The ledger is there all the same.") {
            try Output.tell("imported \(head.position) events to \(ledger)\n")
        }
    }
}

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
