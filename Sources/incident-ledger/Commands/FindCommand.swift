import ArgumentParser
import Fields
import Files
import Finding
import Forms
import Incidents
import Ledger
import Presentation

/// `find KIND`
struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find records by what is known of them, now or at any moment.",
        discussion: """
            What is asked together must all be true of a record; an option that is repeated asks for any of its values. What \
            a record does not say is not taken for anything: the answer counts the records that were left out for it.

            Words of --text stand anywhere in a record, in any order, without regard to case and accents; "in quotes" they \
            stand together; lampe* is the beginning of a word. A count that is a range, such as 5..9, is found where it can \
            lie in what is asked; about 10 is taken as 10.

            Columns of each kind: `find KIND --columns help`. The first question to a ledger takes in all of its events, and \
            later ones what is new; projection-worker does so beforehand.

            Examples:
              incident-ledger find deaths --text lampedusa --from 2019-10 --to 2019-10 --dead 8..12
              incident-ledger find incident --near 35.5,12.6 --within 50 --year 2019 --dead 8..12
              incident-ledger find deaths --region Mediterranean --year 2015..2016 --format geojson > map.geojson
              incident-ledger find deaths --withdrawn --changed-between 2020-03-01 2020-03-31
              incident-ledger find arrests --operation turquesa --columns id,date,count,role,people --format csv
              incident-ledger find deaths --flag no-source --known-by 2020-01-08 --count
            """)

    @Argument(help: "\(FindField.kinds.map(\.code).joined(separator: ", ")).", transform: Reading.code)
    var kind: RecordKind

    @OptionGroup(title: "What it says") var content: FindContentOptions
    @OptionGroup(title: "Who said it, and when") var statement: FindStatementOptions
    @OptionGroup(title: "What is shown") var shown: FindShownOptions
    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws { try shown.check() }

    func run() async throws {
        if shown.columns == ["help"] {
            return try Output.answer(FindField.all(of: kind).map { $0.name + "\n" }.joined())
        }
        var request = FindRequest(kind, moment: try moment.moment())
        try content.fill(&request)
        try statement.fill(&request)
        shown.fill(&request)
        let answer = try await ledger.withLedger(.readOnly) { open in
            let answer = try open.find(request, progress: Self.progress)
            ProgressBar.clear()
            return answer
        }
        let format = shown.format
        if shown.count {
            try Output.answer(answer.count(in: format))
        } else {
            let text = answer.text(in: format, width: Output.width)
            try format == .table ? Output.show(text) : Output.answer(text)
        }
        // What has no room in the answer is said beside it.
        if format == .csv || format == .ndjson || (shown.count && format == .table) {
            (shown.count ? answer.notes : [answer.summary] + answer.notes).forEach(Output.remark)
        }
    }

    static func progress(_ position: UInt64, _ head: UInt64) {
        guard Output.showsProgress else { return }
        Output.overwriteLine(
            ProgressBar.text(done: Int(clamping: position), total: Int(clamping: head), doing: "events taken in"))
    }
}

/// What of the records is shown, and how.
struct FindShownOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only these columns, in this order; divided by commas.", valueName: "names"))
    var columns: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Sort by this column; with a hyphen before it the largest first. Default: distance, else day.",
            valueName: "column"))
    var sort: String?

    @Option(
        help: ArgumentHelp("At most so many records. Default: \(tableLimit) in a table, else all.", valueName: "number")
    )
    var limit: Int?

    @ArgumentParser.Flag(help: "Only how many there are.")
    var count = false

    @Option(help: "How the answer is written; csv, json, ndjson and geojson have the bounds of counts as numbers.")
    var format: FindFormat = .table

    private static let tableLimit = 50

    func check() throws {
        if let limit, limit < 1 { throw ArgumentParser.ValidationError("--limit is 1 or more.") }
    }

    func fill(_ request: inout FindRequest) {
        request.columns = columns.flatMap { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
        request.order = sort
        request.limit = limit ?? (format == .table ? Self.tableLimit : nil)
        // Of what is only counted no record is needed.
        if count { request.limit = 0 }
    }
}
