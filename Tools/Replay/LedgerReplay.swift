import ArgumentParser
import Ledger

/// `ledger-replay`, and its subcommands.
struct LedgerReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-replay",
        abstract: "What an auditor runs: rebuild every view from the log alone, and check what is signed.",
        discussion: """
            Exit status: 0 all is as it should be; 1 something differs, or the ledger cannot be read; 2 the command \
            was not understood; 3 there is no ledger; 5 the ledger is damaged.

            Example:
              ledger-replay my.ledger
              ledger-replay audit my.ledger --output audit.html
            """,
        version: ProgramVersion.current,
        subcommands: [
            ReplayCommand.self, AuditCommand.self, WitnessCommand.self, WitnessKeyCommand.self,
            ExportBundleCommand.self,
            VerifyBundleCommand.self, ImportBundleCommand.self,
        ],
        defaultSubcommand: ReplayCommand.self)
}
