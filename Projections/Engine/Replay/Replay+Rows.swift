internal import Folding

extension Replay {
    /// Compares the answers of two views of the same log, row by row and owner by owner.
    static func compareRows(_ live: ViewStore, with scratch: ViewStore, _ query: ViewQuery) throws -> ReplayedView {
        let replayed = try scratch.ownedAnswer(query)
        let stored: OwnedAnswer
        do {
            stored = try live.ownedAnswer(query)
        } catch {
            let problem = ViewDifference(
                view: replayed.view, cell: "all cells", moment: "", measure: "answer",
                live: "not to be had (\(String(describing: error)))", replayed: "\(replayed.rows.count) rows")
            return ReplayedView(replayed, liveDigest: "", differences: [problem], differenceCount: 1)
        }
        let differences = stored.rows == replayed.rows ? [] : RowComparison(stored, replayed).differences
        return ReplayedView(
            replayed, liveDigest: stored.digest,
            differences: Array(differences.prefix(ReplayedView.maximumDifferences)), differenceCount: differences.count)
    }
}

/// How the rows of two answers differ, in words.
private struct RowComparison {
    /// Texts are the same only if their bytes are.
    private struct Cell: Hashable {
        var owner: CellOwner
        var key: [[UInt8]]
    }

    private let columns: [ViewColumn]
    private let view: String
    private let moment: String
    private(set) var differences: [ViewDifference] = []

    init(_ live: OwnedAnswer, _ replayed: OwnedAnswer) {
        (columns, view) = (replayed.columns, replayed.view)
        moment = "as of position \(replayed.position)" + (replayed.knownBy.map { ", known by \($0)" } ?? "")
        let stored = Dictionary(live.rows.map { (Self.cell($0), $0) }) { first, _ in first }
        let folded = Set(replayed.rows.map(Self.cell))
        for row in replayed.rows { compare(stored[Self.cell(row)], row) }
        for row in live.rows where !folded.contains(Self.cell(row)) {
            add(row, "row", row.sums.map(\.description).joined(separator: ","), "no row")
        }
    }

    private static func cell(_ row: OwnedRow) -> Cell { Cell(owner: row.owner, key: row.key.map { Array($0.utf8) }) }

    private mutating func compare(_ live: OwnedRow?, _ replayed: OwnedRow) {
        guard let live else {
            return add(replayed, "row", "no row", replayed.sums.map(\.description).joined(separator: ","))
        }
        if live.records != replayed.records { add(replayed, "records", "\(live.records)", "\(replayed.records)") }
        let measures = columns.filter(\.isMeasure).map(\.name)
        for (measure, (stored, folded)) in zip(measures, zip(live.sums, replayed.sums)) where stored != folded {
            let (left, right) = ViewDifference.texts(stored, folded)
            add(replayed, measure, left, right)
        }
    }

    private mutating func add(_ row: OwnedRow, _ measure: String, _ live: String, _ replayed: String) {
        let key = zip(columns, row.key).map { "\($0.name)=\($1)" }.joined(separator: ",")
        differences.append(
            ViewDifference(
                view: view, cell: ViewDifference.cell(key, of: row.owner), moment: moment, measure: measure, live: live,
                replayed: replayed))
    }
}
