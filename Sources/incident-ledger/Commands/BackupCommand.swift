import ArgumentParser
import Ledger

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
        try Answers.copied(head, "Backed up to \(to)", format.format)
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
        try Answers.copied(head, "Restored to \(ledger.path)", format.format)
    }
}
