import Foundation
import LedgerTesting
import Testing

/// Debian's program that checks metrics; `Tools/prerequisites` puts it where it is looked for.
enum Promtool {
    private static let places =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { URL(filePath: String($0)) }
        + [Repository.root.appending(path: ".build/prometheus/usr/bin")]

    private static let found = places.map { $0.appending(path: "promtool") }.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
    }

    static var isPresent: Bool { found != nil }
    static var program: Program { Program(url: found ?? URL(filePath: "/usr/bin/promtool")) }
}

/// One element of `incident-ledger views --format json`, as far as tests look at it.
struct BuildState: Decodable {
    var name: String
    var version: Int
    var folder: String?
    var live: Bool
    var position: UInt64
    var head: UInt64
    var lag: UInt64
    var complete: Bool
    /// Parked events that its answers lack.
    var lacking: Int
    var parked: Int
    var dropped: Int
    var worker: Bool
    var lastError: String?
    var events: [Count]

    struct Count: Decodable, Equatable {
        var kind: String?
        var seen: UInt64
        var logged: UInt64
    }
}

extension TestLedger {
    func builds() async throws -> [BuildState] {
        let json = try await succeed(["views", "--format", "json"])
        return try JSONDecoder().decode([BuildState].self, from: Data(json.utf8))
    }

    /// The builds that answer, by view.
    func states() async throws -> [String: BuildState] {
        Dictionary(try await builds().filter(\.live).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// How far the builds that answer have come, by view.
    func positions() async throws -> [String: UInt64] { try await states().mapValues(\.position) }

    func startWorker(_ views: [String]) throws -> Running {
        try Program.worker.start(["--ledger", path] + views.flatMap { ["--view", $0] })
    }

    /// Waits for something that another process does; how long it takes is not what is tested.
    func wait(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
        until isDone: (TestLedger) async throws -> Bool
    ) async throws {
        for _ in 0..<1_200 {
            if try await isDone(self) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("waited in vain for \(what)", sourceLocation: sourceLocation)
        throw CancellationError()
    }

    /// A worker brings the views to the log's end, and a replay from the log alone agrees with every one.
    func expectWorkersWork(_ views: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let head = try await head().position
        let worker = try startWorker(views)
        try await wait("the worker to catch up", sourceLocation: sourceLocation) { ledger in
            let positions = try await ledger.positions()
            return views.allSatisfy { positions[$0] == head }
        }
        worker.terminate()
        let run = await worker.finished()
        #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
        let replay = try await Program.replay.run([path])
        #expect(replay.status == 0, "\(replay.output)", sourceLocation: sourceLocation)
    }
}
