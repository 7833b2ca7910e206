import ArgumentParser
import Fields
import Forms
import Incidents
import Ledger

/// `correct KIND ID`
struct CorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "State a record anew; what it said before stays readable.",
        discussion: """
            With flags, the fields that are given change and the others stay; with --json, the file is the record's \
            whole new state. Every field that changes is printed, old → new. `=` alone makes a field say nothing again.

            A flag of a list says what becomes of the list: +VALUE adds, -NAME removes, =VALUE sets the whole list, and \
            = alone clears it. A --result replaces that of its own publisher, measure and phase.

            Examples:
              incident-ledger correct deaths 4f1c2a9be07d3358 --missing 2 \\
                --reason "A survivor was found to be missing"
              incident-ledger correct incident 77ab01d2c3e45f60 --crime +fraud --crime -robbery \\
                --reason "The prosecutor's office named the charge"
            """,
        subcommands: RecordKind.entered.map { $0.correctCommand })
}

extension EnteredState {
    fileprivate static var correctCommand: any ParsableCommand.Type { CorrectKindCommand<Self>.self }
}

/// `correct deaths ID`, and so for every kind.
struct CorrectKindCommand<State: EnteredState>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: State.recordKind.code, abstract: "State a record of the kind \(State.recordKind.code) anew.",
            aliases: State.shortNames)
    }

    @Argument(help: "The record's identifier.")
    var id: String

    /// What the parser knows no option for: it is told with all else that is wrong.
    @Argument(parsing: .allUnrecognized, help: .private)
    var unknown: [String] = []

    @OptionGroup var change: ChangeOptions

    @Option(
        help: ArgumentHelp("The whole new state as JSON, from a file or (-) standard input.", valueName: "file|-"))
    var json: String?

    @OptionGroup(title: "Fields") var fields: FlagTexts<FieldsOf<State>>
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        var faults = Faults()
        var statement = change.why.statement(statement, expecting: change.expect, of: ledger, &faults)
        FieldsOf<State>.check(unknown: unknown, of: "correct", &faults)
        let typed = TypedRecord<State>(given: fields.given, json: json, maySayNothing: !unknown.isEmpty, &faults)
        let record = RecordID(kind: State.recordKind, id: id)
        await faults.question(typed.names(statement.actor), self.statement.who, ledger)
        var questions: [String] = []
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            // The version is read before the state, so that a change by somebody else in between is a conflict and
            // never overwritten unseen.
            let known: RecordState
            do {
                let seen = try open.history(of: record).last?.event.version
                statement.expectedVersion = statement.expectedVersion ?? seen
                known = try open.state(of: record, at: Moment(knownBy: statement.knownAt))
            } catch {
                // It is told after what is wrong with the command itself.
                try faults.check(and: error)
                throw error
            }
            guard let before = known.state else {
                throw LedgerError(.refused, "\(record) is withdrawn. `reinstate` it before it is corrected.")
            }
            let state = typed.writing(into: before, &faults)
            faults.check(state, as: .corrected, of: record, statement, typed.kind)
            try faults.check()
            guard let state else { throw LedgerError(.usage, "Nothing is stated of the record.") }
            questions = KnownValues.questions(fields.given, State.recordKind, in: open)
            return try await open.correct(record, to: state, statement)
        }
        Answers.remark(questions, self.statement.who, ledger)
        try Answers.acknowledge(acknowledgement, "corrected", format.format)
    }
}
