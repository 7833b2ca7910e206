import ArgumentParser
import Fields
import Files
import Forms
import Incidents
import Ledger

/// `record KIND`
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record an incident, a toll, arrests, an operation or a published figure.",
        discussion: """
            `record KIND --help` has the fields of a kind.

            Counts: 12, 12..15 (between), 12.. (at least), ..15 (up to), '>700' (more than), '<44000' (nearly), ~12 \
            (about). A count that is not given is not reported, which is not zero.
            """,
        subcommands: RecordKind.entered.map { $0.recordCommand } + [RecordSeveralCommand.self],
        defaultSubcommand: RecordSeveralCommand.self)
}

/// `record --json FILE`, of records of several kinds.
struct RecordSeveralCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "several", abstract: "Record several that belong together, all of them or none.",
        discussion: """
            `incident-ledger record --json FILE` will do, of a list such as:
              [
                { "kind": "incident", "name": "boat",
                  "state": { "kind": "interception", "occurred": "2020-02-03" } },
                { "kind": "arrests", "state": { "incident": "@boat", "count": 2 } }
              ]
            An element has `kind`, `state` as `record KIND --template` prints it, and `id`, or a `name` that stands for it \
            within the file. Deaths and arrests take of their incident when and where it was, its route and its sources, \
            unless they state others.
            """)

    @Option(
        help: ArgumentHelp("Several records as a list in JSON, from a file or (-) standard input.", valueName: "file|-")
    )
    var json: String?

    @Option(help: ArgumentHelp("Why; a negative count needs one.", valueName: "text"))
    var reason: String?

    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        guard let json else {
            throw LedgerError(
                .usage,
                "Say what is to be recorded: `incident-ledger record KIND`, of \(RecordKind.byHand.map(\.code).joined(separator: ", ")), "
                    + "or `incident-ledger record --json FILE` for several that belong together.")
        }
        var faults = Faults()
        let said = statement.statement(reason: reason ?? "", of: ledger, &faults)
        let bytes = faults.reading("json") { try JSONInput.bytes(of: json) }
        let origin = RecordsInJSON.Origin(name: "--json", noun: "file", given: Faults.statementFlag)
        let records = bytes.map { RecordsInJSON($0, from: origin, &faults).records(said, &faults) } ?? []
        let names = records.flatMap(\.state.notes.sources).map { (flag: "json", name: $0.publisher) }
        await faults.question([(flag: "actor", name: said.actor)] + names, statement.who, ledger)
        try faults.check()
        let acknowledgements = try await ledger.withLedger(.readWrite, signing) { try await $0.record(records, said) }
        Answers.remark([], statement.who, ledger)
        try Answers.acknowledge(acknowledgements, "recorded", format.format)
    }
}

extension EnteredState {
    fileprivate static var recordCommand: any ParsableCommand.Type { RecordKindCommand<Self>.self }
}

/// `record deaths`, and so for every kind.
struct RecordKindCommand<State: EnteredState>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: State.recordKind.code,
            abstract: "Record something new of the kind \(State.recordKind.code).", discussion: State.examples,
            aliases: State.shortNames)
    }

    /// What the parser knows no option for: it is told with all else that is wrong.
    @Argument(parsing: .allUnrecognized, help: .private)
    var unknown: [String] = []

    @Option(help: ArgumentHelp("The record's identifier. Default: one is made.", valueName: "id"))
    var id: String?

    @Option(
        help: ArgumentHelp("All fields as JSON, from a file or (-) standard input.", valueName: "file|-"))
    var json: String?

    @Option(help: ArgumentHelp("Why; a negative count needs one.", valueName: "text"))
    var reason: String?

    @ArgumentParser.Flag(
        help: "Ask field by field, show the record and what is odd about it, and record it when that is confirmed.")
    var ask = false

    @ArgumentParser.Flag(help: "Print a commented example of the JSON and record nothing.")
    var template = false

    @OptionGroup(title: "Fields") var fields: FlagTexts<FieldsOf<State>>
    @OptionGroup(title: "What belongs to it") var parts: FlagTexts<PartsOf<State>>
    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        if template { return try Output.answer(RecordJSON.template(for: State.recordKind)) }
        var faults = Faults()
        FieldsOf<State>.check(unknown: unknown, of: "record", &faults)
        let typed = TypedRecord<State>(given: fields.given, json: json, maySayNothing: ask || !faults.isEmpty, &faults)
        if ask, json != nil { faults.add(.usage, "--json takes all fields: nothing is left to --ask.") }
        let said = statement.statement(reason: reason ?? "", of: ledger, &faults)
        let id = id ?? Ledger.newIdentifier(key: said.idempotencyKey)
        await faults.question(typed.names(said.actor), statement.who, ledger)
        guard !ask else { return try await runAsking(id, said, faults) }
        let state = typed.writing(into: .blank(State.recordKind), &faults)
        faults.check(state, as: .recorded, of: RecordID(kind: State.recordKind, id: id), said, typed.kind)
        let belonging = belonging(to: id, state, said, &faults)
        try faults.check()
        guard let state else { throw LedgerError(.usage, "Nothing is stated of the record.") }
        let records = [NewRecord(id: id, state: state)] + belonging
        try await record(records, said, fields.given)
    }

    private func runAsking(_ id: String, _ said: Statement, _ faults: Faults) async throws {
        try faults.check()
        let (state, asked) = try await ledger.withLedger(.readOnly) { open in
            var asking = Asking<State>(fields.given, said, who: statement.who, in: open)
            return (try asking.run(id), asking)
        }
        try await record([NewRecord(id: id, state: state)], asked.statement, asked.given)
    }

    private func record(_ records: [NewRecord], _ said: Statement, _ given: GivenFlags) async throws {
        let (acknowledgements, questions) = try await ledger.withLedger(.readWrite, signing) { open in
            let questions = KnownValues.questions(given, State.recordKind, in: open)
            return (try await open.record(records, said), questions)
        }
        Answers.remark(questions, statement.who, ledger)
        try Answers.acknowledge(acknowledgements, "recorded", format.format)
    }

    /// The records that are entered with it.
    private func belonging(
        to id: String, _ state: Record?, _ statement: Statement, _ faults: inout Faults
    ) -> [NewRecord] {
        var records: [NewRecord] = []
        for part in State.parts {
            let texts = parts.given.all(part.recordKind.code)
            for (index, text) in texts.enumerated() {
                var own = Faults()
                var (ownID, record) = part.nested(text, &own)
                if record.incidentID?.isEmpty == false {
                    own.add(.refused, "incident is the record that it is entered with: leave it out.", of: "incident")
                }
                record.incidentID = id
                if case .incident(let incident)? = state { record = record.completed(from: incident) }
                let new = NewRecord(
                    id: ownID ?? Ledger.newIdentifier(key: statement.idempotencyKey, number: records.count + 1),
                    state: record)
                own.check(record, as: .recorded, of: new.record, statement, part)
                faults.add(own, at: "--\(part.recordKind.code)\(texts.count > 1 ? " \(index + 1)" : "")")
                records.append(new)
            }
        }
        return records
    }
}
