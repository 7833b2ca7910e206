import Folding
import Incidents
import Ledger

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
    mutating func add(_ stream: RecordStream) {
        addByDay(stream)
        addByPosition(stream)
    }

    private mutating func addByDay(_ stream: RecordStream) {
        var value = Sum.zero
        let known = stream.known(by: nil)
        for (index, event) in known.enumerated() {
            // The last statement of a day decides on it.
            if index + 1 < known.count, known[index + 1].event.knownAt == event.event.knownAt { continue }
            Self.add(
                scope.value(of: event.event.state), replacing: &value,
                to: &dayChanges[event.event.knownAt, default: .zero])
        }
    }

    private mutating func addByPosition(_ stream: RecordStream) {
        var value = Sum.zero
        var deciding: RecordedEvent?
        for event in stream.events {
            commitEnds[event.recordedAt] = max(commitEnds[event.recordedAt] ?? 0, event.position)
            if let deciding, deciding.event.knownAt > event.event.knownAt { continue }
            deciding = event
            Self.add(
                scope.value(of: event.event.state), replacing: &value,
                to: &commitChanges[event.recordedAt, default: .zero])
        }
    }

    /// The value from each known-by day on at which it changed, with all that the log holds.
    var byDay: [FigureValue<Day>] { run(dayChanges) }

    /// The value at the end of each commit in which it changed, whenever known.
    var byPosition: [FigureValue<UInt64>] {
        run(commitChanges).map { FigureValue(start: commitEnds[$0.start] ?? 0, value: $0.value, holds: $0.holds) }
    }

    /// What a record accounts for of the difference between a day and now; nil: nothing.
    func account(of stream: RecordStream, since day: Day) -> AccountedRecord? {
        guard let after = stream.state(knownBy: nil) else { return nil }
        let before = stream.state(knownBy: day)
        var effect = scope.value(of: after.event.state)
        effect -= scope.value(of: before?.event.state)
        guard effect != .zero else { return nil }
        let kind: ChangeKind =
            before == nil
            ? .added : after.event.state == nil ? .withdrawn : before?.event.state == nil ? .reinstated : .corrected
        return AccountedRecord(record: stream.record, kind: kind, effect: effect, event: after)
    }

    private static func add(_ new: Sum, replacing old: inout Sum, to change: inout Sum) {
        change += new
        change -= old
        old = new
    }

    private func run<Start: Comparable & Hashable & Sendable>(_ changes: [Start: Sum]) -> [FigureValue<Start>] {
        var value = Sum.zero
        return changes.filter { $0.value != .zero }.sorted { $0.key < $1.key }.map { start, change in
            value += change
            return FigureValue(start: start, value: value, holds: figure.agrees(with: value))
        }
    }
}
