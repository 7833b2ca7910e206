import ArgumentParser
import Incidents
import Ledger

/// `log`
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Print events in the order of the log.",
        discussion: """
            Examples:
              incident-ledger log --limit 20
              incident-ledger log --kind deaths --from 1000 --to 2000 --format csv
            """)

    @Option(help: "Only events about \(RecordKind.allowedCodes).", transform: Reading.code)
    var kind: RecordKind?

    @Option(help: ArgumentHelp("The first position.", valueName: "position"))
    var from: UInt64?

    @Option(help: ArgumentHelp("The last position.", valueName: "position"))
    var to: UInt64?

    @Option(help: ArgumentHelp("At most this many events.", valueName: "number"))
    var limit: Int?

    @ArgumentParser.Flag(help: "Newest first.")
    var reverse = false

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        if let limit, limit < 1 { throw ArgumentParser.ValidationError("--limit is 1 or more.") }
        if let from, let to, from > to {
            throw ArgumentParser.ValidationError("--from \(from) is after --to \(to).")
        }
    }

    func run() async throws {
        let selection = EventSelection(kind: kind, from: from, through: to, newestFirst: reverse, limit: limit)
        try await ledger.withLedger(.readOnly) { open in
            let listing = EventListing(format.format)
            try open.events(selection) { event in try listing.add(event) }
            try listing.finish()
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
        try Answers.head(head, format.format)
    }
}
