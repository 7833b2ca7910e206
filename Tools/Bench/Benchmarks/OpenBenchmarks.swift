import Foundation
import Incidents
import Intake
import Ledger

/// The processor time of the whole program, from its start to its end, for commands that look at little of a ledger.
enum OpenBenchmarks {
    static let all: [Benchmark] = [
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

    /// What the children that have ended have taken of the processors, in seconds.
    private static func childrenTime() throws -> Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage) == 0 else {
            throw BenchError("The system does not say what programs have taken.")
        }
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
