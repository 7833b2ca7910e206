import EventLog
import Folding
import Forms
import Incidents
public import Ledger

extension Ledger {
    /// Holds published figures against what the ledger says: a figure of a publisher that has a dataset here against what
    /// that dataset said, as published, and beside it what the ledger holds; any other against what the ledger holds. One
    /// that is no sum of records is held against what other publishers state of the same.
    ///
    /// Deaths records are gone through one after another; the memory depends on the days and commits in which a figure's
    /// value changed, not on the number of records.
    ///
    /// - Parameters:
    ///   - named: what one figure is named by, as ``FigureName`` reads it; nil: all that stand.
    ///   - moment: what is taken as the ledger; *now* is then this moment.
    ///   - figuresKnownLater: figures that became known after the moment's day are held against it, too.
    /// - Throws: `LedgerError`: `notFound` where there is no such figure.
    public func reconcile(
        named: String? = nil, at moment: Moment = .present, figuresKnownLater: Bool = false
    ) throws -> [Reconciliation] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let last = try snapshot.position(of: moment.asOf)
                let day = moment.knownBy
                let standing = try snapshot.standing(
                    .publishedFigure, through: last, knownBy: figuresKnownLater ? nil : day)
                let figures = named.map { FigureName($0).among(standing) } ?? standing
                if let named, figures.isEmpty {
                    throw LedgerError(
                        .notFound,
                        "No published figure in this ledger has the identifier \"\(named)\", is that number or has that text; "
                            + (standing.isEmpty
                                ? "`import figures FILE` takes them in."
                                : "`reconcile` lists the \(standing.count) that it has."))
                }
                let operations = OperationStatements(
                    try snapshot.standing(.operation, through: last, knownBy: day),
                    try snapshot.standing(.arrests, through: last, knownBy: day))
                var sums = FigureSums(datasets: try snapshot.datasetsOverTime(through: last, knownBy: day))
                for (record, state) in figures {
                    guard case .publishedFigure(let published) = state else { continue }
                    if published.operation.isEmpty {
                        sums.add(record, published)
                    } else {
                        sums.results.append(operations.reconcile(record, published))
                    }
                }
                try sums.run { body in
                    try snapshot.forEachStream(of: .deaths, through: last, knownBy: day, body)
                }
                let indicators = try snapshot.standing(
                    .indicator, through: last, knownBy: figuresKnownLater ? nil : day)
                let others = OtherStatements(standing + indicators)
                return sums.results.map { result in
                    guard !result.isAnswered || !result.figure.operation.isEmpty else { return result }
                    var result = result
                    result.statements += others.statements(beside: result.record, result.figure)
                    return result
                }
            }
        }
    }
}

/// Figures that are sums of deaths records, worked out while the records are gone through once or twice.
private struct FigureSums {
    let datasets: DatasetsOverTime
    /// In the order of the figures, also those that are no such sums.
    var results: [Reconciliation] = []
    private var timelines: [(result: Int, timeline: FigureTimeline)] = []

    init(datasets: DatasetsOverTime) { self.datasets = datasets }

    mutating func add(_ record: RecordID, _ figure: PublishedFigure) {
        do {
            let scope = try FigureScope(figure)
            let basis = FigureBasis(figure, datasets.present)
            timelines.append((results.count, FigureTimeline(scope, figure, basis, datasets)))
            var result = Reconciliation(record: record, figure: figure, scope: scope.sentence, isAnswered: true)
            (result.basis, result.datasets) = (basis.text, basis.datasets)
            if case .held = basis, !figure.dataset.isEmpty {
                result.notices.append(
                    "This ledger has no dataset \(figure.dataset): the figure is held against what it holds.")
            }
            let years = scope.period.firstDay.year...scope.period.lastDay.year
            for id in basis.datasets {
                guard let successor = datasets.successor(of: id, in: years) else { continue }
                let start = successor.from.map { ", from \($0) on" } ?? ""
                result.notices.append("\(successor.id) has succeeded \(id)\(start).")
            }
            results.append(result)
        } catch {
            results.append(Reconciliation(record: record, figure: figure, scope: error.reason, isAnswered: false))
        }
    }

    /// - Parameter forEachRecord: goes through the deaths records.
    mutating func run(_ forEachRecord: ((RecordStream) throws -> Void) throws -> Void) throws {
        guard !timelines.isEmpty else { return }
        try forEachRecord { stream in
            for index in timelines.indices where results[timelines[index].result].isAnswered {
                do throws(SumError) {
                    try timelines[index].timeline.add(stream)
                } catch {
                    giveUp(timelines[index].result, "\(stream.record): \(error.description).")
                }
            }
        }
        for (index, timeline) in timelines where results[index].isAnswered {
            do throws(SumError) {
                try judge(index, timeline)
            } catch {
                giveUp(index, error.description + ".")
            }
        }
        guard timelines.contains(where: { results[$0.result].account != nil }) else { return }
        try forEachRecord { stream in
            for (index, timeline) in timelines {
                guard let day = results[index].account?.since else { continue }
                do throws(SumError) {
                    guard let part = try timeline.account(of: stream, since: day) else { continue }
                    results[index].account?.records.append(part)
                } catch {
                    giveUp(index, "\(stream.record): \(error.description).")
                }
            }
        }
    }

    private mutating func judge(_ index: Int, _ timeline: FigureTimeline) throws(SumError) {
        let values = try timeline.byDay
        results[index].byPosition = try timeline.byPosition
        results[index].byDay = values
        if timeline.held != values.last?.value ?? .zero { results[index].ledgerHolds = timeline.held }
        let known = timeline.knownDays(values)
        if known.isEmpty { results[index].unjudged = "nothing is known of it" }
        if let last = known.last?.day, let asAt = results[index].figure.asAt, asAt > last {
            results[index].unjudged = "nothing known after \(last)"
        }
        if timeline.unplaced > 0 {
            let schemes = timeline.schemes.joined(separator: " or ")
            if timeline.placed == 0 {
                results[index].unjudged = "no record of the period states a region of \(schemes)"
            } else {
                results[index].notices.append(
                    "Records of the period that state no region of \(schemes), and are not counted: "
                        + "\(timeline.unplaced).")
            }
        }
        results[index].held = HeldPeriod.periods(values, known)
        if results[index].verdict == .heldThen, let last = results[index].held.last {
            results[index].account = FigureAccount(since: last.last.day, records: [])
        }
    }

    /// No sum is better than a wrong one.
    private mutating func giveUp(_ index: Int, _ reason: String) {
        results[index] = Reconciliation(
            record: results[index].record, figure: results[index].figure, scope: "It cannot be judged: " + reason,
            isAnswered: false)
    }
}

extension LogSnapshot {
    /// The records of a kind that stand at a moment, with their states.
    func standing(
        _ kind: RecordKind, through last: UInt64, knownBy: Day?
    ) throws -> [(record: RecordID, state: Record)] {
        var standing: [(record: RecordID, state: Record)] = []
        try forEachStream(of: kind, through: last, knownBy: knownBy) { stream in
            if let state = stream.held()?.state { standing.append((stream.record, state)) }
        }
        return standing
    }
}
