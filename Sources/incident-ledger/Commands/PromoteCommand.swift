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

            With a register (--register, or `config register` of the replica) it takes the writer's place there, and whoever had \
            it signs nothing any more. Of two that reach for it one has it; the other is refused, and told which (exit status 4).

            Example:
              incident-ledger promote --signing-key origin.key --ledger copy.ledger
              incident-ledger promote --signing-key origin.key --register http://127.0.0.1:2379 --ledger copy.ledger
            """)

    @Option(
        help: ArgumentHelp("The log's signing key, as it lay beside the old origin.", valueName: "file"),
        completion: .file())
    var signingKey: String

    @Option(
        help: ArgumentHelp(
            "A server of etcd with the lock on the signed head: http://HOST:PORT. May be repeated. Default: as the replica is "
                + "set (`config register`), else none.", valueName: "address"))
    var register: [String] = []

    @Option(
        help: ArgumentHelp(
            "What this ledger is called there, for whoever is refused. Default: the machine's name.", valueName: "text")
    )
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Take the place also of this one, which took it itself, and is gone before it signed anything.",
            valueName: "name"))
    var replacing: String?

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let done = try await Ledger.promote(
            at: ledger.path, key: signingKey,
            place: .init(at: register, name: name, replacing: replacing),
            token: FeedOptions.token)
        if let unheard = done.unheard { Output.remark("The origin was not asked once more. \(unheard)") }
        try Output.answer(afterMaking: "It is the origin all the same.") {
            try Output.show(
                "\(ledger.path) is the origin now, and goes on after \(done.position) events. Publish it where replicas look.\n"
                    + (done.isRegistered ? "It has the writer's place in the register.\n" : ""))
        }
    }
}
