import ArgumentParser
import Files
import Forms
import Ledger
import Presentation

/// `config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Set who you are for a ledger, once; and the register that it signs by.",
        discussion: """
            Who you are is kept for you and this ledger, in your own folder of settings ($XDG_CONFIG_HOME, else ~/.config), and in no \
            backup. --actor and $INCIDENT_LEDGER_ACTOR come before it.

            Examples:
              incident-ledger config actor "harbour desk"
              incident-ledger config
              incident-ledger config actor --remove
              incident-ledger config register http://127.0.0.1:2379
            """,
        subcommands: [ConfigShowCommand.self, ConfigActorCommand.self, ConfigRegisterCommand.self],
        defaultSubcommand: ConfigShowCommand.self)
}

/// `config show`
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print what is set.")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let (config, register) = try await ledger.withLedger(.readOnly) { open in
            (UserConfig(ofLedgerAt: ledger.path), open.registerAddresses)
        }
        try Answers.show(
            NamedValues([
                ("actor", .optional(config.actor)),
                ("register", register.map { .array($0.map { .string($0) }) } ?? .null),
            ]), format.format)
        if let actor = LedgerOptions.environment(ActorOptions.variable) {
            Output.remark("$\(ActorOptions.variable) is set, and comes before it: \(actor).")
        }
    }
}

/// `config actor`
struct ConfigActorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actor", abstract: "Set who says what you record where you do not say it.")

    @Argument(help: "A role or an organisation, never a private person's name.")
    var name: String?

    @ArgumentParser.Flag(help: "Nobody is set any more.")
    var remove = false

    @ArgumentParser.Flag(help: "What looks like a person's name is none: an organisation, a role.")
    var notAPerson = false

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let name = (name ?? "").allSatisfy(\.isWhitespace) ? nil : name
        guard (name == nil) == remove else {
            throw LedgerError(.usage, "Say who: incident-ledger config actor \"harbour desk\"; or --remove for nobody.")
        }
        if let name {
            var options = ActorOptions()
            (options.actor, options.notAPerson) = (name, notAPerson)
            _ = try await options.checkedName(ledger)
        }
        let logID = try await ledger.withLedger(.readOnly) { try $0.head().logID }
        var config = UserConfig(ofLedgerAt: ledger.path)
        config.actor = name
        let place = try config.save(forLedgerWith: logID)
        let said =
            name.map { "What you record in this ledger is recorded as \($0) from now on" } ?? "Nobody is set any more"
        try Output.answer("\(said) (\(place)).\n")
    }
}

/// `config register`
struct ConfigRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Set where each head is claimed before it is signed.",
        discussion: """
            The register is etcd, with one entry for each log: what was signed last, and whose place it is to sign the next. What \
            does not continue that is not signed, and where the register is away nothing is: events are recorded all the same, and \
            signed when it is back. It is a setting of the ledger, in ledger.json; programs that have the ledger open are begun \
            anew. A replica keeps it for when it is promoted.

            Examples:
              incident-ledger config register http://127.0.0.1:2379 --name "harbour office"
              incident-ledger config register --remove
            """)

    @Argument(help: "Servers of one cluster of etcd: http://HOST:PORT.")
    var addresses: [String] = []

    @Option(
        help: ArgumentHelp(
            "What this ledger is called there, for whoever is refused. Default: the machine's name.", valueName: "text")
    )
    var name: String?

    @ArgumentParser.Flag(help: "Sign without a register again.")
    var remove = false

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        guard addresses.isEmpty == remove else {
            throw LedgerError(
                .usage, "Say where: incident-ledger config register http://127.0.0.1:2379; or --remove for nowhere.")
        }
        if remove {
            try Ledger.removeRegister(ofLedgerAt: ledger.path)
            return try Output.answer("Heads are signed without a register from now on.\n")
        }
        try await Ledger.setRegister(
            addresses, name: name, ofLedgerAt: ledger.path)
        try Output.answer("Heads are signed by \(addresses.joined(separator: ", ")) from now on.\n")
    }
}
