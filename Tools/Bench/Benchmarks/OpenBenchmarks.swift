import EventLog
import Foundation
import Incidents
import Intake
import Ledger

/// What opening a ledger takes of the processors: the whole program, from its start to its end, for commands that look at
/// little of it; and the check of all pages, which an opening after an unclean end begins with.
enum OpenBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "open-pages") { try await pages($0) },
        benchmark("open-head", ["head"]), benchmark("open-show", ["show", "deaths", "mmp-1000000"]),
        benchmark("open-datasets", ["datasets"]),
    ]

    private static func benchmark(_ name: String, _ command: [String]) -> Benchmark {
        Benchmark(name: name) { bench in
            let ledger = try await bench.importedLedger()
            var times: [Double] = []
            let watch = MemoryWatch()
            for _ in 0..<(bench.isQuick ? 3 : 50) {
                let before = try childrenTime()
                try bench.runLedger(command + ["--ledger", ledger.path])
                times.append(try childrenTime() - before)
            }
            times.sort()
            let milliseconds = { (seconds: Double) in String(format: "%.1f ms", seconds * 1000) }
            return Measurement(
                name: name, events: times.count, eventsPerSecond: 1 / max(times[times.count / 2], 0.000_001),
                floorPerSecond: nil, ratio: nil, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
                note: "runs of `\(command[0])` on \(ledger.events) events; processor time: median "
                    + "\(milliseconds(times[times.count / 2])), most \(milliseconds(times[times.count - 1]))")
        }
    }

    /// An opening with the check of all pages, less one without it.
    private static func pages(_ bench: Bench) async throws -> Measurement {
        let path = try bench.filledLedger(bench.events).appending(path: "log").path
        let size = try FileManager.default.attributesOfItem(atPath: path + "/data.mdb")[.size] as? Int ?? 0
        // Once without counting: the file comes into memory, and the ending in order is noted.
        try EventLog(auditingAt: path).close()
        let watch = MemoryWatch()
        var times: [(processors: Double, wall: Duration)] = []
        for _ in 0..<(bench.isQuick ? 3 : 9) {
            let before = try ownTime()
            let (_, plain) = try timed { try EventLog(openingAt: path, access: .readOnly).close() }
            let between = try ownTime()
            let (_, checked) = try timed { try EventLog(auditingAt: path).close() }
            times.append((try ownTime() - between - (between - before), checked - plain))
        }
        let median = times.map(\.processors).sorted()[times.count / 2]
        let wall = times.map(\.wall).sorted()[times.count / 2]
        return Measurement(
            name: "open-pages", events: bench.events, eventsPerSecond: Double(bench.events) / max(median, 0.000_001),
            floorPerSecond: nil, ratio: nil, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Double(size) / Double(bench.events),
            note: "check of all \(size / 4_096) pages of a log in memory; processor time: median "
                + String(format: "%.1f ms", median * 1_000) + ", time: median \(ReadBenchmarks.milliseconds(wall))")
    }

    /// What the children that have ended have taken of the processors, in seconds.
    private static func childrenTime() throws -> Double { try time(of: __rusage_who_t(RUSAGE_CHILDREN.rawValue)) }

    /// The same of this process.
    static func ownTime() throws -> Double { try time(of: __rusage_who_t(RUSAGE_SELF.rawValue)) }

    private static func time(of whom: __rusage_who_t) throws -> Double {
        var usage = rusage()
        guard getrusage(whom, &usage) == 0 else {
            throw BenchError("The system does not say what programs have taken.")
        }
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
