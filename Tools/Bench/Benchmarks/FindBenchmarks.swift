import EventLog
import Finding
import Foundation
import Incidents

/// Records found among all that a log holds: how long ten thousand of them take, and how fast the store in which they are
/// looked up is made and carried on.
///
/// The floor of a question is ten thousand records in a tenth of a second: read, sorted and handed over, with what is counted
/// beside them.
enum FindBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "find-rebuild") { try await rebuild($0) },
        Benchmark(name: "find-box") { try await question("find-box", $0, circles) },
        Benchmark(name: "find-region-year") { try await question("find-region-year", $0, regionYears) },
        Benchmark(name: "find-text") { try await question("find-text", $0, words) },
        Benchmark(name: "find-follow") { try await follow($0) },
    ]

    private static let hits = 10_000
    private static let wantedPerSecond = 100_000.0

    /// A question for deaths; as of which position is said when it is asked.
    private static func deaths(_ change: (inout FindQuery) -> Void) -> FindQuery {
        var query = FindQuery(kind: .deaths, position: 0)
        change(&query)
        return query
    }

    private static let circles = (1...60).map { step in
        deaths { $0.near = .init(latitude: 35, longitude: 15, kilometres: Double(step * step)) }
    }

    private static let regionYears = ["Mediterranean", "North Africa", "US-Mexico Border", "Sub-Saharan Africa"].flatMap
    {
        region in
        (Int32(2014)...2020).map { year in
            deaths {
                $0.regions = [Region(scheme: "mmp-2014", code: region)]
                $0.years = year...year
            }
        }
    }

    private static let words = [
        "drowning", "lampedusa", "melilla", "izmir", "lesvos", "sonora", "tamaulipas", "edirne", "tripoli", "ceuta",
        "calais", "dehydration", "train", "hypothermia", "niger", "texas", "tunisia", "almeria",
    ].map { word in deaths { $0.text = word } }

    private static func open(_ log: EventLog, _ ledger: URL) throws -> FindStore {
        try FindStore(in: ledger.appending(path: "find").path, log: log)
    }

    /// Builds the store from the log alone, as the first question to a ledger does.
    private static func rebuild(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            try FindStore.remove(in: ledger.appending(path: "find").path)
            let store = try open(log, ledger)
            defer { store.close() }
            let watch = MemoryWatch()
            let (events, time) = try timed { try store.catchUp() }
            return Measurement(
                name: "find-rebuild", events: Int(events), eventsPerSecond: Double(events) / time.inSeconds,
                floorPerSecond: nil, ratio: nil, privateMemoryBytes: watch.stop(),
                bytesPerEvent: Double(try store.status().byteCount) / Double(events),
                note: "the finder's store, from the log alone; the bytes are the store's")
        }
    }

    /// Carries the store on by single events, as behind a desk.
    private static func follow(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            let store = try open(log, ledger)
            defer { store.close() }
            try store.catchUp()
            var workload = try bench.workload(prefix: "followed")
            let rounds = bench.isQuick ? 20 : 500
            var times: [Duration] = []
            let watch = MemoryWatch()
            for _ in 0..<rounds {
                try await log.append(AppendRequest(drafts: try workload.next(1).drafts()))
                times.append(try timed { try store.catchUp() }.1)
            }
            times.sort()
            let median = times[times.count / 2]
            return Measurement(
                name: "find-follow", events: rounds, eventsPerSecond: 1 / median.inSeconds, floorPerSecond: nil,
                ratio: nil, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
                note: "one event taken in at a time; median \(ReadBenchmarks.milliseconds(median))")
        }
    }

    /// Of some questions asks that which finds most nearly ten thousand records, several times.
    private static func question(
        _ name: String, _ bench: Bench, _ questions: [FindQuery]
    ) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            let store = try open(log, ledger)
            defer { store.close() }
            try store.catchUp()
            let wanted = min(hits, bench.events / 50)
            var best: (query: FindQuery, distance: Int)?
            let position = try store.position()
            for question in questions {
                var query = question
                query.position = position
                let found = try store.find(query, FindSelection(fields: [.id], limit: 0)).matched
                if found > 0, abs(found - wanted) < best?.distance ?? .max { best = (query, abs(found - wanted)) }
            }
            guard let best else { throw BenchError("None of the questions of \(name) finds anything.") }
            let selection = FindSelection(fields: FindField.usual(of: .deaths))
            var (found, times, processors) = (0, [Duration](), [Double]())
            let watch = MemoryWatch()
            for _ in 0..<(bench.isQuick ? 2 : 15) {
                let before = try OpenBenchmarks.ownTime()
                let (answer, time) = try timed { try store.find(best.query, selection) }
                processors.append(try OpenBenchmarks.ownTime() - before)
                found = answer.rows.count
                times.append(time)
            }
            times.sort()
            let median = times[times.count / 2]
            let rate = Double(found) / median.inSeconds
            return Measurement(
                name: name, events: found, eventsPerSecond: rate, floorPerSecond: wantedPerSecond,
                ratio: rate / wantedPerSecond, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
                note:
                    "records found of \(bench.events) events; median \(ReadBenchmarks.milliseconds(median)), of which the "
                    + String(format: "processor %.1f ms", processors.sorted()[processors.count / 2] * 1_000)
                    + "; the floor is 10,000 in 100 ms")
        }
    }
}
