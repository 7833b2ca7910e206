import ArgumentParser
import Evidence
import Files
import Forms
import Foundation
import Incidents

/// `ledger-replay audit`
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verify a ledger, build every view again from the log alone, and write a report to hand in.",
        discussion: """
            The report says what was checked and what was not, what the log holds, which views agree with it, and which \
            published figures hold. The same ledger and arguments give the same report, byte for byte: it states no time of \
            its own. Its last line states the SHA-256 of all lines above it: `head -n -1 FILE | sha256sum`.

            With --to or --known-by the ledger is taken as it stood there; the log is verified whole all the same.

            Exit status: 0 all agrees; 1 a view differs or lacks events that it could not take in, or the report cannot be \
            written; 2 the command was not understood; 3 there is no ledger; 5 the ledger is damaged, which the report says.

            Examples:
              ledger-replay audit my.ledger --output audit.html
              ledger-replay audit my.ledger --against 2020-02.checkpoint --to 12499 --format json
            """)

    /// What the report is written as.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, json
    }

    @Argument(help: "The ledger's folder.", completion: .directory)
    var path: String

    @Option(
        help: ArgumentHelp(
            "Audit the ledger as it stood at this position. Default: the log's end.", valueName: "position"))
    var to: UInt64?

    @Option(
        help: ArgumentHelp("Take in only what the sources had said by the end of this day.", valueName: "YYYY-MM-DD"),
        transform: { try Day($0) })
    var knownBy: Day?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files with checkpoints that you kept.", valueName: "file"), completion: .file())
    var against: [String] = []

    @Option(help: "What the report is written as.")
    var format: Format = .html

    @Option(
        help: ArgumentHelp("A new file for the report. Default: standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func run() throws {
        // Made first: a place that is taken is refused before the long work.
        let file = try output.map { path throws in try NewFile(path) }
        let audit = try Audit(path: path, to: to, knownBy: knownBy, against: against)
        ProgressLine.clear()
        defer { audit.close() }
        let report = AuditDocument(audit, command: command).report
        let written = ReportOutput(file)
        let digest =
            switch format {
            case .html: try HTMLReport.write(report, to: written)
            case .json: try JSONReport.write(report, to: written)
            }
        if let output {
            try Output.tell(([output + ":"] + report.verdict + ["sha256 \(digest)"]).joined(separator: "\n  ") + "\n")
        }
        if let damage = audit.verification.findings.first {
            throw LedgerError(.damaged, damage.check + ": " + damage.description)
        }
        if !report.isSound { throw ExitCode(LedgerError.Code.refused.rawValue) }
    }

    /// What has to be typed to have the same report again, on the same ledger wherever it lies.
    private var command: String {
        var words = ["ledger-replay", "audit", "LEDGER"]
        if let to { words += ["--to", "\(to)"] }
        if let knownBy { words += ["--known-by", "\(knownBy)"] }
        if format != .html { words += ["--format", format.rawValue] }
        if !against.isEmpty { words += ["--against"] + against.map { _ in "CHECKPOINT" } }
        return words.joined(separator: " ")
    }
}
