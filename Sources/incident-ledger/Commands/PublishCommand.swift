import ArgumentParser
import Evidence
import Files
import Forms
import Ledger
import Replication

/// `publish`
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write what is signed as plain files, for a static server or a cache.",
        discussion: """
            The folder holds the checkpoint, the tiles of the tree and the entries (C2SP tlog-tiles): all that a replica needs. \
            It goes on where it left off. A full tile is written once; the checkpoint is replaced last. Whoever can read the \
            files can read every entry.

            Examples:
              incident-ledger publish /srv/www/ledger
              incident-ledger publish /srv/www/ledger --follow
            """)

    @Argument(help: "The folder; it is made where it is missing.", completion: .directory)
    var folder: String

    @ArgumentParser.Flag(help: "Go on until stopped: write what is signed as it comes.")
    var follow = false

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        try await ledger.withLedger(.readOnly) { open in
            guard follow else {
                try publish(open)
                return
            }
            let task = Task {
                var last: String?
                while true {
                    let note = try open.publishedCheckpoint()
                    if note != last { try publish(open) }
                    last = note
                    try await Task.sleep(for: .seconds(1))
                }
            }
            let signals = StopSignals { task.cancel() }
            defer { withExtendedLifetime(signals) {} }
            do { try await task.value } catch is CancellationError {}
        }
    }

    private func publish(_ open: Ledger) throws {
        let done = try open.publish(to: folder)
        let new = done.size - done.before
        try Output.show("\(folder) publishes \(done.size) events, \(new) of them new (\(done.files) files written).\n")
    }
}
