import ArgumentParser
import Files
import Ledger
import Presentation

/// `views`
struct ViewsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "views", abstract: "Print how the views stand; rebuild them; decide about parked events.",
        discussion: """
            Without a subcommand it prints every build of every view: how far it has come, what it lacks, and which one \
            answers. An event that a view cannot take in is parked: the view goes on without it, and every answer that \
            lacks it says that it is incomplete, until a later statement of the same record supersedes it.

            Examples:
              incident-ledger views
              incident-ledger views parked --format json
              incident-ledger views rebuild region-year --review
              incident-ledger views cluster --bus nats://127.0.0.1:4222
            """,
        subcommands: [
            ViewsListCommand.self, ViewsClusterCommand.self, ViewsParkedCommand.self, ViewsRetryCommand.self,
            ViewsDropCommand.self, ViewsRebuildCommand.self, ViewsRollbackCommand.self,
        ],
        defaultSubcommand: ViewsListCommand.self)
}

/// `views list`
struct ViewsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print how every build of every view stands.",
        discussion: """
            lag: events that it has not folded yet; a view that is asked catches up first. complete: it lacks no event up \
            to its position. lacking: parked events that nothing later supersedes. parked: \
            those that nobody has decided about. checked_after: every event after it was hashed, and held against the log's \
            tree, when the view took it in. live: it answers. worker: one keeps it now.
            """)

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let states = try await ledger.withLedger(.readOnly) { open in
            for remark in try [open.clockRemark()].compactMap({ $0 }) + open.readerRemarks() { Output.remark(remark) }
            return try open.viewStates()
        }
        try Answers.show(ViewStatesLayout(states), format.format)
    }
}
