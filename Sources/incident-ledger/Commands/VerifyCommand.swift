import ArgumentParser
import Evidence
import Forms
import Ledger

/// `verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the whole log: nothing was changed, removed, reordered or inserted.",
        discussion: """
            Every event is hashed again; every tile, root, index and stored checkpoint is compared with them. With \
            --against, it is also checked that the log continues checkpoints that you kept. What was not checked is \
            said. Where something is wrong, the first position and the check that failed are named, and the exit \
            status is 5.

            Example:
              incident-ledger verify --against 2026-01-31.checkpoint
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files with checkpoints that you kept.", valueName: "file"), completion: .file())
    var against: [String] = []

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        defer { ProgressBar.clear() }
        let verification = try Ledger.verify(
            at: ledger.path, against: against, progress: ProgressBar.counter("verified"))
        ProgressBar.clear()
        try Answers.verification(verification, format.format)
        if let first = verification.findings.first { throw LedgerError(.damaged, first.sentence) }
    }
}
