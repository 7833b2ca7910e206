import ArgumentParser
import Cluster
import Files
import Forms
import Ledger
import Presentation

/// `views cluster`
struct ViewsClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Print how the views stand on all machines that share them.",
        discussion: """
            keeper: the worker that keeps it (`projection-worker --bus`), by its name; nobody: no worker has a lease of it. \
            lag: events that it has not folded yet, of those that the log here or the bus has. age_seconds: since the keeper said \
            so. root: whether the keeper's log has the same root at that position as the log here. lacking: parked events that \
            nothing later supersedes. parked: those that nobody has decided about.

            What a keeper says is held against the log here: where its log has another history, the exit status is 6.

            Example:
              incident-ledger views cluster --bus nats://127.0.0.1:4222 --ledger copy.ledger
            """)

    @Option(help: ArgumentHelp("The bus on which the workers share: nats://HOST:PORT.", valueName: "address"))
    var bus: String

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let status = try await ledger.withLedger(.readOnly) { open in try open.clusterStatus(at: bus) }
        try Answers.show(ClusterLayout(status), format.format)
        let contradictions = status.contradictions
        guard contradictions.isEmpty else {
            throw LedgerError(.fork, contradictions.joined(separator: "\n"))
        }
    }
}
