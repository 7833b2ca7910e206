import Folding
import Incidents
import Ledger
import Timeline

/// How a figure's value went, on both axes of time, computed from the streams alone.
struct FigureTimeline {
    private let scope: FigureScope
    private let figure: Count
    private var dayChanges: [Day: Sum] = [:]
    private var commitChanges: [UInt64: Sum] = [:]
    /// The last position of each commit that is seen, by its time.
    private var commitEnds: [UInt64: UInt64] = [:]

    init(_ scope: FigureScope, _ figure: Count) {
        self.scope = scope
        self.figure = figure
    }

    /// Takes in one record.
    ///
    /// - Throws: `SumError` where it cannot be summed, as everything else here that adds up.
    mutating func add(_ stream: RecordStream) throws(SumError) {
        try addByDay(stream)
        try addByPosition(stream)
    }

    private mutating func addByDay(_ stream: RecordStream) throws(SumError) {
        var value = Sum.zero
        guard let first = stream.events.map(\.event.knownAt).min() else { return }
        for (day, standing) in stream.timeline.standings(from: first) {
            try Self.add(
                scope.value(of: stream.state(of: standing.merged).state), replacing: &value,
                to: &dayChanges[day, default: .zero])
        }
    }

    private mutating func addByPosition(_ stream: RecordStream) throws(SumError) {
        var value = Sum.zero
        for event in stream.events {
            commitEnds[event.recordedAt] = max(commitEnds[event.recordedAt] ?? 0, event.position)
            try Self.add(
                scope.value(of: stream.held(asOf: event.position)?.state), replacing: &value,
                to: &commitChanges[event.recordedAt, default: .zero])
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

    /// What a record accounts for of the difference between a day and now; nil: nothing.
    func account(of stream: RecordStream, since day: Day) throws(SumError) -> AccountedRecord? {
        guard let after = stream.held() else { return nil }
        let before = stream.held(knownBy: day)
        var effect = try scope.value(of: after.state)
        try effect.subtract(scope.value(of: before?.state))
        guard effect != .zero else { return nil }
        let kind: ChangeKind =
            before == nil
            ? .added : after.state == nil ? .withdrawn : before?.state == nil ? .reinstated : .corrected
        return AccountedRecord(record: stream.record, kind: kind, effect: effect, event: after.event)
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
        for (start, change) in changes.filter({ $0.value != .zero }).sorted(by: { $0.key < $1.key }) {
            try value.add(change)
            values.append(FigureValue(start: start, value: value, holds: figure.agrees(with: value)))
        }
        return values
    }
}
