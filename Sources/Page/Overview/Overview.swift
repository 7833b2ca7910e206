import Folding
import Forms
import Incidents
package import Ledger

/// What is known in all: by year, by region, and what changed since the moment that is shown.
package struct Overview: Sendable {
    struct Total: Sendable {
        var name: String
        var figure: String
        /// What of it is not as one might think; nil: nothing.
        var remark: String?
    }

    var isEmpty: Bool
    /// The figures are without what the desk amended and recorded.
    var isAsPublished: Bool
    /// The same page with them, or without.
    var otherVoice: String
    var totals: [Total]
    var notes: AnswerNotes
    /// What changed between the moment that is shown and the last one; nil: it is the last one.
    var difference: MomentDifference?
    var yearPlot: Markup
    var yearTable: Markup
    var scheme: String?
    var regionPlots: [Markup]
    var regionTable: Markup
    var regionNotes: AnswerNotes?
    var hasRegions: Bool
    var map: WorldMap?

    struct WorldMap: Sendable {
        var plot: Markup
        var reading: String
        var missing: String?
        var table: Markup
        var notes: AnswerNotes
    }

    /// - Throws: `LedgerError`.
    package static func content(
        of ledger: Ledger, at moment: PageMoment, asPublished: Bool, recordsAreShown: Bool, files: PageFiles
    ) throws -> PageContent {
        let ask = { (name: String, sumBy: [String]) in
            try ledger.view(
                ViewRequest(name: name, isAsPublished: asPublished, sumBy: sumBy, moment: moment.moment))
        }
        let years = try ask("year", [])
        let regions = try ask("region-year", [])
        let cells = try ask("grid-year", ["south", "west"])
        let difference = try MomentDifference(years, in: ledger, at: moment, recordsAreShown: recordsAreShown)
        var overview = Overview(years, regions, difference, at: moment)
        overview.map = worldMap(cells, at: moment, recordsAreShown, world: files.address(of: "world.svg"))
        var content = PageContent(
            "What is known", "overview", overview, scripts: ["moments.js", "map.js"],
            sliders: try MomentSliders(of: ledger))
        content.isComplete = [years, regions, cells].allSatisfy(\.provenance.isComplete)
        return content
    }

    private static func worldMap(
        _ cells: Answer, at moment: PageMoment, _ recordsAreShown: Bool, world: String
    ) -> WorldMap? {
        let toll = MapToll(cells)
        guard toll.hasCells else { return nil }
        let table = toll.table { latitude, longitude, kilometres in
            recordsAreShown
                ? moment.address(
                    "/records",
                    [
                        ("kind", "deaths"), ("near", "\(latitude),\(longitude)"), ("within", "\(kilometres)"),
                        ("sort", "-dead"),
                    ]) : nil
        }
        return WorldMap(
            plot: toll.markup(world: world), reading: toll.reading, missing: toll.missing, table: table,
            notes: AnswerNotes(
                cells.provenance, "grid-year",
                [
                    ("sum-by", "south,west"),
                    ("as-published", cells.provenance.query.isAsPublished ? "true" : nil),
                ], at: moment))
    }

    private init(_ years: Answer, _ regions: Answer, _ difference: MomentDifference?, at moment: PageMoment) {
        isEmpty = years.rows.isEmpty
        isAsPublished = years.provenance.query.isAsPublished
        otherVoice = moment.address("/", [("as-published", isAsPublished ? nil : "true")])
        let voice = [("as-published", isAsPublished ? Optional("true") : nil)]
        let toll = YearlyToll(years)
        totals = toll.totals
        notes = AnswerNotes(years.provenance, "year", voice, at: moment)
        self.difference = difference
        yearPlot = toll.plot
        yearTable = toll.table
        let regional = RegionalToll(regions)
        scheme = regions.provenance.query.scheme
        regionPlots = regional.plots
        regionTable = regional.table
        hasRegions = !regions.rows.isEmpty
        regionNotes =
            hasRegions
            ? AnswerNotes(
                regions.provenance, "region-year",
                [("scheme", scheme), ("pivot", "year"), ("measure", "dead_and_missing")] + voice, at: moment) : nil
    }
}

/// What changed in all between two moments, of which the page shows the first.
struct MomentDifference: Sendable {
    /// What the other moment is: "Between what was known by 8 January 2020 and all that is known since".
    var span: String
    /// By measure.
    var changes: [Overview.Total]
    var isNothing: Bool
    /// Where the records are listed that did it; nil: who reads may not see records.
    var records: String?

    init?(_ shown: Answer, in ledger: Ledger, at moment: PageMoment, recordsAreShown: Bool) throws {
        guard moment.knownBy != nil || moment.position < moment.last else { return nil }
        // One end is moved at a time: the known-by day where one is asked for, else the position.
        let isOfDays = moment.knownBy != nil
        let other = Moment(asOf: .position(isOfDays ? moment.position : moment.last))
        let later = try ledger.view(
            ViewRequest(name: "year", isAsPublished: shown.provenance.query.isAsPublished, moment: other))
        span =
            isOfDays
            ? "Sources have said more since \(moment.knownBy.map(\.description) ?? "")"
            : "The ledger has taken in \(FigureText.count(moment.last - moment.position, "event")) since"
        let (first, second) = (YearlyToll(shown), YearlyToll(later))
        changes = zip(first.sums, second.sums).compactMap { before, after in
            before.sum == after.sum
                ? nil
                : Overview.Total(
                    name: after.name, figure: FigureText.change(from: before.sum, to: after.sum),
                    remark: "\(FigureText.of(before.sum)) here, \(FigureText.of(after.sum)) then")
        }
        isNothing = changes.isEmpty
        let from = isOfDays ? moment.knownBy?.description : "\(moment.position)"
        records =
            recordsAreShown
            ? PageMoment.address("/changes", [("from", from), ("as-of", isOfDays ? moment.asked : nil)]) : nil
    }
}
