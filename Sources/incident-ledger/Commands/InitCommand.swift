import ArgumentParser
import Ledger

/// `init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty ledger.",
        discussion: "Nothing may be at the path yet, except an empty folder.")

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let made = try Ledger.create(at: ledger.path)
        defer { made.close() }
        try Output.answer("Made an empty ledger at \(made.path). Its log is \(made.logID).\n")
    }
}
