import Foundation
import LedgerTesting
import Testing

/// Many who follow, and to whom there is nothing to tell.
@Suite(.serialized) struct IdleStreamTests {
    /// `Tools/test --long` sets the variable.
    private static let count = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? 500 : 10_000
    /// Bytes: a task that waits, its connection, and what the system keeps of both.
    private static let most = 96 * 1_024

    @Test func `idle streams cost little memory and no thread, are told what comes, and end with their readers`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger, ["--max-streams", "\(Self.count)"]) { served in
            let address = try #require(URL(string: served.url))
            _ = try await served.get("/v1/status", as: "analyst")
            let before = try Self.state(of: served.running)
            let script = Repository.root.appending(path: "Tests/Support/idle-streams.py").path
            let clients = try Program.shell.start([
                "-c", "exec python3 \"$0\" \"$@\"", script, address.host ?? "", "\(address.port ?? 0)",
                served.tokens["analyst"] ?? "", "\(Self.count)",
            ])
            try await Self.wait(for: "ready", from: clients)
            let open = try Self.state(of: served.running)
            let each = (open.bytes - before.bytes) / Self.count
            print("\(Self.count) idle streams: \(each) bytes each, \(open.threads - before.threads) threads more")
            #expect(each < Self.most)
            #expect(open.threads - before.threads <= 4)
            #expect(try await Self.openStreams(served) == Self.count)

            // Another program appends: everybody is told.
            try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
            try await Self.wait(for: "closed", from: clients)
            let run = await clients.finished()
            #expect(run.status == 0, "\(run.errors)")
            for _ in 0..<400 where try await Self.openStreams(served) > 0 {
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(try await Self.openStreams(served) == 0, "streams outlive their readers")
        }
    }

    private static func wait(for word: String, from clients: Running) async throws {
        for _ in 0..<12_000 {
            if clients.output.contains(word) { return }
            if !clients.isRunning { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("the streams are not \(word): \(clients.errors)")
        throw CancellationError()
    }

    private static func openStreams(_ served: ServedLedger) async throws -> Int {
        let metrics = try await served.get("/metrics", as: "auditor").text
        let line = metrics.split(separator: "\n").first { $0.hasPrefix("incident_ledger_open_streams ") }
        return try #require(line?.split(separator: " ").last.flatMap { Int($0) })
    }

    /// What the system says of a process.
    private static func state(of running: Running) throws -> (bytes: Int, threads: Int) {
        let text = try String(contentsOfFile: "/proc/\(running.processIdentifier)/status", encoding: .utf8)
        func number(_ name: String) throws -> Int {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            return try #require(
                line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) })
        }
        return (try number("VmRSS") * 1_024, try number("Threads"))
    }
}
