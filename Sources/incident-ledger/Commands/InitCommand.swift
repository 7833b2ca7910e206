import ArgumentParser
import Files
import Ledger
import Signing

/// `init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty ledger, and the key that signs its checkpoints.",
        discussion: """
            Nothing may be at the path yet, except an empty folder. Whoever has the key can sign: keep it where only \
            those who write can read it, and keep a copy elsewhere; it is in no backup.
            """)

    @Option(help: ArgumentHelp("What people call it: shown in the report of an audit.", valueName: "text"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "Where the new key is put. Default: $INCIDENT_LEDGER_KEY, else beside the ledger, NAME.ledger.key.",
            valueName: "path"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The region scheme in which answers are given unless another is asked for. Default: the one that most records use.",
            valueName: "scheme"))
    var scheme: String?

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let keyPath = SigningKeyOptions.namedPath(key) ?? LedgerKey.defaultPath(ofLedgerAt: ledger.path)
        let made = try Ledger.create(at: ledger.path, title: title, keyPath: keyPath, regionScheme: scheme)
        defer { made.close() }
        try await made.settle()
        try Output.answer(
            """
            Made an empty ledger at \(made.path). Its log is \(made.logID).
            Its signing key is in \(keyPath); auditors verify with
            \(made.verifierKey ?? "")

            """)
    }
}
