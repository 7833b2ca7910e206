import EventLog
import Folding
import Foundation
import Incidents
import Ledger
import ProjectionEngine
import Views

/// What reads the whole log, in turn with the floor's scan and hash.
enum ReadBenchmarks {
    /// Every entry, tile and root, and every index against the entries.
    static func verify(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            try compareWithScan("verify", bench, ledger, note: "entries, tiles, roots and all indexes, on two threads")
            {
                let report = try log.audit()
                guard report.findings.isEmpty else { throw BenchError("The log is damaged.") }
            }
        }
    }

    /// All views again from the log alone, compared cell by cell with the stored ones.
    static func replay(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            try bench.fillViews(ledger)
            let stores = try openViews(allViews, log, ledger)
            defer { for store in stores { store.close() } }
            let note = "every entry hashed, into all views, each compared with the stored; on all processors"
            return try compareWithScan("replay", bench, ledger, note: note) {
                try checkedReplay(stores, log, ledger)
            }
        }
    }

    /// All views, in turn with the first ten of them.
    static func replayOfMoreViews(_ bench: Bench) async throws -> Measurement {
        try await compareWithTen("replay-views", bench, allViews, note: "all \(allViews.count) views")
    }

    /// The first ten views and those that want none of the kinds of which there are records, in turn with the ten.
    static func replayOfUnwantedViews(_ bench: Bench) async throws -> Measurement {
        let others = allViews.dropFirst(ten).filter { $0.kinds.isDisjoint(with: [.incident, .deaths]) }
        return try await compareWithTen(
            "replay-unwanted", bench, Array(allViews.prefix(ten)) + others,
            note: "ten views and \(others.count) that want other kinds")
    }

    private static let ten = 10

    private static func compareWithTen(
        _ name: String, _ bench: Bench, _ views: [any View], note: String
    ) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            try bench.fillViews(ledger)
            let stores = try openViews(views, log, ledger)
            defer { for store in stores { store.close() } }
            let first = Array(stores.prefix(ten))
            // What both read comes into memory first.
            try checkedReplay(first, log, ledger)
            var pairs = Pairs()
            let watch = MemoryWatch()
            for _ in 0..<(bench.isQuick ? 1 : 5) {
                let (_, tenTime) = try timed { try checkedReplay(first, log, ledger) }
                let (_, allTime) = try timed { try checkedReplay(stores, log, ledger) }
                pairs.add(bench.events, ours: allTime, floor: tenTime)
            }
            return Measurement(
                name: name, events: bench.events, eventsPerSecond: pairs.eventsPerSecond,
                floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
                bytesPerEvent: nil, note: "replay of \(note): ratio to that of ten of them in turn")
        }
    }

    static func checkedReplay(_ stores: [ViewStore], _ log: EventLog, _ ledger: URL) throws {
        let views = try Replay.compare(stores, with: log, directory: ledger.path)
        guard views.allSatisfy(\.agrees) else { throw BenchError("A replayed view differs from its own.") }
    }

    /// The whole log for what `log --reason-like` asks: each entry held against the tree, and its reason looked at.
    static func log(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            var selection = EventSelection()
            // Words that no event has: nothing is printed, all is looked at.
            selection.reasonLike = "words that nobody wrote"
            return try compareWithScan(
                "log", bench, ledger, note: "every entry checked, its reason looked at; on one processor"
            ) {
                try log.read { snapshot in
                    try snapshot.forEachEvent(selection) { _ in
                        throw BenchError("An event has words that nobody wrote.")
                    }
                }
            }
        }
    }

    /// One view from nothing, stored durably.
    static func rebuild(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            let note = "region-year from nothing, stored durably; on all processors"
            return try compareWithScan("rebuild", bench, ledger, note: note) {
                let place = bench.newPath("rebuild")
                let store = try ViewStore(view: RegionYear(), directory: place, log: log)
                defer { store.close() }
                try store.catchUp()
                guard try store.status().isComplete else { throw BenchError("The rebuilt view is not complete.") }
            }
        }
    }

    /// One event at a time: from its acknowledgement until a view has it durably.
    static func catchUp(_ bench: Bench) async throws -> Measurement {
        try await bench.withFilledLog { log, ledger in
            let store = try ViewStore(view: RegionYear(), directory: bench.newPath("catch-up"), log: log)
            defer { store.close() }
            try store.catchUp()
            var workload = try bench.workload()
            let count = bench.isQuick ? 10 : 400
            let watch = MemoryWatch()
            var times: [Duration] = []
            for draft in try workload.next(count).drafts() {
                try await log.append(AppendRequest(drafts: [draft]))
                times.append(try timed { try store.catchUp() }.1)
            }
            times.sort()
            let (median, late) = (times[count / 2], times[count * 99 / 100])
            return Measurement(
                name: "catch-up", events: count, eventsPerSecond: 1 / median.inSeconds, floorPerSecond: nil, ratio: nil,
                privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
                note: "one event behind: median \(milliseconds(median)), 99th of 100 \(milliseconds(late))")
        }
    }

    static func openViews(_ views: [any View], _ log: EventLog, _ ledger: URL) throws -> [ViewStore] {
        try views.map { view in
            try ViewStore(view: view, directory: ledger.appending(path: "views").path, log: log)
        }
    }

    private static func compareWithScan(
        _ name: String, _ bench: Bench, _ ledger: URL, note: String, _ body: () throws -> Void
    ) throws -> Measurement {
        let floor = try FloorLog(at: ledger.appending(path: "floor").path)
        // Both files come into memory first.
        let scanned = try floor.scanAndHash()
        var pairs = Pairs()
        let watch = MemoryWatch()
        for _ in 0..<(bench.events > 2_000_000 ? 1 : 3) {
            let (_, floorTime) = try timed { try floor.scanAndHash() }
            let (_, ownTime) = try timed(body)
            pairs.add(scanned.entries, ours: ownTime, floor: floorTime)
        }
        return Measurement(
            name: name, events: scanned.entries, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: nil, note: "ratio to a cursor scan with one SHA-256 an entry; \(note)")
    }

    static func milliseconds(_ duration: Duration) -> String {
        let hundredths = Int((duration / .milliseconds(1) * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) ms"
    }
}

/// What a benchmark found wrong: its figure would mean nothing.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
