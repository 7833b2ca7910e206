import Forms
import Foundation
import Incidents
import Intake
import Ledger
import Synchronization
import Tables

/// The import of an export that holds a real one's rows over and over under new identifiers, and of the same rows again
/// as a later export repeats them.
enum ImportBenchmark {
    static func csv(_ bench: Bench) async throws -> Measurement {
        let (file, rows) = try bench.repeatedExport()
        return try await first(bench, "import", file, rows, note: "rows of CSV")
    }

    static func xlsx(_ bench: Bench) async throws -> Measurement {
        let (file, rows) = try bench.repeatedExport()
        let book = bench.newPath("generated") + ".xlsx"
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        try bench.run(script.appending(path: "workbook"), [file, book])
        return try await first(bench, "import-xlsx", book, rows, note: "rows of a workbook")
    }

    private static func first(
        _ bench: Bench, _ name: String, _ file: String, _ rows: Int, note: String
    ) async throws -> Measurement {
        let path = bench.newPath("import")
        let ledger = try Ledger.create(at: path)
        defer { ledger.close() }
        let watch = MemoryWatch()
        let (time, own) = try await take(file, rows, into: ledger, asAt: .today, as: .partial, watch)
        return Measurement(
            name: name, events: rows, eventsPerSecond: Double(rows) / time.inSeconds, floorPerSecond: nil,
            ratio: nil, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Bench.bytesPerEvent(log: path + "/log", events: Int(try ledger.head().position)),
            note: note + ", end to end, as one import; a row makes two events; \(own >> 20) MiB before the commit")
    }

    /// The floor is the first import of the rows, in the same run.
    static func again(_ bench: Bench) async throws -> Measurement {
        let (file, rows) = try bench.repeatedExport()
        let ledger = try Ledger.create(at: bench.newPath("import"))
        defer { ledger.close() }
        let (first, _) = try await take(file, rows, into: ledger, asAt: Day(number: 20_000), as: .complete)
        let later = bench.newPath("generated") + ".csv"
        try FileManager.default.copyItem(atPath: file, toPath: later)
        // Another file, or nothing would be read.
        let handle = try FileHandle(forWritingTo: URL(filePath: later))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n".utf8))
        try handle.close()
        let head = try ledger.head().position
        let watch = MemoryWatch()
        let (again, _) = try await take(later, rows, into: ledger, asAt: Day(number: 20_001), as: .complete)
        guard try ledger.head().position < head + 10 else { throw BenchError("Unchanged rows were appended.") }
        let (rate, floor) = (Double(rows) / again.inSeconds, Double(rows) / first.inSeconds)
        return Measurement(
            name: "import-again", events: rows, eventsPerSecond: rate, floorPerSecond: floor, ratio: rate / floor,
            privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note: "the same rows as a later complete export; the floor is their first import")
    }

    /// - Returns: also the most private memory before the commit, which LMDB needs for the pages that it changes.
    private static func take(
        _ file: String, _ rows: Int, into ledger: Ledger, asAt: Day, as scope: FileScope, _ watch: MemoryWatch? = nil
    ) async throws -> (time: Duration, own: Int) {
        let own = Mutex(0)
        let (report, time) = try await timedAwaiting {
            try await ledger.importTable(
                file: file, mappings: BuiltInMappings.missingMigrants,
                ImportRequest(asAt: asAt, scope: scope, actor: Workload.actor)
            ) { progress in
                if progress.phase != .appending, let watch { own.withLock { $0 = watch.most } }
            }
        }
        guard Int(report.plan.summary.rows) == rows else {
            throw BenchError("The import read \(report.plan.summary.rows) of \(rows) rows.")
        }
        return (time, own.withLock { $0 })
    }
}

extension Bench {
    /// A file with as many rows as the run has events, which are the rows of the real export over and over, each with an
    /// identifier of its own.
    func repeatedExport(rows wanted: Int? = nil) throws -> (file: String, rows: Int) {
        let rows = wanted ?? (isQuick ? 200 : events)
        if let known = generated[rows] { return (known, rows) }
        let path = newPath("generated") + ".csv"
        let table = try StoredTable(try TableFile(export))
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var text = CSVText.table(header: table.header, rows: [])
        for row in 0..<rows {
            var cells = try table.texts(row % table.count + 1)
            cells[0] = String(1_000_000 + row)
            text += CSVText.table(header: cells, rows: [])
            if text.utf8.count > 1 << 20 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        generated[rows] = path
        return (path, rows)
    }
}
