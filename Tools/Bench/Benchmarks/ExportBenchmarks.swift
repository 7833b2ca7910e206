import Export
import Foundation
import Ledger

/// Records that are taken along: in each form, from a ledger that was filled by an import and has its views.
enum ExportBenchmarks {
    static let all: [Benchmark] = ExportFormat.allCases.map { format in
        Benchmark(name: "export-\(format.rawValue)") { try await export($0, format) }
    }

    private static func export(_ bench: Bench, _ format: ExportFormat) async throws -> Measurement {
        let imported = try await bench.importedLedger()
        let ledger = try Ledger(openingAt: imported.path, access: .readOnly)
        defer { ledger.close() }
        // What is asked first carries the views on.
        for view in Ledger.views { _ = try ledger.view(ViewRequest(name: view.name)) }
        let place = bench.newPath("exported") + (format == .csv ? "" : ".\(format.rawValue)")
        let watch = MemoryWatch()
        let (answer, time) = try timed { try ledger.export(ExportRequest(path: place, format: format)) }
        let records = answer.account.records
        return Measurement(
            name: "export-\(format.rawValue)", events: records, eventsPerSecond: Double(records) / time.inSeconds,
            floorPerSecond: nil, ratio: nil, privateMemoryBytes: watch.stop(),
            bytesPerEvent: records == 0 ? nil : Double(try size(of: place)) / Double(records),
            note: "records, with their lists and provenance, on disk when it ends; the bytes are the export's")
    }

    /// Of a file, or of all files in a folder.
    private static func size(of place: String) throws -> Int {
        let files = FileManager.default
        let inside = try? files.contentsOfDirectory(atPath: place).map { "\(place)/\($0)" }
        return try (inside ?? [place]).reduce(0) { sum, path in
            sum + (try files.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        }
    }
}
