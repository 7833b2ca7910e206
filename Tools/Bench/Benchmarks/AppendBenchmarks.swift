import EventLog
import Foundation

/// Appends, each on disk before it is acknowledged, in turn with the floor's.
enum AppendBenchmarks {
    /// One caller, one event a commit.
    static func single(_ bench: Bench) async throws -> Measurement {
        try await compare("append-1", bench, total: min(bench.events, bench.isQuick ? 60 : 6_000), batch: 1)
    }

    /// One caller, several events a commit.
    static func batches(of size: Int, _ bench: Bench) async throws -> Measurement {
        let total = size < 1000 ? min(bench.events, 400_000) : bench.events
        return try await compare("append-\(size)", bench, total: total, batch: size)
    }

    /// 64 callers who each append one event and wait for its acknowledgement, against one such caller.
    static func concurrent(_ bench: Bench) async throws -> Measurement {
        let path = bench.newPath("append")
        let log = try EventLog.create(at: path)
        defer { log.close() }
        var workload = try bench.workload()
        var pairs = Pairs()
        let watch = MemoryWatch()
        for _ in 0..<5 {
            let alone = try workload.next(bench.isQuick ? 10 : 400).drafts()
            let (_, one) = try await timedAwaiting { try await append(alone, to: log, batch: 1) }
            let together = try workload.next(bench.isQuick ? 128 : 12_800).drafts()
            let (_, many) = try await timedAwaiting { try await append(together, to: log, callers: 64) }
            // The time that one caller would have taken for as many.
            pairs.add(together.count, ours: many, floor: one / alone.count * together.count)
        }
        return Measurement(
            name: "append-1x64", events: pairs.events, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Bench.bytesPerEvent(log: path, events: Int(try log.position())),
            note: "ratio to one caller of one event")
    }

    private static func compare(_ name: String, _ bench: Bench, total: Int, batch: Int) async throws -> Measurement {
        let path = bench.newPath("append")
        let log = try EventLog.create(at: path)
        defer { log.close() }
        let floor = try FloorLog(at: bench.newPath("floor"))
        var workload = try bench.workload()
        var pairs = Pairs()
        let watch = MemoryWatch()
        let round = min(max(total / 10, batch), 50_000)
        while pairs.events < total {
            let drafts = try workload.next(min(round, total - pairs.events)).drafts()
            // The floor's entries are as long as those that the log stores.
            let entries = drafts.map { [UInt8](repeating: 0, count: 23) + $0.callerPart }
            let (_, floorTime) = try timed {
                for start in stride(from: 0, to: entries.count, by: batch) {
                    try floor.append(entries[start..<min(start + batch, entries.count)])
                }
            }
            let (_, ownTime) = try await timedAwaiting { try await append(drafts, to: log, batch: batch) }
            pairs.add(drafts.count, ours: ownTime, floor: floorTime)
        }
        return Measurement(
            name: name, events: pairs.events, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Bench.bytesPerEvent(log: path, events: pairs.events),
            note: "ratio to a plain loop on liblmdb, \(batch) a commit; memory with the events that wait")
    }

    private static func append(_ drafts: [Draft], to log: EventLog, batch: Int) async throws {
        for start in stride(from: 0, to: drafts.count, by: batch) {
            let part = Array(drafts[start..<min(start + batch, drafts.count)])
            try await log.append(AppendRequest(drafts: part))
        }
    }

    private static func append(_ drafts: [Draft], to log: EventLog, callers: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    for index in stride(from: caller, to: drafts.count, by: callers) {
                        try await log.append(AppendRequest(drafts: [drafts[index]]))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
