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
        do {
            try await made.settle()
        } catch {
            Output.remark(
                "The ledger is made, but its first checkpoint could not be signed; the next command that has the key makes "
                    + "up for it: \(error)")
        }
        try Output.answer(afterMaking: "The ledger is there all the same.") {
            try Output.answer(
                """
                Made an empty ledger at \(made.path). Its log is \(made.logID).
                Its signing key is in \(keyPath); auditors verify with
                \(made.verifierKey ?? "")

                """)
        }
    }
}

/// `backup`
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the ledger as it is at one position, while others write to it.",
        discussion: """
            The copy is a ledger itself, without views, which are rebuilt where they are asked for.

            Example:
              incident-ledger backup 2026-01-31.ledger --ledger my.ledger
            """)

    @Argument(help: "Where the copy is put. Nothing may be there yet, except an empty folder.", completion: .directory)
    var to: String

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let head = try await ledger.withLedger(.readOnly) { try $0.backup(to: to) }
        try Output.answer(afterMaking: "The backup is there all the same.") {
            try Answers.copied(head, "Backed up to \(to)", format.format)
        }
    }
}

/// `restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a ledger from a backup.",
        discussion: """
            Example:
              incident-ledger restore 2026-01-31.ledger --ledger restored.ledger
            """)

    @Argument(help: "The backup.", completion: .directory)
    var from: String

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let head = try Ledger.restore(from: from, to: ledger.path)
        try Output.answer(afterMaking: "The ledger is there all the same.") {
            try Answers.copied(head, "Restored to \(ledger.path)", format.format)
        }
    }
}
