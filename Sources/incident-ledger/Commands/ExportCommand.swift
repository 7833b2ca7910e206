public import ArgumentParser
public import Export
import Fields
import Files
import Forms
import Foundation
import Incidents
import Ledger

/// `export PLACE`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the records as they stood at a moment, for other programs.",
        discussion: """
            Forms, by the ending of the place or --format:
              a folder        csv: a table in CSV for each kind and list, and datapackage.json, which describes them
              .sqlite .db     sqlite: the same tables, and the ledger's views as views in SQL; `datasette FILE` shows it
              .xlsx           xlsx: a workbook with a sheet for each table
              .geojson        geojson: what occurred as features; without a point their geometry is null
              .ndjson .jsonl  ndjson: a record a line, as `record KIND --json` reads it

            In every form the column counted says of each record whether views count it, and counted_why why not: a sum over \
            all rows may count the same people twice. What is withdrawn stands in the table record alone. Counts have three \
            columns: as stated, and the lowest and the highest number that they add to a sum. provenance.json beside the files \
            says of what moment they are, what was left out and what the files' digests are.

            The same moment exported twice gives the same files.

            Examples:
              incident-ledger export records
              incident-ledger export records-2020-01-08 --known-by 2020-01-08 --licence CC-BY-4.0
              incident-ledger export records.sqlite --as-of 2026-01-31T14:00:00Z
              incident-ledger export deaths.geojson --kind deaths --replace
            """)

    @Argument(help: "The new folder or file.", completion: .file())
    var place: String

    @Option(help: "The form. Default: by the ending, a folder of csv without one.")
    var format: ExportFormat?

    @Option(help: "Only records of \(RecordKind.allowedCodes). May be repeated.", transform: Reading.code)
    var kind: [RecordKind] = []

    @ArgumentParser.Flag(help: "What the datasets said, without what the desk amended and recorded, and without links.")
    var asPublished = false

    @Option(help: "The region scheme of the column region. Default: the one in which views answer.")
    var scheme: String?

    @Option(
        help: ArgumentHelp(
            "Under what others may use it: a name such as CC-BY-4.0, an address, or both.", valueName: "licence"),
        transform: Licence.init(parsing:))
    var licence: Licence?

    @ArgumentParser.Flag(help: "Put it in the place of an earlier export.")
    var replace = false

    @ArgumentParser.Flag(
        help: "Of csv: say above each heading, in lines that begin with #, where the table comes from.")
    var comment = false

    @OptionGroup(title: "Moment") var moment: MomentOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        var request = ExportRequest(path: place, format: try form())
        (request.kinds, request.moment, request.isAsPublished) = (Set(kind), try moment.moment(), asPublished)
        (request.scheme, request.licence) = (scheme, licence)
        (request.replaces, request.hasComments) = (replace, comment)
        let answer = try await ledger.withLedger(.readOnly) { open in
            defer { ProgressBar.clear() }
            return try open.export(request, progress: Self.progress)
        }
        try Output.answer(afterMaking: "The export is there all the same.") {
            try Output.show(Self.text(answer, request.format))
        }
        guard answer.account.isComplete else {
            throw LedgerError(.damaged, "The export lacks what could not be taken in.")
        }
    }

    private static func progress(_ records: Int) {
        if Output.showsProgress { Output.overwriteLine("\(records) records written") }
    }

    private func form() throws(LedgerError) -> ExportFormat {
        if let format { return format }
        if let format = ExportFormat(ending: place) { return format }
        let ending = URL(filePath: place).pathExtension.lowercased()
        guard !["csv", "json", "gpkg", "parquet", "ods", "xls", "zip"].contains(ending) else {
            throw LedgerError(
                .usage,
                "There is no form for .\(ending): a folder has tables in CSV, .sqlite, .xlsx, .geojson and .ndjson are files."
            )
        }
        return .csv
    }

    /// What was exported, and what somebody who adds it up must know.
    private static func text(_ answer: ExportAnswer, _ format: ExportFormat) -> String {
        let moment = "as of position \(answer.position)" + (answer.knownBy.map { ", known by \($0)" } ?? "")
        var lines = ["Exported \(moment) to \(answer.path): \(answer.account.counts)."]
        lines += answer.account.sentences
        let pointless = answer.account.kinds.reduce(0) { $0 + $1.withoutPoint }
        if format == .geojson, pointless > 0 { lines.append("\(pointless) have no point: their geometry is null.") }
        if !answer.leftOut.isEmpty {
            lines.append(
                "Records of \(answer.leftOut.map(\.code).joined(separator: ", ")) occur nowhere, and are not on a map.")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension ExportFormat: ExpressibleByArgument {}
