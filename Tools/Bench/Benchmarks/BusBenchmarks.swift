import EventLog
import Foundation
import Ledger

/// An origin, its relay and its replicas, each a process of its own on this machine, with a message bus between them.
enum BusBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "bus-visible") { try await visible($0) },
        Benchmark(name: "bus-append") { bench in try await Processors.apart { try await append(bench) } },
        Benchmark(name: "bus-catch-up") { try await catchUp($0) },
    ]

    /// From an acknowledged append to the moment at which four replicas have it, where nothing else happens; against the time
    /// that an append takes.
    private static func visible(_ bench: Bench) async throws -> Measurement {
        let origin = try FollowedOrigin(bench)
        defer { origin.stop() }
        try await origin.fill(100)
        try origin.startRelay()
        let replicas = try await origin.follow(by: 4)
        defer { for replica in replicas { replica.stop() } }
        var workload = try bench.workload()
        let watch = MemoryWatch()
        var (appends, delays): ([Double], [Double]) = ([], [])
        let (rounds, warmUp) = bench.isQuick ? (3, 1) : (300, 20)
        for round in 0..<(rounds + warmUp) {
            let request = AppendRequest(drafts: try workload.next(1).drafts())
            let begin = ContinuousClock.now
            let position = try await origin.ledger.log.append(request).firstPosition
            let acknowledged = ContinuousClock.now
            var waiting = replicas
            var seen: [Double] = []
            while !waiting.isEmpty {
                waiting = try waiting.filter { replica in
                    guard try replica.log.position() >= position else { return true }
                    seen.append((.now - acknowledged).inSeconds)
                    return false
                }
                guard .now - acknowledged < .seconds(30) else { throw BenchError("A replica does not follow.") }
                usleep(200)
            }
            if round >= warmUp {
                appends.append((acknowledged - begin).inSeconds)
                delays += seen
            }
            // At rest: the next one finds nothing under way.
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...60)))
        }
        (appends, delays) = (appends.sorted(), delays.sorted())
        func milliseconds(_ part: Double) -> String {
            "\((delays[Int(Double(delays.count - 1) * part)] * 10_000).rounded() / 10) ms"
        }
        let (delay, floor) = (delays[delays.count / 2], appends[appends.count / 2])
        return Measurement(
            name: "bus-visible", events: rounds, eventsPerSecond: 1 / delay, floorPerSecond: 1 / floor,
            ratio: floor / delay, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note: "one after another: seen by a replica \(milliseconds(0.5)) after it was acknowledged (median), "
                + "\(milliseconds(0.99)) (99 of 100), by four of them; floor: the append itself")
    }

    /// Appends of 64 callers while a relay and four replicas follow, against as many while nobody does. What the replicas hold
    /// lies in memory: they stand for other machines, whose disks are their own; origin, relay and bus share a disk here.
    private static func append(_ bench: Bench) async throws -> Measurement {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : nil
        let origin = try FollowedOrigin(bench, replicasIn: memory)
        defer { origin.stop() }
        try await origin.fill(100)
        var workload = try bench.workload()
        let watch = MemoryWatch()
        let count = bench.isQuick ? 128 : min(bench.events, 40_000)
        var rates: [Int: [Double]] = [:]
        for round in 0..<(bench.isQuick ? 1 : 9) {
            for followers in round % 2 == 0 ? [0, 1, 4] : [4, 1, 0] {
                if followers > 0 { try origin.startRelay() }
                let replicas = followers > 0 ? try await origin.follow(by: followers) : []
                let drafts = try workload.next(count).drafts()
                let (_, time) = try await timedAwaiting { try await append(drafts, to: origin.ledger.log) }
                rates[followers, default: []].append(Double(count) / time.inSeconds)
                try await origin.settle(replicas)
                for replica in replicas { replica.stop() }
                origin.stopRelay()
            }
        }
        let none = rates[0] ?? []
        /// Of the rounds, each of which stands for itself: what the disk does changes from one to the next.
        func ratio(_ followers: Int) -> Double { median(zip(rates[followers] ?? [], none).map { $0 / $1 }) }
        return Measurement(
            name: "bus-append", events: count * none.count * 3, eventsPerSecond: median(rates[4] ?? []),
            floorPerSecond: median(none), ratio: ratio(4), privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note:
                "64 callers on a processor of their own, while a relay and four replicas follow on the others, "
                + (memory == nil ? "the replicas on the same disk" : "the replicas in memory")
                + "; floor: nobody follows; with one replica \(Int(median(rates[1] ?? []))), a ratio of "
                + "\((ratio(1) * 100).rounded() / 100)")
    }

    /// A replica that holds nothing takes in a whole log from the bus, against another that has it from the files.
    private static func catchUp(_ bench: Bench) async throws -> Measurement {
        let origin = try FollowedOrigin(bench)
        defer { origin.stop() }
        try await origin.fill(bench.events)
        try origin.startRelay()
        try await origin.publish()
        // The stream is whole when one has followed to its end.
        try await origin.replica(by: .bus).stop()
        let watch = MemoryWatch()
        var pairs = Pairs()
        for _ in 0..<(bench.isQuick ? 1 : 3) {
            // What it takes to end them is not counted.
            let begin = ContinuousClock.now
            let fromFiles = try await origin.replica(by: .files)
            let files = .now - begin
            fromFiles.stop()
            let next = ContinuousClock.now
            let fromBus = try await origin.replica(by: .bus)
            let bus = .now - next
            fromBus.stop()
            pairs.add(bench.events, ours: bus, floor: files)
        }
        return Measurement(
            name: "bus-catch-up", events: pairs.events, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: nil,
            note:
                "verified and committed by a process that is started for it; floor: the same from a folder of published files"
        )
    }

    private static func append(_ drafts: [Draft], to log: EventLog) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<64 {
                group.addTask {
                    for index in stride(from: caller, to: drafts.count, by: 64) {
                        try await log.append(AppendRequest(drafts: [drafts[index]]))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
