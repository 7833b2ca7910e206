import ArgumentParser
import Files
import Forms
import Ledger
import Presentation

/// `config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Set who you are for a ledger, once.",
        discussion: """
            It is kept for you and this ledger, in your own folder of settings ($XDG_CONFIG_HOME, else ~/.config), and in no \
            backup. --actor and $INCIDENT_LEDGER_ACTOR come before it.

            Examples:
              incident-ledger config actor "harbour desk"
              incident-ledger config
              incident-ledger config actor --remove
            """,
        subcommands: [ConfigShowCommand.self, ConfigActorCommand.self], defaultSubcommand: ConfigShowCommand.self)
}

/// `config show`
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print what is set.")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let config = try await ledger.withLedger(.readOnly) { _ in UserConfig(ofLedgerAt: ledger.path) }
        try Answers.show(NamedValues([("actor", .optional(config.actor))]), format.format)
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
