import ArgumentParser
import Files
import Ledger

/// `checkpoint`
struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Print the latest signed checkpoint: keep it elsewhere.",
        discussion: """
            The checkpoint is a signed note (C2SP tlog-checkpoint): the log's name, its size and the root over all its \
            events. Events that are not signed yet are signed first, where the key is. Without a checkpoint kept \
            outside, whoever holds the key can rewrite history unseen; with it, `verify --against` shows it.

            Example:
              incident-ledger checkpoint > 2026-01-31.checkpoint
            """)

    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let hasKey = try SigningKeyOptions.key(at: signing.signingKey, ofLedgerAt: ledger.path) != nil
        let note = try await ledger.withLedger(hasKey ? .readWrite : .readOnly, signing) {
            open in
            if hasKey { try await open.settle() }
            let count = hasKey ? 0 : try open.unsignedCount()
            if count > 0 {
                Output.remark("The last \(count) events are not signed yet: the ledger's key was not found.")
            }
            return try open.checkpoint()
        }
        try Output.answer(note)
    }
}
