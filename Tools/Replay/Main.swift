import ArgumentParser
import Forms
import Foundation
import Ledger

/// Turns what comes of a command into the documented exit statuses.
@main
enum Main {
    static func main() {
        do {
            var command = try LedgerReplay.parseAsRoot()
            try command.run()
        } catch let error as LedgerError {
            ProgressLine.clear()
            // What files say may be somebody else's, and not meant for a terminal.
            let lines = error.description.split(separator: "\n").map { DisplayWidth.onOneLine(String($0)) }
            say(lines.map { "Error: \($0)" }.joined(separator: "\n"))
            exit(error.code.rawValue)
        } catch let status as ExitCode {
            exit(status.rawValue)
        } catch {
            let message = LedgerReplay.fullMessage(for: error)
            switch LedgerReplay.exitCode(for: error) {
            case .success:
                print(message)
                exit(0)
            case .validationFailure:
                say(message)
                exit(LedgerError.Code.usage.rawValue)
            default:
                say(message)
                exit(LedgerError.Code.refused.rawValue)
            }
        }
    }

    private static func say(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
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
