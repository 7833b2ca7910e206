import ArgumentParser
import Fields
import Files
import Forms
import Incidents
import Ledger

/// `follow`
struct FollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Print events as they are appended, a JSON object a line.",
        discussion: """
            It prints every event from a position on, and then each as it comes, by whatever program it was appended; \
            until it is stopped. Whoever has taken in the line of position N goes on with --from N+1: nothing comes twice, \
            nothing is left out.

            An entry that cannot be read as an event is printed with its position and what is wrong with it.

            Examples:
              incident-ledger follow
              incident-ledger follow --from 12500 --kind deaths
            """)

    @Option(help: ArgumentHelp("The first position.", valueName: "position"))
    var from: UInt64 = 1

    @Option(help: "Only events about \(RecordKind.allowedCodes).", transform: Reading.code)
    var kind: RecordKind?

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        try await ledger.withLedger(.readOnly) { open in
            try await open.follow(from: from, kind: kind) { followed in
                try Output.answer(followed.json.text() + "\n")
            }
        }
    }
}
