import ArgumentParser
import Files
import Forms
import Incidents
import Ledger

/// Who says something: on every command that says it.
struct ActorOptions: ParsableArguments {
    @Option(
        help: """
            Who says so: a role or an organisation, never a private person's name. Default: $INCIDENT_LEDGER_ACTOR, else what \
            `config actor` has set, else "unstated".
            """)
    var actor: String?

    @ArgumentParser.Flag(
        help: "An actor or a source that looks like a person's name is none: an organisation, a role, a paper.")
    var notAPerson = false

    static let unstated = "unstated"
    static let variable = "INCIDENT_LEDGER_ACTOR"

    /// Who it is, and whether that was set for all commands and not said with this one.
    func name(_ ledger: LedgerOptions) -> (actor: String, isConfigured: Bool) {
        if let actor = actor ?? LedgerOptions.environment(Self.variable) { return (actor, false) }
        if let actor = UserConfig(ofLedgerAt: ledger.path).actor { return (actor, true) }
        return (Self.unstated, false)
    }

    /// The actor, where it is not a person.
    ///
    /// - Throws: `LedgerError` with `refused`.
    func checkedName(_ ledger: LedgerOptions) async throws -> String {
        var faults = Faults()
        let name = name(ledger).actor
        await faults.question([(flag: "actor", name: name)], self, ledger)
        try faults.check()
        return name
    }
}

extension Faults {
    /// A fault for each name that looks like a person's, unless it is said not to be one, or the ledger has it already.
    mutating func question(
        _ names: [(flag: String, name: String)], _ options: ActorOptions, _ ledger: LedgerOptions
    ) async {
        guard !options.notAPerson, names.contains(where: { PersonNames.areLike($0.name) }) else { return }
        // A ledger that cannot be opened says so itself, when it is written to.
        let faults = try? await ledger.withLedger(.readOnly) { open in
            var faults = self
            faults.question(names, options, open)
            return faults
        }
        if let faults { self = faults }
    }

    mutating func question(_ names: [(flag: String, name: String)], _ options: ActorOptions, _ ledger: Ledger) {
        guard !options.notAPerson else { return }
        for (flag, name) in names where PersonNames.areLike(name) && (try? ledger.hasNamed(name)) != true {
            add(
                .refused,
                "--\(flag): \"\(name)\" looks like a person's name, and the ledger forgets nothing: state the role or the "
                    + "organisation instead. If it is one, repeat with --not-a-person.", of: flag)
        }
    }
}

extension Answers {
    /// What is said beside an answer: questions, and as whom it was recorded where that was not said with the command.
    static func remark(_ questions: [String], _ who: ActorOptions, _ ledger: LedgerOptions) {
        for question in questions { Output.remark(question) }
        let name = who.name(ledger)
        if name.isConfigured { Output.remark("Recorded as \(name.actor), which `config actor` has set.") }
    }
}
