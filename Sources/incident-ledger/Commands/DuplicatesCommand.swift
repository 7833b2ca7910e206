import ArgumentParser
import Comparison
import Fields
import Files
import Forms
import Incidents
import Ledger
import Presentation

/// `duplicates`
struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Print, find and decide which records are about the same people.",
        discussion: """
            Records are never merged: two are linked. Of a pair that is suspected, the smaller one counts from 0 on in sums, \
            which makes them an interval; of two that are the same, one counts; a part is left out beside the whole; two \
            that are different both count. A link acts only in answers that also count the other record's dataset, and \
            never with --as-published.

            Examples:
              incident-ledger duplicates find
              incident-ledger duplicates find --record
              incident-ledger duplicates decide deaths/mmp-39205 deaths/boats-17 same \\
                --reason "The coast guard names one boat"
              incident-ledger duplicates undecide deaths/mmp-39205 deaths/boats-17 \\
                --reason "There were two boats"
            """,
        subcommands: [
            DuplicatesListCommand.self, DuplicatesFindCommand.self, DuplicatesDecideCommand.self,
            DuplicatesUndecideCommand.self,
        ],
        defaultSubcommand: DuplicatesListCommand.self)
}

/// `duplicates list`
struct DuplicatesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the pairs that are linked, both records side by side.",
        discussion: """
            Of each pair the first line is the record whose part in sums the link changes, the second the one that counts \
            beside it. ADRIFT: the second no longer stands, so that the people are in no sum, or in too low a one.
            """)

    @Option(
        help: ArgumentHelp(
            "Only pairs that are linked so: suspected, same, different or part-of.", valueName: "relation"),
        transform: DuplicatesDecideCommand.anyRelation)
    var relation: LinkRelation?

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let moment = try moment.moment()
        let pairs = try await ledger.withLedger(.readOnly) { try $0.duplicates(relation, at: moment) }
        try Answers.show(DuplicatesLayout(pairs), format.format)
    }
}

/// `duplicates find`
struct DuplicatesFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find records that may be about the same people.",
        discussion: """
            Deaths and arrests of different datasets, and of the desk, are compared by these rules; two incidents are found \
            where records of theirs are. In brackets stands how many of the pairs that a rule found were judged the same, \
            on two exports of one publisher whose identifiers have nothing in common.

            \(DuplicateRule.all.map { rule in
                "  \(rule.name): \(rule.summary)\(rule.isWithinDatasets ? ", also within one dataset" : "")"
                    + " (\(rule.worth.same) of \(rule.worth.found))"
            }.joined(separator: "\n"))

            Nothing is recorded without --record. With it, what is found is suspected from then on, and what no rule finds \
            any more is suspected no longer; what somebody has decided stays.
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Only records of these datasets, "desk" for what was recorded by hand. Default: all that answers count.
            """, valueName: "id"))
    var dataset: [String] = []

    @ArgumentParser.Flag(help: "Record what is found as suspected.")
    var record = false

    @Option(help: ArgumentHelp("Why it was looked for: kept with the search, for ever.", valueName: "text"))
    var reason: String?

    @OptionGroup(title: "Statement") var statement: LinkStatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let isRecorded = record
        let said = try await statement.statement(reason: reason ?? "", of: ledger)
        let (search, report) = try await ledger.withLedger(isRecorded ? .readWrite : .readOnly, signing) { open in
            let search = try open.findDuplicates(among: dataset)
            return (search, isRecorded ? try await open.record(search, said) : nil)
        }
        try Answers.show(DuplicateSearchLayout(search, report), format.format)
    }
}

/// `duplicates decide A B RELATION`
struct DuplicatesDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide how two records belong together.",
        discussion: """
            Of two that are the same the first counts, and the second is left out. `A B part-of`: A is a part of B, and is \
            left out beside it.

            Example:
              incident-ledger duplicates decide deaths/mmp-39205 deaths/boats-17 same \\
                --reason "The coast guard names one boat"
            """)

    @OptionGroup var pair: PairArguments

    @Argument(help: "same, different or part-of.", transform: DuplicatesDecideCommand.decision)
    var relation: LinkRelation

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
        let said = try await decision.said()
        let (acknowledgement, incidents) = try await decision.ledger.withLedger(.readWrite, decision.signing) { open in
            let made = try await open.decide(pair.first, pair.second, relation, said)
            return (made, relation == .different ? [] : try open.undecidedIncidents(of: pair.first, pair.second))
        }
        try Answers.acknowledge(acknowledgement, "decided", decision.format.format)
        if !incidents.isEmpty {
            let names = incidents.map(\.description).joined(separator: " and ")
            Output.remark("\(names), which they name, are two incidents: decide how these belong together as well.")
        }
    }

    static func anyRelation(_ text: String) throws -> LinkRelation {
        try relation(text, among: LinkRelation.allCases.filter { $0 != .searched })
    }

    static func decision(_ text: String) throws -> LinkRelation {
        try relation(text, among: LinkRelation.allCases.filter(\.isDecided))
    }

    private static func relation(_ text: String, among allowed: [LinkRelation]) throws -> LinkRelation {
        guard let relation = allowed.first(where: { $0.code == text }) else {
            throw ArgumentParser.ValidationError(
                "\"\(text)\" is not one of " + allowed.map(\.code).joined(separator: ", ") + ".")
        }
        return relation
    }
}

/// `duplicates undecide A B`
struct DuplicatesUndecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undecide", abstract: "Take a decision back; that it was made stays readable.",
        discussion: """
            What rules had found is a suspicion again; what somebody linked by hand is no link any more, and both records \
            count.

            Example:
              incident-ledger duplicates undecide deaths/mmp-39205 deaths/boats-17 \\
                --reason "There were two boats"
            """)

    @OptionGroup var pair: PairArguments

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
        let said = try await decision.said()
        let acknowledgement = try await decision.ledger.withLedger(.readWrite, decision.signing) { open in
            try await open.undecide(pair.first, pair.second, said)
        }
        try Answers.acknowledge(acknowledgement, "undecided", decision.format.format)
    }
}

/// Names two records on the command line.
struct PairArguments: ParsableArguments {
    @Argument(help: "A record, as KIND/ID, for example deaths/mmp-39205.", transform: Reading.record)
    var first: RecordID

    @Argument(help: "Another one of the same kind.", transform: Reading.record)
    var second: RecordID
}

/// Who says what is found, and since when it is known.
struct LinkStatementOptions: ParsableArguments {
    @OptionGroup var who: ActorOptions

    @Option(
        help: ArgumentHelp("The day since which it is known. Default: today (UTC).", valueName: "YYYY-MM-DD"),
        transform: Reading.day)
    var knownAt: Day?

    func statement(reason: String, of ledger: LedgerOptions) async throws -> Statement {
        Statement(actor: try await who.checkedName(ledger), knownAt: knownAt, reason: reason)
    }
}
