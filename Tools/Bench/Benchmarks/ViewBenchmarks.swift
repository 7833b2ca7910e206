import EventLog
import Folding
import Foundation
import Incidents
import LedgerTesting
import ProjectionEngine
import Views

/// Answers of the view region-year, from one cell to all of it, now and then.
enum ViewBenchmarks {
    static let all: [Benchmark] = [
        benchmark("view-cell", "one region in one year") { _ in
            ViewQuery(filters: ["region": ["mmp-2014:Mediterranean"], "year": ["2016"]])
        },
        benchmark("view-year", "all regions in one year") { _ in ViewQuery(filters: ["year": ["2016"]]) },
        benchmark("view-whole", "all regions and years") { _ in ViewQuery() },
        benchmark("view-as-of", "all regions and years, as of random positions") { draw in
            ViewQuery(asOf: draw.position)
        },
        benchmark("view-known-by", "all regions and years, known by random days") { draw in
            ViewQuery(knownBy: draw.day)
        },
        benchmark("view-as-of-known-by", "both") { draw in ViewQuery(asOf: draw.position, knownBy: draw.day) },
    ]

    /// A random moment.
    private struct Draw {
        var position: UInt64
        var day: Day
    }

    private static func benchmark(
        _ name: String, _ note: String, _ query: @escaping @Sendable (Draw) -> ViewQuery
    ) -> Benchmark {
        Benchmark(name: name) { bench in
            try await bench.withFilledLog { log, ledger in
                let stores = try ReadBenchmarks.openViews([RegionYear()], log, ledger)
                defer { stores[0].close() }
                try stores[0].catchUp()
                return try measure(name, note, bench, stores[0], head: try log.position(), query)
            }
        }
    }

    private static func measure(
        _ name: String, _ note: String, _ bench: Bench, _ store: ViewStore, head: UInt64,
        _ query: (Draw) -> ViewQuery
    ) throws -> Measurement {
        var numbers = SeededGenerator(seed: 7)
        var times: [Duration] = []
        let watch = MemoryWatch()
        for _ in 0..<(bench.isQuick ? 5 : 100) {
            let draw = Draw(
                position: numbers.next() % head + 1, day: Day(number: Int32(17_897 + numbers.next() % 1461)))
            let (answer, time) = try timed { try store.ownedAnswer(query(draw)) }
            guard answer.isComplete else { throw BenchError("An answer was incomplete.") }
            times.append(time)
        }
        times.sort()
        let median = times[times.count / 2]
        return Measurement(
            name: name, events: times.count, eventsPerSecond: 1 / median.inSeconds, floorPerSecond: nil, ratio: nil,
            privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note: "answers: \(note), of \(head) events; median \(ReadBenchmarks.milliseconds(median)), "
                + "slowest \(ReadBenchmarks.milliseconds(times[times.count - 1]))")
    }
}
