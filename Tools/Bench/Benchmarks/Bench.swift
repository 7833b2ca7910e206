import EventLog
import Foundation
import Incidents
import Intake
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
    private var filled: [Int: URL] = [:]
    /// Files of ``repeatedExport(rows:)``, by their rows.
    var generated: [Int: String] = [:]
    private var imported: (path: String, events: UInt64)?

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

    /// - Parameter prefix: what the identifiers of its records begin with.
    func workload(prefix: String = "generated") throws -> Workload {
        try Workload(export: export, seed: seed, prefix: prefix)
    }

    /// A path that nothing is at.
    func newPath(_ name: String) -> String {
        place.appending(path: "\(name)-\(UUID().uuidString)").path
    }

    /// A folder with a log of generated events in `log/` and, beside it, a copy for the floor in `floor/`.
    ///
    /// Another process makes the log, so that what this one is seen to need is what is measured.
    func filledLedger(_ count: Int) throws -> URL {
        if let known = filled[count] { return known }
        let ledger = URL(filePath: newPath("filled"))
        try FileManager.default.createDirectory(at: ledger, withIntermediateDirectories: true)
        let log = ledger.appending(path: "log")
        try runItself([
            "--write-log", log.path, "--events", String(count), "--export", export, "--seed", String(seed),
        ])
        let floor = ledger.appending(path: "floor")
        try FileManager.default.createDirectory(at: floor, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: log.appending(path: "data.mdb"), to: floor.appending(path: "data.mdb"))
        filled[count] = ledger
        return ledger
    }

    /// Makes all views of a folder that ``filledLedger(_:)`` gave, or carries them on, in another process too.
    func fillViews(_ ledger: URL) throws { try runItself(["--write-views", ledger.path]) }

    /// A ledger into which rows of the export were imported, two events a row; no view of it is stored.
    func importedLedger() async throws -> (path: String, events: UInt64) {
        if let imported { return imported }
        let path = newPath("imported")
        let ledger = try Ledger.create(at: path)
        defer { ledger.close() }
        let (file, _) = try repeatedExport(rows: max(100, isQuick ? 100 : events / 2))
        _ = try await ledger.importTable(
            file: file, mappings: BuiltInMappings.missingMigrants,
            ImportRequest(asAt: .today, scope: .complete, actor: Workload.actor))
        let made = (path, try ledger.head().position)
        imported = made
        return made
    }

    /// Runs this program with other arguments, to its end.
    private func runItself(_ arguments: [String]) throws {
        try run(URL(filePath: "/proc/self/exe"), arguments)
    }

    /// Runs `incident-ledger`, which is built beside this program, to its end; what it prints goes nowhere.
    func runLedger(_ arguments: [String]) throws {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        try run(own.deletingLastPathComponent().appending(path: "incident-ledger"), arguments, isSilent: true)
    }

    /// Runs a program to its end.
    func run(_ program: URL, _ arguments: [String], isSilent: Bool = false) throws {
        let child = Process()
        child.executableURL = program
        child.arguments = arguments
        if isSilent { child.standardOutput = FileHandle.nullDevice }
        try child.run()
        child.waitUntilExit()
        guard child.terminationStatus == 0 else { throw BenchError("What is to be measured could not be made.") }
    }

    /// Folds the log of a folder into all views, which are beside it.
    static func writeViews(_ ledger: URL) throws {
        let log = try EventLog(openingAt: ledger.appending(path: "log").path, access: .readOnly)
        defer { log.close() }
        for store in try ReadBenchmarks.openViews(allViews, log, ledger) {
            try store.catchUp()
            store.close()
        }
    }

    /// Makes a log of generated events.
    func write(_ count: Int, to path: String) async throws {
        let log = try EventLog.create(at: path)
        defer { log.close() }
        var workload = try workload()
        var left = count
        while left > 0 {
            let part = min(left, 1000)
            try await log.append(AppendRequest(drafts: try workload.next(part).drafts()))
            left -= part
        }
    }

    /// Runs a body with a filled log open.
    func withFilledLog<Result>(
        _ count: Int? = nil, _ body: (EventLog, URL) async throws -> Result
    ) async throws -> Result {
        let ledger = try filledLedger(count ?? events)
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
