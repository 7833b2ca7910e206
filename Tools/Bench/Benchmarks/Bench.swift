import EventLog
import Foundation
import Ledger
import ProjectionEngine
import Views

/// What the benchmarks of one run share: a place, a size, the workload, and a ledger that is filled once.
final class Bench {
    let events: Int
    let export: String
    let isQuick: Bool
    private let seed: UInt64
    private let place: URL
    private var filled: URL?

    init(events: Int, export: String, seed: UInt64, isQuick: Bool, directory: String?) throws {
        self.events = events
        self.export = export
        self.seed = seed
        self.isQuick = isQuick
        let parent = directory.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        place = parent.appending(path: "ledger-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }

    /// Removes everything that the run made.
    func clean() {
        try? FileManager.default.removeItem(at: place)
    }

    func workload() throws -> Workload { try Workload(export: export, seed: seed) }

    /// A path that nothing is at.
    func newPath(_ name: String) -> String {
        place.appending(path: "\(name)-\(UUID().uuidString)").path
    }

    /// A folder with a log of ``events`` generated events in `log/` and, beside it, a copy for the floor in `floor/`.
    func filledLedger() async throws -> URL {
        if let filled { return filled }
        let ledger = URL(filePath: newPath("filled"))
        try FileManager.default.createDirectory(at: ledger, withIntermediateDirectories: true)
        let log = try EventLog.create(at: ledger.appending(path: "log").path)
        var workload = try workload()
        var left = events
        while left > 0 {
            let count = min(left, 1000)
            try await log.append(AppendRequest(drafts: try workload.next(count).drafts()))
            left -= count
        }
        log.close()
        let floor = ledger.appending(path: "floor")
        try FileManager.default.createDirectory(at: floor, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: ledger.appending(path: "log/data.mdb"), to: floor.appending(path: "data.mdb"))
        filled = ledger
        return ledger
    }

    /// Runs a body with the filled log open.
    func withFilledLog<Result>(_ body: (EventLog, URL) async throws -> Result) async throws -> Result {
        let ledger = try await filledLedger()
        let log = try EventLog(openingAt: ledger.appending(path: "log").path, access: .readWrite)
        defer { log.close() }
        return try await body(log, ledger)
    }

    /// The size of a log's file in use, in bytes an event.
    static func bytesPerEvent(log path: String, events: Int) -> Double {
        var status = stat()
        guard stat(path + "/data.mdb", &status) == 0 else { return 0 }
        return Double(status.st_size) / Double(max(1, events))
    }
}
