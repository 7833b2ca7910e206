import ArgumentParser
import Foundation

/// `ledger-bench`
@main
struct LedgerBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-bench",
        abstract: "Measure the ledger against a plain loop on liblmdb with the same bytes.",
        discussion: """
            Every figure comes from generated events of the size and shape of a real export's, and every ratio from \
            two measurements taken in turn in the same run. Each append is on disk before it is acknowledged. Build \
            for release, or the figures mean nothing.
            """)

    @Option(
        help: """
            Run one benchmark, or those of which this is the first word, such as growth: \
            \(Benchmark.all.map(\.name).joined(separator: ", ")).
            """)
    var only: String?

    @Option(help: "How many events; appends of one event are measured on fewer.")
    var events = 1_000_000

    @Flag(help: "A few hundred events: whether everything still works, not how fast.")
    var quick = false

    @Option(help: "table or json.")
    var format: Format = .table

    @Option(help: "The export of the Missing Migrants Project from which events are made.", completion: .file())
    var export = "Tools/sample/incidents.csv"

    @Option(help: "The same seed makes the same events.")
    var seed: UInt64 = 20_191_031

    @Option(help: "Where to put what is measured: on the disk that is meant. Default: the system's temporary folder.")
    var directory: String?

    @Option(help: "Write the events as JSON lines to a file for the peers, and measure nothing.", completion: .file())
    var writeEvents: String?

    @Option(help: "Make a log of the events in a folder, and measure nothing.", completion: .directory)
    var writeLog: String?

    @Option(help: "Make all views of the log in FOLDER/log, and measure nothing.", completion: .directory)
    var writeViews: String?

    @Option(help: "Serve a file over HTTP until it is ended, and measure nothing.", completion: .file())
    var serveConstant: String?

    enum Format: String, ExpressibleByArgument {
        case table, json
    }

    func validate() throws {
        if let only, chosen.isEmpty { throw ValidationError("There is no benchmark \"\(only)\".") }
        guard events >= 100 else { throw ValidationError("--events must be at least 100.") }
    }

    private var chosen: [Benchmark] {
        guard let only else { return Benchmark.all }
        let exact = Benchmark.all.filter { $0.name == only }
        return exact.isEmpty ? Benchmark.all.filter { $0.name.hasPrefix(only + "-") } : exact
    }

    func run() async throws {
        if let serveConstant { return try await ConstantServer.run(serveConstant) }
        if let writeViews { return try Bench.writeViews(URL(filePath: writeViews)) }
        let bench = try Bench(
            events: quick ? 2_000 : events, export: export, seed: seed, isQuick: quick, directory: directory)
        defer { bench.clean() }
        if let writeEvents {
            var workload = try bench.workload()
            return try EventsFile.write(bench.events, of: &workload, to: writeEvents)
        }
        if let writeLog { return try await bench.write(bench.events, to: writeLog) }
        var report = BenchReport()
        if format == .table { print(report.machine + "\n" + BenchReport.header) }
        for benchmark in chosen {
            let result = try await benchmark.run(bench)
            report.results.append(result)
            if format == .table { print(BenchReport.line(result)) }
        }
        if format == .json { print(try report.json) }
    }
}
