import EventLog
import Incidents
import Ledger
import Timeline

/// Which datasets were in force along both axes of time, and on which days their publishers spoke.
struct DatasetsOverTime {
    /// What is in force now.
    let present: DatasetsInForce
    /// From each known-by day on, with all that the log holds; empty where no dataset ever succeeded another.
    let byDay: [(start: Day, force: DatasetsInForce)]
    /// From each position on; empty as ``byDay``.
    let byPosition: [(start: UInt64, recordedAt: UInt64, force: DatasetsInForce)]

    private static let nothing = DatasetsInForce([])

    func inForce(knownBy day: Day) -> DatasetsInForce {
        byDay.isEmpty ? present : byDay.last { $0.start <= day }?.force ?? Self.nothing
    }

    func inForce(asOf position: UInt64) -> DatasetsInForce {
        byPosition.isEmpty ? present : byPosition.last { $0.start <= position }?.force ?? Self.nothing
    }

    /// The as-at days of the exports of datasets.
    ///
    /// - Parameter isAsked: which datasets, by identifier.
    func exports(of isAsked: (String) -> Bool) -> Set<Day> {
        Set(present.datasets.filter { isAsked($0.id) }.flatMap { $0.imports.map(\.asAt) })
    }

    /// The dataset that has taken the place of another for some of the years, and its first as-at day there; nil: none.
    func successor(of id: String, in years: ClosedRange<Int32>) -> (id: String, from: Day?)? {
        for year in years {
            guard let successor = present.successor(of: id, for: year) else { continue }
            let covering = present.dataset(successor).imports.filter { $0.years.contains { $0.contains(year) } }
            return (successor, covering.map(\.asAt).min())
        }
        return nil
    }
}

extension LogSnapshot {
    /// Which datasets were in force, as far as events up to a position and known by a day say.
    func datasetsOverTime(through last: UInt64, knownBy day: Day?) throws -> DatasetsOverTime {
        var days: Set<Day> = []
        var positions: [UInt64: UInt64] = [:]
        var hasSuccession = false
        for kind in [RecordKind.dataset, .import] {
            try forEachStream(of: kind, through: last, knownBy: day) { stream in
                for event in stream.events {
                    days.insert(event.event.knownAt)
                    positions[event.position] = event.recordedAt
                    if case .dataset(let state)? = event.event.state, !state.succeeds.isEmpty { hasSuccession = true }
                }
            }
        }
        let present = DatasetsInForce(try knownDatasets(asOf: last, knownBy: day))
        guard hasSuccession else { return DatasetsOverTime(present: present, byDay: [], byPosition: []) }
        return DatasetsOverTime(
            present: present,
            byDay: try days.sorted().map { ($0, DatasetsInForce(try knownDatasets(asOf: last, knownBy: $0))) },
            byPosition: try positions.sorted { $0.key < $1.key }.map { position, recordedAt in
                (position, recordedAt, DatasetsInForce(try knownDatasets(asOf: position, knownBy: day)))
            })
    }
}
