import EventLog
import Folding
import Forms
import Incidents
public import Ledger

extension Ledger {
    /// Holds published figures against what the ledger says.
    ///
    /// Deaths records are gone through one after another; the memory depends on the days and commits in which a figure's
    /// value changed, not on the number of records.
    ///
    /// - Parameters:
    ///   - figure: the identifier of one figure; nil: all that stand.
    ///   - moment: what is taken as the ledger; *now* is then this moment.
    /// - Throws: `LedgerError`: `notFound` where there is no such figure.
    public func reconcile(figure: String? = nil, at moment: Moment = .present) throws -> [Reconciliation] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let last = try snapshot.position(of: moment.asOf)
                let day = moment.knownBy
                let figures = try snapshot.standing(.publishedFigure, through: last, knownBy: day)
                if let figure, !figures.contains(where: { $0.record.id == figure }) {
                    throw LedgerError(
                        .notFound,
                        "There is no published figure \"\(figure)\" in this ledger"
                            + (figures.isEmpty ? "; `import figures FILE` takes them in." : "."))
                }
                let operations = OperationStatements(
                    try snapshot.standing(.operation, through: last, knownBy: day),
                    try snapshot.standing(.arrests, through: last, knownBy: day))
                var sums = FigureSums()
                for (record, state) in figures where figure == nil || record.id == figure {
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
                return sums.results
            }
        }
    }
}

/// Figures that are sums of deaths records, worked out while the records are gone through once or twice.
private struct FigureSums {
    /// In the order of the figures, also those that are no such sums.
    var results: [Reconciliation] = []
    private var timelines: [(result: Int, timeline: FigureTimeline)] = []

    mutating func add(_ record: RecordID, _ figure: PublishedFigure) {
        do {
            let scope = try FigureScope(figure)
            timelines.append((results.count, FigureTimeline(scope, figure.count)))
            results.append(Reconciliation(record: record, figure: figure, scope: scope.sentence, isAnswered: true))
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
                results[index].byPosition = try timeline.byPosition
                results[index].byDay = try timeline.byDay
            } catch {
                giveUp(index, error.description + ".")
                continue
            }
            results[index].held = Self.held(results[index].byDay)
            guard results[index].holdsNow == false, let last = results[index].held.last?.last else { continue }
            results[index].account = FigureAccount(since: last, records: [])
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

    /// No sum is better than a wrong one.
    private mutating func giveUp(_ index: Int, _ reason: String) {
        results[index] = Reconciliation(
            record: results[index].record, figure: results[index].figure, scope: "It cannot be judged: " + reason,
            isAnswered: false)
    }

    private static func held(_ values: [FigureValue<Day>]) -> [HeldPeriod] {
        var periods: [HeldPeriod] = []
        for (index, value) in values.enumerated() where value.holds {
            let last = index + 1 < values.count ? values[index + 1].start.adding(days: -1) : nil
            if let previous = periods.last?.last, previous.adding(days: 1) == value.start {
                periods[periods.count - 1].last = last
            } else {
                periods.append(HeldPeriod(first: value.start, last: last))
            }
        }
        return periods
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
