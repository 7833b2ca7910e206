import ArgumentParser
import Evidence
import Files
import Forms
import Ledger
import Replication

/// `relay`
struct RelayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay", abstract: "Put what is signed on a message bus, for replicas that want it at once.",
        discussion: """
            The bus is NATS with JetStream. It gets one message a position, in a stream that is made where it is missing, and made \
            again where it is not what the log says. Nobody has to trust the bus: a replica takes in what a checkpoint vouches \
            for, and goes to the published files where the bus does not give that. Appends do not wait for it.

            Example:
              incident-ledger relay --bus nats://127.0.0.1:4222 --ledger my.ledger
            """)

    @Option(help: ArgumentHelp("The bus: nats://HOST:PORT.", valueName: "address"))
    var bus: String

    @Option(help: ArgumentHelp("How many servers of a cluster hold the stream: 1, 3 or 5.", valueName: "number"))
    var copies: Int = 1

    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        guard [1, 3, 5].contains(copies) else { throw ArgumentParser.ValidationError("--copies is 1, 3 or 5.") }
    }

    func run() async throws {
        try await ledger.withLedger(.readOnly) { open in
            let task = Task {
                try await open.relay(to: bus, copies: copies) { report in
                    switch report {
                    case .connected(let position):
                        try? Output.show("The bus has the log up to position \(position).\n")
                    case .remade(let why): Output.remark("The stream is made from the log. \(why)")
                    case .relayed: break
                    case .failed(let error): Output.remark(error.description)
                    }
                }
            }
            let signals = StopSignals { task.cancel() }
            defer { withExtendedLifetime(signals) {} }
            do { try await task.value } catch is CancellationError {}
        }
    }
}
