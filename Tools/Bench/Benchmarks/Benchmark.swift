/// What one benchmark found.
struct Measurement: Encodable {
    var name: String
    /// Events that were measured; answers or rows where the name says so.
    var events: Int
    var eventsPerSecond: Double
    /// What the floor did in the same run; nil where there is none.
    var floorPerSecond: Double?
    /// Ours to the floor; nil where there is none.
    var ratio: Double?
    /// The most anonymous memory that the process had; files that are mapped do not count.
    var privateMemoryBytes: Int
    /// On disk, of the log's file; nil where nothing was appended.
    var bytesPerEvent: Double?
    /// What the ratio is to, and what else a reader must know.
    var note: String
}

/// One of the things that are measured.
struct Benchmark: Sendable {
    var name: String
    /// Runs it on a bench of a given size.
    var run: @Sendable (Bench) async throws -> Measurement

    /// Every benchmark, in the order in which they are run.
    static let all: [Benchmark] =
        [
            Benchmark(name: "append-1") { try await AppendBenchmarks.single($0) },
            Benchmark(name: "append-1x64") { try await AppendBenchmarks.concurrent($0) },
            Benchmark(name: "append-100") { try await AppendBenchmarks.batches(of: 100, $0) },
            Benchmark(name: "append-1000") { try await AppendBenchmarks.batches(of: 1000, $0) },
            Benchmark(name: "verify") { try await ReadBenchmarks.verify($0) },
            Benchmark(name: "replay") { try await ReadBenchmarks.replay($0) },
            Benchmark(name: "replay-views") { try await ReadBenchmarks.replayOfMoreViews($0) },
            Benchmark(name: "replay-unwanted") { try await ReadBenchmarks.replayOfUnwantedViews($0) },
            Benchmark(name: "rebuild") { try await ReadBenchmarks.rebuild($0) },
            Benchmark(name: "log") { try await ReadBenchmarks.log($0) },
            Benchmark(name: "catch-up") { try await ReadBenchmarks.catchUp($0) },
        ] + ViewBenchmarks.all + FindBenchmarks.all + GrowthBenchmarks.all + OpenBenchmarks.all
        + ExportBenchmarks.all + ServeBenchmarks.all + PageBenchmarks.all + ReplicaBenchmarks.all
        + BusBenchmarks.all + [
            // Last: what they needed stays the process's own, and would count as the others'.
            Benchmark(name: "import") { try await ImportBenchmark.csv($0) },
            Benchmark(name: "import-again") { try await ImportBenchmark.again($0) },
            Benchmark(name: "import-xlsx") { try await ImportBenchmark.xlsx($0) },
        ]
}
