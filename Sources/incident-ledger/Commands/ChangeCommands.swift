import ArgumentParser
import Forms
import Incidents
import Ledger

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
        let statement = try await change.why.statement(statement, expecting: change.expect, of: ledger)
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.withdraw(
                arguments.record, statement, linked: withLinked ? .withdraw : leaveLinked ? .leave : .refuse)
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
        let statement = try await change.why.statement(statement, expecting: change.expect, of: ledger)
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.reinstate(arguments.record, statement)
        }
        try Answers.acknowledge(acknowledgement, "reinstated", format.format)
    }
}
