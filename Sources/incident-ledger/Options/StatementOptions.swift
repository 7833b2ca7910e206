import ArgumentParser
import Fields
import Forms
import Incidents
import Ledger

/// Who says something, and since when it is known: on every command that appends.
struct StatementOptions: ParsableArguments {
    @OptionGroup var who: ActorOptions

    @Option(help: ArgumentHelp("The day on which the source said so. Default: today (UTC).", valueName: "YYYY-MM-DD"))
    var knownAt: String?

    @Option(
        help: ArgumentHelp(
            "Makes the command safe to repeat: with the same key it is done once, for ever.", valueName: "text"))
    var key: String?

    func day() throws(LedgerError) -> Day? {
        var faults = Faults()
        let day = day(&faults)
        try faults.check()
        return day
    }

    private func day(_ faults: inout Faults) -> Day? {
        knownAt.flatMap { text in faults.reading("known-at") { try Reading.day(text) } }
    }

    func statement(
        reason: String, expecting version: UInt32? = nil, of ledger: LedgerOptions, _ faults: inout Faults
    ) -> Statement {
        Statement(
            actor: who.name(ledger).actor, knownAt: day(&faults), reason: reason, expectedVersion: version,
            idempotencyKey: key)
    }
}

/// Why something is said: on every command that says something else than was said before.
struct ReasonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Required. Why: kept with the event, for ever.", valueName: "text"))
    var reason: String?

    static let missing = "--reason is missing: say why; it is kept with the event, for ever."

    /// What is said, and why: that nobody says why is the first of all faults.
    func statement(
        _ options: StatementOptions, expecting version: UInt32? = nil, of ledger: LedgerOptions,
        _ faults: inout Faults
    ) -> Statement {
        let reason = reason ?? ""
        if reason.allSatisfy(\.isWhitespace) { faults.add(.usage, Self.missing, of: "reason") }
        return options.statement(reason: reason, expecting: version, of: ledger, &faults)
    }

    /// - Throws: `LedgerError` with all that is wrong.
    func statement(
        _ options: StatementOptions, expecting version: UInt32? = nil, of ledger: LedgerOptions
    ) async throws -> Statement {
        var faults = Faults()
        let statement = statement(options, expecting: version, of: ledger, &faults)
        await faults.question([(flag: "actor", name: statement.actor)], options.who, ledger)
        try faults.check()
        return statement
    }
}

/// What a change to a record that exists must say.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var why: ReasonOptions

    @Option(
        help: ArgumentHelp(
            """
            The version that you have seen (`show` prints it). Where the record has another by now, nothing is \
            changed and the exit status is 4.
            """, valueName: "version"))
    var expect: UInt32?
}

/// Where a question is put on the two time axes.
struct MomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What the ledger itself held then: after the event at a position (120), at the end of a day (2026-01-31) \
            or at an instant (2026-01-31T14:00:00Z).
            """, valueName: "position|instant"))
    var asOf: String?

    @Option(
        help: ArgumentHelp("What the sources had said by the end of this day.", valueName: "YYYY-MM-DD"),
        transform: Reading.day)
    var knownBy: Day?

    func moment() throws(LedgerError) -> Moment {
        guard let asOf else { return Moment(knownBy: knownBy) }
        return Moment(asOf: try AsOf(parsing: asOf), knownBy: knownBy)
    }
}

/// Names a record on the command line.
struct RecordArguments: ParsableArguments {
    @Argument(help: "\(RecordKind.allowedCodes).", transform: Reading.code)
    var kind: RecordKind

    @Argument(help: "The record's identifier.")
    var id: String

    var record: RecordID { RecordID(kind: kind, id: id) }
}

/// What every decision about a pair of records has: why, said by whom and when, and in which ledger.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var why: ReasonOptions
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    /// - Throws: `LedgerError` with all that is wrong.
    func said() async throws -> Statement { try await why.statement(statement, of: ledger) }
}
