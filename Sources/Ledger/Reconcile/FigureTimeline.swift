import Incidents
import ProjectionEngine

/// How a figure's value went, on both axes of time, computed from the streams alone.
struct FigureTimeline {
    private let scope: FigureScope
    private let streams: [RecordStream]

    init(_ scope: FigureScope, _ streams: [RecordStream]) {
        self.scope = scope
        self.streams = streams
    }

    /// The value from each known-by day on at which it changed, with all that the log holds.
    func byDay(_ figure: Count) -> [FigureValue<Day>] {
        var changes: [Day: Sum] = [:]
        for stream in streams {
            var value = Sum.zero
            let known = stream.known(by: nil)
            for (index, event) in known.enumerated() {
                // The last statement of a day decides on it.
                if index + 1 < known.count, known[index + 1].event.knownAt == event.event.knownAt { continue }
                add(
                    scope.value(of: event.event.state), replacing: &value,
                    to: &changes[event.event.knownAt, default: .zero])
            }
        }
        return Self.run(changes, figure)
    }

    /// The value at the end of each commit in which it changed, whenever known.
    func byPosition(_ figure: Count) -> [FigureValue<UInt64>] {
        var changes: [UInt64: Sum] = [:]
        var ends: [UInt64: UInt64] = [:]
        for stream in streams {
            var value = Sum.zero
            var deciding: RecordedEvent?
            for event in stream.events {
                ends[event.recordedAt] = max(ends[event.recordedAt] ?? 0, event.position)
                if let deciding, deciding.event.knownAt > event.event.knownAt { continue }
                deciding = event
                add(
                    scope.value(of: event.event.state), replacing: &value,
                    to: &changes[event.recordedAt, default: .zero])
            }
        }
        return Self.run(changes, figure).map {
            FigureValue(start: ends[$0.start] ?? 0, value: $0.value, holds: $0.holds)
        }
    }

    /// What accounts for the difference between a day and now.
    func account(since day: Day) -> FigureAccount {
        var account = FigureAccount(since: day, records: [])
        for stream in streams {
            guard let after = stream.state(knownBy: nil) else { continue }
            let before = stream.state(knownBy: day)
            var effect = scope.value(of: after.event.state)
            effect -= scope.value(of: before?.event.state)
            guard effect != .zero else { continue }
            let kind: ChangeKind =
                before == nil
                ? .added : after.event.state == nil ? .withdrawn : before?.event.state == nil ? .reinstated : .corrected
            account.records.append(
                AccountedRecord(record: stream.record, kind: kind, effect: effect, event: after))
        }
        return account
    }

    private func add(_ new: Sum, replacing old: inout Sum, to change: inout Sum) {
        change += new
        change -= old
        old = new
    }

    private static func run<Start: Comparable & Hashable & Sendable>(
        _ changes: [Start: Sum], _ figure: Count
    ) -> [FigureValue<Start>] {
        var value = Sum.zero
        return changes.filter { $0.value != .zero }.sorted { $0.key < $1.key }.map { start, change in
            value += change
            return FigureValue(start: start, value: value, holds: figure.agrees(with: value))
        }
    }
}
