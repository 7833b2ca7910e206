internal import Folding

extension Replay {
    /// Compares the answers of two views of the same log, row by row.
    static func compareRows(_ live: ViewStore, with scratch: ViewStore, _ query: ViewQuery) throws -> ReplayedView {
        let replayed = try scratch.answer(query)
        let stored: ViewAnswer
        do {
            stored = try live.answer(query)
        } catch {
            let problem = ViewDifference(
                view: replayed.view, cell: "all cells", moment: "", measure: "answer",
                live: "not to be had (\(String(describing: error)))", replayed: "\(replayed.rows.count) rows")
            return ReplayedView(replayed, liveDigest: "", differences: [problem], differenceCount: 1)
        }
        let differences = stored.digest == replayed.digest ? [] : RowComparison(stored, replayed).differences
        return ReplayedView(
            replayed, liveDigest: stored.digest,
            differences: Array(differences.prefix(ReplayedView.maximumDifferences)), differenceCount: differences.count)
    }
}

/// How the rows of two answers differ, in words.
private struct RowComparison {
    private let columns: [ViewColumn]
    private let view: String
    private let moment: String
    private(set) var differences: [ViewDifference] = []

    init(_ live: ViewAnswer, _ replayed: ViewAnswer) {
        (columns, view) = (replayed.columns, replayed.view)
        moment = "as of position \(replayed.position)" + (replayed.knownBy.map { ", known by \($0)" } ?? "")
        let stored = Dictionary(live.rows.map { ($0.key, $0) }) { first, _ in first }
        let folded = Set(replayed.rows.map(\.key))
        for row in replayed.rows { compare(stored[row.key], row) }
        for row in live.rows where !folded.contains(row.key) {
            add(row.key, "row", row.sums.map(\.description).joined(separator: ","), "no row")
        }
    }

    private mutating func compare(_ live: ViewRow?, _ replayed: ViewRow) {
        guard let live else {
            return add(replayed.key, "row", "no row", replayed.sums.map(\.description).joined(separator: ","))
        }
        let measures = columns.filter(\.isMeasure).map(\.name)
        for (measure, (stored, folded)) in zip(measures, zip(live.sums, replayed.sums)) where stored != folded {
            add(replayed.key, measure, stored.description, folded.description)
        }
    }

    private mutating func add(_ key: [String], _ measure: String, _ live: String, _ replayed: String) {
        let cell = zip(columns, key).map { "\($0.name)=\($1)" }.joined(separator: ",")
        differences.append(
            ViewDifference(view: view, cell: cell, moment: moment, measure: measure, live: live, replayed: replayed))
    }
}
