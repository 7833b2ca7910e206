import ArgumentParser
import Forms
import Incidents
import Ledger

/// `correct KIND ID`
struct CorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "State a record anew; what it said before stays readable.",
        discussion: """
            With flags, the fields that are given change and the others stay; with --json, the file is the record's \
            whole new state. Every field that changes is printed, old → new.

            A flag of a list says what becomes of the list: +VALUE adds, -NAME removes, =VALUE sets the whole list, and \
            = alone clears it. A --result replaces that of its own publisher, measure and phase.

            Examples:
              incident-ledger correct deaths 4f1c2a9be07d3358 --missing 2 \\
                --reason "A survivor was found to be missing"
              incident-ledger correct incident 77ab01d2c3e45f60 --crime +fraud --crime -robbery \\
                --reason "The prosecutor's office named the charge"
            """)

    @OptionGroup var arguments: RecordArguments
    @OptionGroup var change: ChangeOptions

    @Option(
        help: ArgumentHelp("The whole new state as JSON, from a file or (-) standard input.", valueName: "file|-"))
    var json: String?

    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        guard arguments.kind != .import else {
            throw ArgumentParser.ValidationError("What an import was is not corrected; import the file that is right.")
        }
        try StateSource.validate(kind: arguments.kind, json: json, fields: fields)
    }

    func run() async throws {
        let record = arguments.record
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            // The version is read before the state, so that a change by somebody else in between is a conflict and
            // never overwritten unseen.
            let seen = try open.history(of: record).last?.event.version
            let known = try open.state(of: record, at: Moment(knownBy: statement.knownAt))
            guard let before = known.state else {
                throw LedgerError(.refused, "\(record) is withdrawn. `reinstate` it before it is corrected.")
            }
            let state = try StateSource.state(kind: arguments.kind, json: json, fields: fields, changing: before)
            return try await open.correct(
                record, to: state, statement.statement(reason: change.reason, expecting: change.expect ?? seen))
        }
        try Answers.acknowledge(acknowledgement, "corrected", format.format)
    }
}

/// `withdraw KIND ID`
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Say that a record no longer stands; its history stays.",
        discussion: """
            Where deaths, arrests or incidents name an incident or operation, they are named and nothing is withdrawn, \
            until it is said what becomes of them.

            Example:
              incident-ledger withdraw deaths 4f1c2a9be07d3358 \\
                --reason "The same toll was recorded twice"
            """)

    @OptionGroup var arguments: RecordArguments
    @OptionGroup var change: ChangeOptions

    @ArgumentParser.Flag(help: "Withdraw what names it as well, and what names that: all of it or nothing.")
    var withLinked = false

    @ArgumentParser.Flag(help: "Leave what names it as it is.")
    var leaveLinked = false

    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        if withLinked, leaveLinked {
            throw ArgumentParser.ValidationError("--with-linked and --leave-linked exclude each other.")
        }
    }

    func run() async throws {
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.withdraw(
                arguments.record, statement.statement(reason: change.reason, expecting: change.expect),
                linked: withLinked ? .withdraw : leaveLinked ? .leave : .refuse)
        }
        try Answers.acknowledge(acknowledgement, "withdrawn", format.format)
    }
}

/// `reinstate KIND ID`
struct ReinstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate", abstract: "Say that a withdrawn record stands again, as it was.",
        discussion: """
            Example:
              incident-ledger reinstate deaths 4f1c2a9be07d3358 \\
                --reason "The two tolls were different boats"
            """)

    @OptionGroup var arguments: RecordArguments
    @OptionGroup var change: ChangeOptions
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.reinstate(
                arguments.record, statement.statement(reason: change.reason, expecting: change.expect))
        }
        try Answers.acknowledge(acknowledgement, "reinstated", format.format)
    }
}
