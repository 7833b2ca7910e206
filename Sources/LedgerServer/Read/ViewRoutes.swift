import Evidence
import Export
import Folding
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Presentation

/// Views: which there are, and what they answer.
enum ViewRoutes {
    static let all = [list, ask]

    private static let list = Route.reading(
        id: "listViews", path: "/v1/views", summary: "The views: what a row of each says, and its columns.",
        permission: .views, parameters: Parameter.moment, forms: [.json, .csv], schema: .named("Views")
    ) { _ in
        { ledger, moment in
            let table = TextTable(
                columns: [
                    .init(name: "name"), .init(name: "version", isNumber: true), .init(name: "summary"),
                    .init(name: "columns"), .init(name: "main_measure"),
                ],
                rows: Ledger.views.map {
                    [$0.name, "\($0.version)", $0.summary, $0.columns.joined(separator: " "), $0.mainMeasure]
                })
            let standing = LaidAnswer.Standing()
            return LaidAnswer(TableLayout(table), standing, members: ledger.members(moment, standing))
        }
    }

    static let name = Parameter.path(
        "name", "The view's name.", .text(oneOf: Ledger.views.map(\.name)), example: "region-year")

    private static let ask = Route.reading(
        id: "askView", path: "/v1/views/{name}",
        summary:
            "A table of what is known, now or at any moment: with the datasets that are counted, what overlaps, what the desk "
            + "amended, and whether something is missing.", permission: .views,
        parameters: [name] + parameters + Parameter.moment, forms: [.json, .csv, .ndjson, .xlsx, .zip],
        schema: .named("ViewAnswer")
    ) { call in
        let asked = try request(call)
        let licence = call.service.licence
        return { ledger, moment in
            var request = asked
            request.moment = moment
            return laid(try ledger.view(request), in: ledger, licence)
        }
    }

    private static func laid(_ answer: Answer, in ledger: Ledger, _ licence: Licence?) -> LaidAnswer {
        let provenance = answer.provenance
        let layout = ViewLayout(answer)
        let usual = LaidAnswer(
            layout, .init(isComplete: provenance.isComplete, notes: provenance.notices), members: [])
        return LaidAnswer(standing: usual.standing) { form, question in
            let sheet = {
                try ledger.sheet(of: answer, at: question.address(as: .json), licence, provenance: provenance.json)
            }
            switch form {
            case .xlsx:
                return .file(try ScratchFile("answer.xlsx") { try sheet().writeWorkbook(to: $0, scratch: $1) })
            case .zip:
                return .file(
                    try ScratchFile("answer.zip") { path, _ in try sheet().writeArchive(answer.csv, to: path) })
            case .json, .csv, .ndjson, .geojson: return try usual.content(form, question)
            }
        }
    }

    // MARK: The question

    /// What a view is asked, as the query of an address says it: by the names of the command line.
    static func request(_ call: Call) throws -> ViewRequest {
        let query = call.query
        let spans = try query.values("year", "2019 or 2015..2019") { text in
            guard let span = YearSpan(text) else { throw LedgerError(.usage, "\"\(text)\" is no year, and no years.") }
            return span
        }
        let rank = try query.integer("rank", 1...9_999).map { Int32($0) }
        guard rank != nil || query.text("group-by") == nil else {
            throw Problem(
                together: "rank", given: nil, allowed: "a year",
                "group-by says what is ranked: name the year with rank.")
        }
        guard query.text("measure") == nil || query.text("pivot") != nil else {
            throw Problem(
                together: "pivot", given: nil, allowed: "a column",
                "measure says what pivot shows: name the column with pivot.")
        }
        return ViewRequest(
            name: call.path("name"), scheme: query.text("scheme"), regions: query.texts("region"),
            group: query.text("group"), years: YearSpan.years(spans), datasets: query.texts("dataset"),
            isAsPublished: try query.truth("as-published"), withReported: try query.truth("with-reported"),
            ranking: rank.map { Ranking(year: $0, byMacroRegion: query.text("group-by") != nil) },
            conditions: try ViewRequest.conditions(query.texts("where"), of: "where"),
            sumBy: (query.text("sum-by") ?? "").split(separator: ",").map { $0.filter { $0 != " " } },
            pivot: query.text("pivot"), measure: query.text("measure"))
    }

    static let parameters: [Parameter] = [
        .query("scheme", "The region scheme. Otherwise the ledger's, else that of most counted records.", .said),
        .query("region", "Only this region; (none) for what has none in the scheme.", .said, isRepeated: true),
        .query("group", "Only the regions of this named group.", .said, example: "Americas"),
        .query("year", "Only these years: 2019, or 2015..2019.", .closedYears, isRepeated: true, example: "2019"),
        .query(
            "dataset",
            "Only this dataset, whether another succeeds it or not; desk: what people recorded on their own. Otherwise those in "
                + "force, and the desk.", .said, isRepeated: true),
        .query("as-published", "What the datasets said, without what the desk amended and recorded.", .truthText),
        .query("with-reported", "Also how many of a row's records report each measure.", .truthText),
        .query(
            "rank", "Ranks the regions of region-year by their dead and missing in this year.",
            .integer(from: 1, through: 9_999)),
        .query("group-by", "Ranks the scheme's macro-regions, and not its regions.", .text(oneOf: ["macro-region"])),
        .query(
            "where", "Only rows that say this: cause=Drowning, month=3..5.", .text(pattern: "^[^=]+=", longest: 200),
            isRepeated: true, example: "cause=Drowning"),
        .query("sum-by", "Adds rows up so that only these columns tell them apart; divided by commas.", .said),
        .query("pivot", "Puts the values of this column side by side.", .said),
        .query("measure", "What pivot shows.", .said),
    ]
}

extension Schema {
    static let closedYears = text(pattern: #"^[0-9]{1,4}(\.\.[0-9]{1,4})?$"#)
}
