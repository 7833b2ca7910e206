import ArgumentParser
import Evidence
import Files
import Foundation

/// `ledger-replay witness`
struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Cosign a checkpoint, if it continues the last one that this witness has seen.",
        discussion: """
            The first checkpoint is taken on trust. A later one needs a proof that it continues the last one; only \
            then is it remembered, on disk, and cosigned (C2SP cosignature/v1). Run by a body outside, it makes a \
            rewriting by the holder of the ledger's key detectable.

            Exit status: 0 cosigned; 1 refused; 4 the checkpoint is older than the last one; 5 the log has been \
            rewritten.

            Example:
              incident-ledger prove consistency --from seen.checkpoint > request
              ledger-replay witness --state seen.checkpoint --key witness.key --log VERIFIER-KEY request
            """)

    @Option(help: ArgumentHelp("The file in which the last checkpoint is remembered.", valueName: "file"))
    var state: String

    @Option(help: ArgumentHelp("The witness's private key, which `witness-key` makes.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The verifier key of the log, had from its owner.", valueName: "verifier-key"))
    var log: String

    @Option(help: ArgumentHelp("What `prove consistency` prints, unless NOTE is that.", valueName: "file"))
    var proof: String?

    @Argument(help: "A file with the checkpoint, or with what `prove consistency` prints, which holds it.")
    var note: String

    func run() throws {
        let witness = try Witness(log: log, key: WitnessKey(readingFrom: key), statePath: state)
        try Output.tell(
            try witness.cosign(note: note, proof: proof, at: UInt64(Date().timeIntervalSince1970)) + "\n")
    }
}

/// `ledger-replay witness-key`
struct WitnessKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness-key", abstract: "Make a witness's key, and print its public half.",
        discussion: """
            Example:
              ledger-replay witness-key example.org/witness --key witness.key
            """)

    @Option(help: ArgumentHelp("Where the private key is put. Nothing may be there.", valueName: "file"))
    var key: String

    @Argument(help: "The witness's name, such as example.org/witness.")
    var name: String

    func run() throws {
        try Output.tell(try WitnessKey(makingAt: key, name: name).verifierKey + "\n")
    }
}
