import ArgumentParser
import Evidence
import Files
import Forms
import Ledger

/// `promote`
struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Make a replica the origin of its log, where the old origin is gone.",
        discussion: """
            It must hold all that the origin has signed, and it gets the log's signing key. First make sure that the old origin \
            does not go on: take the key away there. Two origins sign two histories, which every replica that sees both finds \
            out, keeps as evidence, and stops at. What the old origin recorded and nobody copied is on its disk alone: export it \
            there, and record it anew.

            Example:
              incident-ledger promote --signing-key origin.key --ledger copy.ledger
            """)

    @Option(
        help: ArgumentHelp("The log's signing key, as it lay beside the old origin.", valueName: "file"),
        completion: .file())
    var signingKey: String

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let done = try await Ledger.promote(at: ledger.path, key: signingKey, token: FeedOptions.token)
        if let unheard = done.unheard { Output.remark("The origin was not asked once more. \(unheard)") }
        try Output.answer(afterMaking: "It is the origin all the same.") {
            try Output.show(
                "\(ledger.path) is the origin now, and goes on after \(done.position) events. Publish it where replicas look.\n"
            )
        }
    }
}
