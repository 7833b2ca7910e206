import Folding
import Incidents
import Ledger
import Timeline

/// How a figure's value went, on both axes of time, computed from the streams alone.
struct FigureTimeline {
    private let scope: FigureScope
    private let figure: PublishedFigure
    private let basis: FigureBasis
    private let datasets: DatasetsOverTime
    private var dayChanges: [Day: Sum] = [:]
    private var commitChanges: [UInt64: Sum] = [:]
    /// The last position of each commit that is seen, by its time.
    private var commitEnds: [UInt64: UInt64] = [:]
    /// Every day on which somebody said something of a record that concerns it.
    private var saidDays: Set<Day> = []
    /// What the ledger holds now.
    private(set) var held = Sum.zero
    /// Records of its period that state a region of one of its schemes, and that state none.
    private(set) var placed = 0
    private(set) var unplaced = 0

    init(_ scope: FigureScope, _ figure: PublishedFigure, _ basis: FigureBasis, _ datasets: DatasetsOverTime) {
        (self.scope, self.figure, self.basis, self.datasets) = (scope, figure, basis, datasets)
        for (start, recordedAt, _) in datasets.byPosition { commitEnds[recordedAt] = start }
    }

    /// Takes in one record.
    ///
    /// - Throws: `SumError` where it cannot be summed, as everything else here that adds up.
    mutating func add(_ stream: RecordStream) throws(SumError) {
        let standing = stream.timeline.standing()
        try held.add(value(of: standing, stream, .held, datasets.present))
        guard basis.concerns(stream.timeline.dataset) else { return }
        for assertion in stream.timeline.assertions { saidDays.insert(assertion.knownAt) }
        if scope.regions != nil, let state = state(of: standing, stream, basis, datasets.present),
            scope.isInPeriod(state)
        {
            if scope.isPlaced(state) { placed += 1 } else { unplaced += 1 }
        }
        try addByDay(stream)
        try addByPosition(stream)
    }

    private mutating func addByDay(_ stream: RecordStream) throws(SumError) {
        guard let first = stream.timeline.assertions.map(\.knownAt).min() else { return }
        let standings = stream.timeline.standings(from: first)
        // A dataset that is succeeded leaves the sum on a day on which nothing is said of its records.
        let days = Set(standings.map(\.from)).union(datasets.byDay.lazy.map(\.start).filter { $0 > first }).sorted()
        var (value, index) = (Sum.zero, 0)
        for day in days {
            while index + 1 < standings.count, standings[index + 1].from <= day { index += 1 }
            let new = try self.value(of: standings[index].standing, stream, basis, datasets.inForce(knownBy: day))
            try Self.add(new, replacing: &value, to: &dayChanges[day, default: .zero])
        }
    }

    private mutating func addByPosition(_ stream: RecordStream) throws(SumError) {
        guard let first = stream.events.first?.position else { return }
        var moments = stream.events.map { (position: $0.position, recordedAt: $0.recordedAt) }
        for (start, recordedAt, _) in datasets.byPosition where start > first { moments.append((start, recordedAt)) }
        moments.sort { $0.position < $1.position }
        var value = Sum.zero
        for (position, recordedAt) in moments {
            commitEnds[recordedAt] = max(commitEnds[recordedAt] ?? 0, position)
            let new = try self.value(
                of: stream.timeline.standing(asOf: position), stream, basis, datasets.inForce(asOf: position))
            try Self.add(new, replacing: &value, to: &commitChanges[recordedAt, default: .zero])
        }
    }

    /// What a standing comes to; nil where there is no such record, or its dataset is not counted for its year.
    private func state(
        of standing: Standing, _ stream: RecordStream, _ basis: FigureBasis, _ force: DatasetsInForce
    ) -> Record? {
        let state = stream.state(of: basis.outcome(of: standing)).state
        guard basis.isCounted(standing.dataset, year: state?.occurrence?.year, in: force) else { return nil }
        return state
    }

    private func value(
        of standing: Standing, _ stream: RecordStream, _ basis: FigureBasis, _ force: DatasetsInForce
    ) throws(SumError) -> Sum {
        let state = state(of: standing, stream, basis, force)
        // What was published knows of no links.
        guard case .held = basis else { return try scope.value(of: state) }
        switch standing.links.part(in: force, year: state?.occurrence?.year) {
        case .whole: return try scope.value(of: state)
        case .possible: return try scope.value(of: state).possible
        case .none: return .zero
        }
    }

    /// The value from each known-by day on at which it changed, with all that the log holds.
    var byDay: [FigureValue<Day>] { get throws(SumError) { try run(dayChanges) } }

    /// The value at the end of each commit in which it changed, whenever known.
    var byPosition: [FigureValue<UInt64>] {
        get throws(SumError) {
            try run(commitChanges).map {
                FigureValue(start: commitEnds[$0.start] ?? 0, value: $0.value, holds: $0.holds)
            }
        }
    }

    /// The days of which something is known: those of the exports, and those on which the value changed; where there are
    /// no exports, every day on which somebody spoke. In order.
    func knownDays(_ values: [FigureValue<Day>]) -> [KnownDay] {
        let exports = datasets.exports { basis.concerns($0) }
        let days = exports.isEmpty ? saidDays : exports.union(values.map(\.start))
        return days.sorted().map { KnownDay(day: $0, isExport: exports.contains($0)) }
    }

    /// The schemes that its regions are of, in order.
    var schemes: [String] { scope.schemes.sorted() }

    /// What a record accounts for of the difference between a day and now; nil: nothing.
    func account(of stream: RecordStream, since day: Day) throws(SumError) -> AccountedRecord? {
        guard basis.concerns(stream.timeline.dataset), let after = stream.held() else { return nil }
        let before = stream.timeline.standing(knownBy: day)
        let (new, old) = (
            stream.state(of: basis.outcome(of: after.standing)).state,
            stream.state(of: basis.outcome(of: before)).state
        )
        var effect = try value(of: after.standing, stream, basis, datasets.present)
        try effect.subtract(value(of: before, stream, basis, datasets.inForce(knownBy: day)))
        guard !effect.addsNothing else { return nil }
        let kind: ChangeKind =
            old == new
            ? before.links == after.standing.links ? .leftOut : .linked
            : before.isUnspoken ? .added : new == nil ? .withdrawn : old == nil ? .reinstated : .corrected
        var event = after.event
        if case .held = basis {
        } else if let said = after.standing.said?.event {
            event = stream.events.first { $0.position == said } ?? event
        }
        return AccountedRecord(record: stream.record, kind: kind, effect: effect, event: event)
    }

    private static func add(_ new: Sum, replacing old: inout Sum, to change: inout Sum) throws(SumError) {
        try change.add(new)
        try change.subtract(old)
        old = new
    }

    private func run<Start: Comparable & Hashable & Sendable>(
        _ changes: [Start: Sum]
    ) throws(SumError) -> [FigureValue<Start>] {
        var value = Sum.zero
        var values: [FigureValue<Start>] = []
        for (start, change) in changes.filter({ !$0.value.addsNothing }).sorted(by: { $0.key < $1.key }) {
            try value.add(change)
            values.append(FigureValue(start: start, value: value, holds: figure.count.agrees(with: value)))
        }
        return values
    }
}
