import ArgumentParser
import Files
import Forms
import Foundation
import Ledger

/// Turns what comes of a command into the documented exit statuses.
@main
enum Main {
    static func main() {
        // A reader that goes away must show as an error of `write`, which ends the program in order.
        signal(SIGPIPE, SIG_IGN)
        // And so must a file that may not grow further (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try LedgerReplay.parseAsRoot()
            try command.run()
        } catch let error as LedgerError {
            ProgressLine.clear()
            // What files say may be somebody else's, and not meant for a terminal.
            let lines = error.description.split(separator: "\n").map { DisplayWidth.onOneLine(String($0)) }
            Output.remark(lines.map { "Error: \($0)" }.joined(separator: "\n"))
            exit(error.code.rawValue)
        } catch let error as OutputError {
            Output.remark("Error: \(error)")
            exit(LedgerError.Code.refused.rawValue)
        } catch let status as ExitCode {
            exit(status.rawValue)
        } catch {
            let message = LedgerReplay.fullMessage(for: error)
            switch LedgerReplay.exitCode(for: error) {
            case .success:
                try? Output.tell(message + "\n")
                exit(0)
            case .validationFailure:
                Output.remark(message)
                exit(LedgerError.Code.usage.rawValue)
            default:
                Output.remark(message)
                exit(LedgerError.Code.refused.rawValue)
            }
        }
    }
}

extension Output {
    /// Writes to standard output. A reader that goes away (`| head`) has what it wanted; what was found still shows in the
    /// exit status.
    static func tell(_ text: String) throws(OutputError) {
        do {
            try answer(text)
        } catch .readerWentAway {
        }
    }
}

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
