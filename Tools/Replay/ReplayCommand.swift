import ArgumentParser
import Ledger

/// `ledger-replay PATH`, the subcommand that need not be named.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuild every view from the log alone and compare it with the ledger's own.",
        discussion: """
            The log is read from position 1 into scratch views, which are removed afterwards. For each view the \
            SHA-256 of all its rows is compared with that of the live view; where they differ, each cell that \
            differs is named with both values.

            Exit status: 0 all views agree; 1 a view differs, or the ledger cannot be read; 2 the command was not \
            understood; 3 there is no ledger; 5 the ledger is damaged.
            """)

    @Argument(help: "The ledger's folder.", completion: .directory)
    var path: String

    func run() throws {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        let report = try ledger.replay { Progress.show($0) }
        Progress.clear()
        print(ReplayText.of(report))
        if !report.agrees { throw ExitCode(LedgerError.Code.refused.rawValue) }
    }
}
