import EventLog
import Folding
import Foundation
import LedgerTesting
import ProjectionEngine
import Views

/// What an event, or an answer, costs on a log of all events against one of a hundredth of them, measured in turn: the
/// figure in the floor's place is the small log's. 1 is no growth, 0.5 is twice the cost.
enum GrowthBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "growth-append-1000") { try await append($0) },
        Benchmark(name: "growth-replay") { try await replay($0) },
        Benchmark(name: "growth-as-of") { try await asOf($0) },
    ]

    private static func smallSize(_ bench: Bench) -> Int { max(bench.events / 100, 100) }

    /// Appends of 1,000 a commit to either log.
    private static func append(_ bench: Bench) async throws -> Measurement {
        try await withBoth(bench) { large, small in
            // Under identifiers of its own, from the same rows.
            var workload = try bench.workload(prefix: "growth")
            let watch = MemoryWatch()
            var pairs = Pairs()
            for _ in 0..<(bench.isQuick ? 1 : 40) {
                let drafts = try workload.next(1000).drafts()
                let (_, smallTime) = try await timedAwaiting {
                    try await small.log.append(AppendRequest(drafts: drafts))
                }
                let (_, largeTime) = try await timedAwaiting {
                    try await large.log.append(AppendRequest(drafts: drafts))
                }
                pairs.add(drafts.count, ours: largeTime, floor: smallTime)
            }
            return measurement("growth-append-1000", bench, pairs, watch, "appends of 1,000 a commit")
        }
    }

    /// The replay into all views, with every entry hashed.
    private static func replay(_ bench: Bench) async throws -> Measurement {
        try await withBoth(bench) { large, small in
            for ledger in [small.ledger, large.ledger] { try bench.fillViews(ledger) }
            let stores = try [small, large].map { try ReadBenchmarks.openViews(allViews, $0.log, $0.ledger) }
            defer { for store in stores.joined() { store.close() } }
            let watch = MemoryWatch()
            var pairs = Pairs()
            let (smallSize, largeSize) = (try Int(small.log.position()), try Int(large.log.position()))
            for _ in 0..<(bench.events > 2_000_000 ? 1 : 3) {
                let (_, one) = try timed { try ReadBenchmarks.checkedReplay(stores[0], small.log, small.ledger) }
                let (_, many) = try timed { try ReadBenchmarks.checkedReplay(stores[1], large.log, large.ledger) }
                // The time that the small log's speed would have taken for as many.
                pairs.add(largeSize, ours: many, floor: one / smallSize * largeSize)
            }
            return measurement("growth-replay", bench, pairs, watch, "replay into all views")
        }
    }

    /// Answers of the whole region-year as of random positions.
    private static func asOf(_ bench: Bench) async throws -> Measurement {
        try await withBoth(bench) { large, small in
            let stores = try [small, large].map { try ReadBenchmarks.openViews([RegionYear()], $0.log, $0.ledger)[0] }
            defer { for store in stores { store.close() } }
            for store in stores { try store.catchUp() }
            var numbers = SeededGenerator(seed: 7)
            let watch = MemoryWatch()
            var pairs = Pairs()
            for _ in 0..<(bench.isQuick ? 5 : 100) {
                let draw = numbers.next()
                let times = try stores.map { store in
                    let query = ViewQuery(asOf: draw % (try store.position()) + 1)
                    return try timed { try store.ownedAnswer(query) }.1
                }
                pairs.add(1, ours: times[1], floor: times[0])
            }
            return measurement("growth-as-of", bench, pairs, watch, "answers: region-year as of random positions")
        }
    }

    private typealias Filled = (log: EventLog, ledger: URL)

    private static func withBoth<Result>(
        _ bench: Bench, _ body: (_ large: Filled, _ small: Filled) async throws -> Result
    ) async throws -> Result {
        try await bench.withFilledLog { largeLog, large in
            try await bench.withFilledLog(smallSize(bench)) { smallLog, small in
                try await body((largeLog, large), (smallLog, small))
            }
        }
    }

    private static func measurement(
        _ name: String, _ bench: Bench, _ pairs: Pairs, _ watch: MemoryWatch, _ what: String
    ) -> Measurement {
        Measurement(
            name: name, events: pairs.events, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: nil, note: "\(what); ratio of \(bench.events) events to \(smallSize(bench))")
    }
}
