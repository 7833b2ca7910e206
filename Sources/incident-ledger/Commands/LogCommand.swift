import ArgumentParser
import Fields
import Files
import Incidents
import Ledger
import Presentation

/// `log`
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Print events in the order of the log: who recorded what, when and why.",
        discussion: """
            Days are those on which the ledger recorded an event, by its own clock, in universal time (UTC); `changes` \
            compares what was known by a day. Of what is asked several times, any counts; of different things, all must \
            hold.

            Examples:
              incident-ledger log --limit 20
              incident-ledger log --since 2026-03-02 --until 2026-03-08
              incident-ledger log --type withdrawn --since 2026-03-01 --until 2026-03-31
              incident-ledger log --actor registry --reason-like "counted twice" --format json
              incident-ledger log --kind deaths --since 1000 --until 2000 --format csv
            """)

    @Option(help: ArgumentHelp("From this on, included: \(Self.bounds).", valueName: "position|day"))
    var since: String?

    @Option(help: ArgumentHelp("Through this, included: \(Self.bounds).", valueName: "position|day"))
    var until: String?

    @Option(help: ArgumentHelp("Only what this actor asserts, as `log` prints it.", valueName: "text"))
    var actor: [String] = []

    @Option(help: "Only events of type \(EventType.allowedCodes).", transform: Reading.code)
    var type: [EventType] = []

    @Option(help: "Only events about \(RecordKind.allowedCodes).", transform: Reading.code)
    var kind: [RecordKind] = []

    @Option(name: .customLong("import"), help: ArgumentHelp("Only what this import appended.", valueName: "id"))
    var importID: String?

    @Option(
        help: ArgumentHelp("Only events whose reason has this in it, whatever its case and accents.", valueName: "text")
    )
    var reasonLike: String?

    @Option(help: ArgumentHelp("At most this many events.", valueName: "number"))
    var limit: Int?

    @ArgumentParser.Flag(help: "Newest first.")
    var reverse = false

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    private static let bounds = "a position (120), a day (2026-01-31) or an instant (2026-01-31T14:00:00Z)"

    func validate() throws {
        if let limit, limit < 1 { throw ArgumentParser.ValidationError("--limit is 1 or more.") }
        if reasonLike?.isEmpty == true { throw ArgumentParser.ValidationError("--reason-like is a word or several.") }
        // What is no bound at all is said when they are read.
        guard let since, let until, let first = try? LogBound(parsing: since), let last = try? LogBound(parsing: until)
        else { return }
        let isReversed =
            switch (first, last) {
            case (.position(let first), .position(let last)): first > last
            case (.day(let first), .day(let last)): first > last
            case (.instant(let first), .instant(let last)): first > last
            default: false
            }
        if isReversed { throw ArgumentParser.ValidationError("--since \(since) is after --until \(until).") }
    }

    func run() async throws {
        var selection = EventSelection()
        (selection.since, selection.until) = try (
            since.map(LogBound.init(parsing:)), until.map(LogBound.init(parsing:))
        )
        (selection.kinds, selection.types, selection.actors) = (Set(kind), Set(type), Set(actor))
        (selection.importID, selection.reasonLike) = (importID, reasonLike)
        (selection.newestFirst, selection.limit) = (reverse, limit)
        try await ledger.withLedger(.readOnly) { open in
            let listing = EventListing(format.format)
            try open.events(selection) { event in try listing.add(event) }
            try listing.finish()
            if listing.isEmpty, since ?? until != nil, let span = try open.recordedSpan() {
                Output.remark(
                    "No event is so. The ledger recorded its events from \(Instant.text(microseconds: span.first)) to "
                        + "\(Instant.text(microseconds: span.last)); what was known by a day, `changes` compares.")
            }
        }
    }
}

/// `head`
struct HeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head", abstract: "Print what the log holds: its last position and the root of its tree.")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let head = try await ledger.withLedger(.readOnly) { try $0.head() }
        try Answers.show(NamedValues(head), format.format)
    }
}
