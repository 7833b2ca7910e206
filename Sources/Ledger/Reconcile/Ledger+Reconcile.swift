import EventLog
import Incidents
import ProjectionEngine

extension Ledger {
    /// Holds published figures against what the ledger says.
    ///
    /// - Parameter figure: the identifier of one figure; nil: all that stand.
    /// - Throws: `LedgerError`: `notFound` where there is no such figure.
    public func reconcile(figure: String? = nil) throws -> [Reconciliation] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let figures = try snapshot.standing(.publishedFigure)
                if let figure, !figures.contains(where: { $0.record.id == figure }) {
                    throw LedgerError(
                        .notFound,
                        "There is no published figure \"\(figure)\" in this ledger"
                            + (figures.isEmpty ? "; `import figures FILE` takes them in." : "."))
                }
                let wanted = figures.filter { figure == nil || $0.record.id == figure }
                let deaths = try snapshot.allStreams(of: .deaths)
                let operations = OperationStatements(
                    try snapshot.standing(.operation), try snapshot.standing(.arrests))
                return wanted.compactMap { record, state in
                    guard case .publishedFigure(let published) = state else { return nil }
                    return published.operation.isEmpty
                        ? Self.reconcile(record, published, deaths)
                        : operations.reconcile(record, published)
                }
            }
        }
    }

    private static func reconcile(
        _ record: RecordID, _ figure: PublishedFigure, _ deaths: [RecordStream]
    ) -> Reconciliation {
        do {
            let scope = try FigureScope(figure)
            let timeline = FigureTimeline(scope, deaths)
            var result = Reconciliation(record: record, figure: figure, scope: scope.sentence, isAnswered: true)
            result.byDay = timeline.byDay(figure.count)
            result.byPosition = timeline.byPosition(figure.count)
            result.held = held(result.byDay)
            if result.holdsNow == false, let last = result.held.last?.last {
                result.account = timeline.account(since: last)
            }
            return result
        } catch {
            return Reconciliation(record: record, figure: figure, scope: error.reason, isAnswered: false)
        }
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
    /// Every event of every record of a kind, record by record in the order of their identifiers.
    func allStreams(of kind: RecordKind) throws -> [RecordStream] {
        try streams(ofKind: UInt8(kind.rawValue)).map {
            try stream(of: RecordID(kind: kind, id: $0), through: .max)
        }
    }

    /// The records of a kind that stand now, with their states.
    func standing(_ kind: RecordKind) throws -> [(record: RecordID, state: Record)] {
        try allStreams(of: kind).compactMap { stream in
            stream.state(knownBy: nil)?.event.state.map { (stream.record, $0) }
        }
    }
}
