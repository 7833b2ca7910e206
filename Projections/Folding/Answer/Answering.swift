internal import Forms
internal import Incidents
package import Timeline

extension Answer {
    /// Answers a question from what a view's cells say: a pure function.
    ///
    /// The steps, each a value handed to the next: which rows are counted (datasets, voices) → the regions of one scheme, and a row for
    /// what has none in it → years and regions that are asked for → one spelling → values that are asked for → rows of the same
    /// key added up → ranked or side by side, where that is asked → provenance.
    ///
    /// - Parameters:
    ///   - view: the view whose cells `owned` has: `region-year` also for the years of some regions.
    ///   - owned: all of its cells at the question's moment.
    ///   - force: the datasets at the same moment.
    ///   - links: what is known of links at the same moment.
    ///   - asked: name and version of the view that was asked.
    ///   - pool: where the cells are of several logs.
    /// - Throws: ``AnswerError`` where a sum is too large to be stated.
    package init(
        _ query: Query, of view: any View, _ owned: OwnedAnswer, _ force: DatasetsInForce, _ links: KnownLinks,
        asked: ViewVersion, in pool: Pool? = nil
    ) throws(AnswerError) {
        let counted = CountedRows(owned.rows, query, force)
        let layout = KeyLayout(view, isByYearOnly: asked.name != owned.view, sumBy: query.selection.sumBy)
        let named = layout.withDatasets(counted.rows)
        let regional = layout.inScheme(named, query.scheme).filter { layout.isAsked($0, query) }
        let spelled = Spellings(view, counted.rows).applied(to: regional)
        let selected = try query.selection.chosen(spelled, of: view)
        columns = layout.columns(withReported: query.withReported)
        rows = try layout.answered(selected)
        let overlaps = force.overlaps(of: CountedRows.years(of: selected))
        // What was published knows of no links.
        let settled = query.isAsPublished ? [] : overlaps.compactMap(links.settled)
        provenance = Provenance(
            logID: owned.logID, query: query, version: asked.version,
            source: ViewVersion(name: owned.view, version: Int(owned.version)), datasets: counted.datasets,
            overlaps: overlaps.filter { query.isAsPublished || links.settled($0) == nil },
            amendments: Self.amendments(view, selected),
            links: query.isAsPublished ? ActingLinks() : ActingLinks(view, selected, links, force),
            settled: settled, leftBehind: counted.leftBehind, rowsAddUp: view.rowsAddUp, isComplete: owned.isComplete,
            parked: UInt64(owned.parked.count), digest: "", pool: pool)
        if let ranking = query.ranking {
            (columns, rows) = try ranking.ranked(self, of: view, scheme: query.scheme ?? "")
        }
        if let pivot = query.selection.pivot { (columns, rows) = pivot.pivoted(self, layout) }
        provenance.digest = CanonicalCSV.digest(csv + (pool?.vector ?? ""))
    }

    /// What the desk's amendments come to in the rows that are shown, in every measure that they change.
    private static func amendments(_ view: any View, _ rows: [OwnedRow]) -> [Provenance.Amendment] {
        var sums = view.measures.map { _ in Sum.zero }
        for row in rows where row.owner.voice == .amended {
            for index in sums.indices { sums[index] += row.sums[index] }
        }
        let amended = zip(view.measures, sums).filter { !$1.addsNothing }.map {
            Provenance.Amendment(measure: $0, sum: $1)
        }
        return amended + amendedAmounts(view, rows)
    }

    /// How many amounts the desk put in the place of others, or beside them: in the number of all it need not be seen.
    private static func amendedAmounts(_ view: any View, _ rows: [OwnedRow]) -> [Provenance.Amendment] {
        guard view.shownKeys.count < view.keys.count else { return [] }
        let number = rows.reduce(0) { $1.owner.voice == .amended ? $0 + max(0, $1.sums[0].low) : $0 }
        return number == 0 ? [] : [.init(measure: "amounts", sum: Sum(exactly: number))]
    }
}

/// In which spelling an answer shows the texts of columns that are published in several, whatever it is made of.
package struct ShownSpellings: Sendable {
    private let columns: [String]
    private let spellings: Spellings

    /// As ``Answer`` has them.
    package init(_ query: Query, of view: any View, _ owned: OwnedAnswer, _ force: DatasetsInForce) {
        columns = view.keys.map(\.name)
        spellings = Spellings(view, CountedRows(owned.rows, query, force).rows)
    }

    package func shown(_ text: String, in column: String) -> String {
        columns.firstIndex(of: column).map { spellings.shown(text, in: $0) } ?? text
    }
}

/// The rows that a question counts, and what is to be said about those that it does not.
private struct CountedRows {
    private(set) var rows: [OwnedRow] = []
    private(set) var datasets: [Provenance.CountedDataset] = []
    private(set) var leftBehind: [String] = []

    init(_ all: [OwnedRow], _ query: Query, _ force: DatasetsInForce) {
        var lost: [String: [Int32: String]] = [:]
        var present: Set<String> = []
        var behind: Set<String> = []
        for row in all {
            let id = row.owner.dataset
            present.insert(id)
            if query.isAsPublished, row.owner.voice != .said { continue }
            guard force.isCounted(id, year: row.owner.year) else {
                if let year = row.owner.year, let successor = force.successor(of: id, for: year) {
                    lost[id, default: [:]][year] = successor
                    if row.owner.voice == .amended { behind.insert(id) }
                }
                continue
            }
            if row.owner.voice.isOfLinks, !Self.acts(row.owner, force) { continue }
            rows.append(row)
        }
        let counted = Set(rows.map(\.owner.dataset))
        datasets = present.sorted { Self.isBefore($0, $1) }.map { id in
            Provenance.CountedDataset(
                id: id.isEmpty ? DatasetsInForce.desk : id, isCounted: counted.contains(id),
                reason: Self.reason(id, isCounted: counted.contains(id), lost[id] ?? [:], query),
                asAt: force.dataset(id).lastAsAt)
        }
        leftBehind = behind.sorted()
    }

    /// Whether links change a sum of the datasets in force as a row of theirs says.
    private static func acts(_ owner: CellOwner, _ force: DatasetsInForce) -> Bool {
        switch owner.links.part(in: force, year: owner.year) {
        case .whole: false
        case .possible: true
        case .none: owner.voice == .leftOut
        }
    }

    /// By identifier, the desk last.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        let isDesk = (DatasetsInForce.isDesk(left), DatasetsInForce.isDesk(right))
        if isDesk.0 != isDesk.1 { return isDesk.1 }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func reason(_ id: String, isCounted: Bool, _ lost: [Int32: String], _ query: Query) -> String {
        if let chosen = query.datasets, !chosen.contains(id.isEmpty ? DatasetsInForce.desk : id) {
            return "not asked for"
        }
        if DatasetsInForce.isDesk(id), query.isAsPublished { return "not published: recorded by hand" }
        guard !lost.isEmpty else { return "" }
        let successors = Set(lost.values).sorted().joined(separator: ", ")
        let years = YearRange.text(of: lost.keys)
        return isCounted ? "without \(years), which \(successors) covers" : "\(successors) succeeds it for \(years)"
    }

    /// The years of rows that count records, by dataset.
    static func years(of rows: [OwnedRow]) -> [String: Set<Int32>] {
        var years: [String: Set<Int32>] = [:]
        for row in rows where row.records != 0 && row.owner.voice == .said {
            if let year = row.owner.year { years[row.owner.dataset, default: []].insert(year) }
        }
        return years
    }
}
