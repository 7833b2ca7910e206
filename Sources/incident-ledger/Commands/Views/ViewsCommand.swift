import ArgumentParser
import Cluster
import Files
import Forms
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
              incident-ledger views --cluster --bus nats://127.0.0.1:4222
            """,
        subcommands: [
            ViewsListCommand.self, ViewsParkedCommand.self, ViewsRetryCommand.self,
            ViewsDropCommand.self, ViewsRebuildCommand.self, ViewsRollbackCommand.self,
        ],
        defaultSubcommand: ViewsListCommand.self)
}

/// `views list`
struct ViewsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print how every build of every view stands; with --cluster, on all machines.",
        discussion: """
            lag: events that it has not folded yet; a view that is asked catches up first. complete: it lacks no event up \
            to its position. lacking: parked events that nothing later supersedes. parked: \
            those that nobody has decided about. checked_after: every event after it was hashed, and held against the log's \
            tree, when the view took it in. live: it answers. worker: one keeps it now.

            With --cluster: keeper: the worker that keeps it (`projection-worker --bus`), by its name; nobody: no worker has a \
            lease of it. lag: of the events that the log here or the bus has. age_seconds: since the keeper said so. root: whether \
            the keeper's log has the same root at that position as the log here: where its log has another history, the exit \
            status is 6.
            """)

    @Flag(help: "How the views stand on all machines that share them, as their workers say on the bus.")
    var cluster = false

    @Option(
        help: ArgumentHelp(
            "With --cluster: the bus on which the workers share, nats://HOST:PORT.", valueName: "address"))
    var bus: String?

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        guard cluster == (bus != nil) else {
            throw ArgumentParser.ValidationError(
                cluster
                    ? "--cluster reads what the workers say on a bus: name it with --bus nats://HOST:PORT."
                    : "--bus is read with --cluster.")
        }
    }

    func run() async throws {
        if let bus { return try await showCluster(at: bus) }
        let states = try await ledger.withLedger(.readOnly) { open in
            for remark in try [open.clockRemark()].compactMap({ $0 }) + open.readerRemarks() { Output.remark(remark) }
            return try open.viewStates()
        }
        try Answers.show(ViewStatesLayout(states), format.format)
    }

    /// What keepers say is held against the log here.
    private func showCluster(at bus: String) async throws {
        let status = try await ledger.withLedger(.readOnly) { open in try open.clusterStatus(at: bus) }
        try Answers.show(ClusterLayout(status), format.format)
        let contradictions = status.contradictions
        guard contradictions.isEmpty else {
            throw LedgerError(.fork, contradictions.joined(separator: "\n"))
        }
    }
}
