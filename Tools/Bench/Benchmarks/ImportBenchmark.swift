import Forms
import Foundation
import Incidents
import Intake
import Ledger
import Tables

/// The import of an export that holds a real one's rows over and over under new identifiers.
enum ImportBenchmark {
    static func run(_ bench: Bench) async throws -> Measurement {
        let rows = bench.isQuick ? 200 : bench.events
        let file = bench.newPath("generated") + ".csv"
        try repeated(bench.export, rows: rows, to: file)
        let path = bench.newPath("import")
        let ledger = try Ledger.create(at: path)
        defer { ledger.close() }
        let watch = MemoryWatch()
        let (report, time) = try await timedAwaiting {
            try await ledger.importMissingMigrants(
                file: file, ImportRequest(asAt: .today, scope: .partial, actor: Workload.actor))
        }
        guard Int(report.plan.summary.rows) == rows else {
            throw BenchError("The import read \(report.plan.summary.rows) of \(rows) rows.")
        }
        return Measurement(
            name: "import", events: rows, eventsPerSecond: Double(rows) / time.inSeconds, floorPerSecond: nil,
            ratio: nil, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Bench.bytesPerEvent(log: path + "/log", events: Int(try ledger.head().position)),
            note: "rows of CSV, end to end, as one import; a row makes two events")
    }

    /// Writes a CSV with the lines of another, each with a number of its own in the first column.
    private static func repeated(_ export: String, rows: Int, to path: String) throws {
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
    }
}
