internal import Folding

/// How a new build of a view differs from the one that answers.
public struct RebuildComparison: Hashable, Sendable {
    public var liveVersion: UInt32
    public var newVersion: UInt32
    /// The position at which both were compared; nil where they were not.
    public var position: UInt64?
    /// Why they could not be compared.
    public var problem: String?
    /// The first ones, at most ``ReplayedView/maximumDifferences``; `replayed` is what the new build says.
    public var differences: [ViewDifference] = []
    /// All of them.
    public var differenceCount = 0

    public var agrees: Bool { position != nil && differenceCount == 0 }
}

extension ViewRebuild {
    /// Compares the new build with the live one at one position: builds of one version in every stored row, history
    /// included; builds of two versions in the rows of their answers, as far as they have the same columns.
    ///
    /// - Throws: ``ProjectionError``, `LMDBError`, `EventLogError`.
    public func compare() throws -> RebuildComparison {
        var result = RebuildComparison(liveVersion: pointer.live.version, newVersion: view.version)
        guard let live else {
            result.problem = liveProblem ?? "there is no earlier build"
            return result
        }
        do {
            if live.isReadOnly { return try compareAnswers(live, result) }
            // As far as the new build, where it had gone ahead of the live one before it was killed.
            try live.catchUp()
            let found = try Replay.compare(live, with: new)
            result.position = found.position
            result.differences = found.differences
            result.differenceCount = found.differenceCount
        } catch let error as ProjectionError {
            result.problem = error.description
        }
        return result
    }

    private func compareAnswers(_ live: ViewStore, _ empty: RebuildComparison) throws -> RebuildComparison {
        var result = empty
        let old = try live.ownedAnswer()
        try new.catchUp(through: old.position)
        let now = try new.ownedAnswer(ViewQuery(asOf: old.position))
        let keys = old.columns.filter { !$0.isMeasure }.map(\.name)
        guard keys == now.columns.filter({ !$0.isMeasure }).map(\.name) else {
            result.problem = "the rows of v\(old.version) and v\(now.version) are about different things"
            return result
        }
        result.position = old.position
        let (before, after) = (Self.cells(of: old), Self.cells(of: now))
        for (cell, measures) in before.merging(after, uniquingKeysWith: { left, _ in left }).sorted(by: {
            $0.key < $1.key
        }) {
            for measure in measures.keys.sorted() {
                let (left, right) = (before[cell]?[measure], after[cell]?[measure])
                let isNew = !now.columns.contains { $0.name == measure } || !old.columns.contains { $0.name == measure }
                if left == right || isNew { continue }
                result.differenceCount += 1
                guard result.differences.count < ReplayedView.maximumDifferences else { continue }
                result.differences.append(
                    ViewDifference(
                        view: view.name, cell: cell, moment: "", measure: measure, live: left ?? "no row",
                        replayed: right ?? "no row"))
            }
        }
        return result
    }

    /// The values of each cell by the names of the measures.
    private static func cells(of answer: OwnedAnswer) -> [String: [String: String]] {
        let keys = answer.columns.filter { !$0.isMeasure }.map(\.name)
        let measures = answer.columns.filter(\.isMeasure).map(\.name)
        var cells: [String: [String: String]] = [:]
        for row in answer.rows {
            let key = zip(keys, row.key).map { "\($0)=\($1)" }.joined(separator: ",")
            let cell = ViewDifference.cell(key, of: row.owner)
            cells[cell] = Dictionary(zip(measures, row.sums.map(\.description)), uniquingKeysWith: { $1 })
        }
        return cells
    }
}
