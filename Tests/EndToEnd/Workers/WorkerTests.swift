import Foundation
import LedgerTesting
import Testing

/// The worker beside others on one ledger: killed, ended, doubled.
struct WorkerTests {
    private static let kills = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil ? 400 : 100

    @Test func `a worker that is killed over and over under constant appends loses and repeats nothing`() async throws {
        let ledger = try await TestLedger.make()
        var random = SeededGenerator(for: "a worker that is killed over and over")
        let appender = try Program.viewChild.start(["append", ledger.path, "\(random.seed)"])
        defer { appender.kill() }
        var last: [String: UInt64] = [:]
        var moves: [String: Int] = [:]
        for round in 1...Self.kills {
            let worker = try ledger.startWorker(["year", "region-year", "operations"])
            // Half of the kills meet it wherever it is; the other half when it has begun, on a machine of any speed.
            while round % 2 == 0, worker.isRunning, !worker.errors.contains("keeping") {
                try await Task.sleep(for: .milliseconds(5))
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...250, using: &random)))
            worker.kill()
            #expect(await worker.finished().status == -1, "round \(round)")
            if round % 10 > 0 { continue }
            let now = try await ledger.positions()
            for (view, position) in now {
                #expect(position >= last[view] ?? 0, "round \(round): \(view) went back")
                if position > last[view] ?? 0 { moves[view, default: 0] += 1 }
            }
            last = now
        }
        // Else nothing was tested: the worker must have got on between the kills.
        for view in ["year", "region-year", "operations"] { #expect(moves[view] ?? 0 > 1, "\(moves)") }
        appender.kill()
        _ = await appender.finished()
        // On a slow machine three kills in a row may meet one event: it is then taken for one at which the worker crashes, and
        // parked, which answers say. Whoever runs the ledger has it tried again.
        for (view, state) in try await ledger.states() where state.parked > 0 {
            try await ledger.succeed(["views", "retry", view])
        }
        try await ledger.expectWorkersWork(["year", "region-year", "operations"])
    }

    @Test func `a worker that is asked to end stores its batch and ends with status 0`() async throws {
        let ledger = try await TestLedger.make()
        let appender = try Program.viewChild.start(["append", ledger.path, "1"])
        defer { appender.kill() }
        for signal in [SIGTERM, SIGINT] {
            let worker = try ledger.startWorker([])
            try await ledger.wait("the worker to begin") { _ in worker.errors.contains("keeping") }
            try await ledger.wait("the worker to fold something") {
                try await $0.positions().values.allSatisfy { $0 > 0 }
            }
            worker.send(signal)
            let run = await worker.finished()
            #expect(run.status == 0 && run.errors.contains("ended as asked"), "\(run.errors)")
        }
        appender.kill()
        _ = await appender.finished()
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a second worker on a view says so, stands by, and takes over when the first dies`() async throws {
        let ledger = try await TestLedger.make()
        let first = try ledger.startWorker(["year"])
        try await ledger.wait("the first to work") { try await $0.states()["year"]?.worker == true }
        let second = try ledger.startWorker(["year"])
        defer { second.kill() }
        try await ledger.wait("the second to stand by") { _ in second.errors.contains("stands by") }
        #expect(second.errors.contains("Process \(first.processIdentifier) keeps the view already"))
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        try await ledger.wait("the first to fold") { try await $0.positions()["year"] == 1 }
        first.kill()
        _ = await first.finished()
        try await ledger.wait("the second to take over") { _ in second.errors.contains("this one keeps the view now") }
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "4"])
        try await ledger.wait("the second to fold") { try await $0.positions()["year"] == 2 }
        second.terminate()
        #expect(await second.finished().status == 0)
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a reader never sees a view go backwards or half a batch`() async throws {
        let ledger = try await TestLedger.make()
        let appender = try Program.viewChild.start(["deaths", ledger.path])
        defer { appender.kill() }
        let worker = try ledger.startWorker(["year"])
        defer { worker.kill() }
        try await ledger.wait("the worker to fold something") { try await $0.positions()["year"] ?? 0 > 0 }
        let reader = try Program.viewChild.start(["read", ledger.path, "1500"])
        // The build that answers changes under the reader.
        for command in [["rebuild"], ["rebuild"], ["rollback"], ["rebuild"], ["rollback"]] {
            try await ledger.succeed(["views"] + command + ["year"])
        }
        let run = await reader.finished()
        let words = run.output.split(whereSeparator: \.isWhitespace)
        #expect(words.count == 2 && words.first == "saw" && Int(words.last ?? "") ?? 0 > 1, "\(run.output)")
        appender.kill()
        _ = await appender.finished()
        worker.terminate()
        #expect(await worker.finished().status == 0)
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a view that there is not is refused, naming those that there are`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await Program.worker.run(["--ledger", ledger.path, "--view", "colour"])
        #expect(run.status == 3 && run.errors.contains("region-year"), "\(run.errors)")
        #expect(try await Program.worker.run(["--ledger", ledger.scratch.path("none")]).status == 3)
        #expect(try await Program.worker.run(["--ledger", ledger.path, "--metrics", "many"]).status == 2)
    }

    @Test(.enabled(if: Promtool.isPresent, "promtool is not installed; Tools/test gets it"))
    func `the metrics are what promtool accepts, and say how the views stand`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        let worker = try Program.worker.start(["--ledger", ledger.path, "--metrics", "0"])
        defer { worker.kill() }
        try await ledger.wait("the metrics' address") { _ in worker.errors.contains("/metrics") }
        try await ledger.wait("the views") { try await $0.positions().values.allSatisfy { $0 == 1 } }
        let address = try #require(
            worker.errors.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("http://127.0.0.1:") })
        let fetched = try await Program.shell.run(["-c", "curl --silent --fail \(address)"])
        #expect(fetched.output.contains("incident_ledger_view_lag_events{view=\"year\"} 0\n"), "\(fetched)")
        #expect(fetched.output.contains("incident_ledger_view_seen_events{view=\"year\",kind=\"deaths\"} 1\n"))
        #expect(fetched.output.contains("incident_ledger_view_lag_events{view=\"find\"} 0\n"), "\(fetched)")
        let check = try await Promtool.program.run(["check", "metrics"], input: fetched.output)
        #expect(check.status == 0 && check.output.isEmpty && check.errors.isEmpty, "\(check)")
        worker.terminate()
        #expect(await worker.finished().status == 0)
    }
}
