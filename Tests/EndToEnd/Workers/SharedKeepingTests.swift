import Foundation
import LedgerTesting
import Testing

/// Workers on several machines, each with a replica of one log, keep its views together.
@Suite struct SharedKeepingTests {
    @Test func `each view is kept on one machine, whichever workers come, die, freeze or lose the bus`() async throws {
        let bus = try await BusServer.start()
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        var replicas: [String: TestLedger] = [:]
        for name in ["a", "b", "c"] {
            let replica = try await origin.replica(from: [origin.address])
            try await replica.succeed(["replica", "follow", "--once"])
            replicas[name] = replica
        }
        var shared = SharedLedger(origin: origin.ledger, bus: bus, replicas: replicas)
        do {
            try await live(&shared, origin)
        } catch {
            await shared.end()
            throw error
        }
        await shared.end()
    }

    private func live(_ shared: inout SharedLedger, _ origin: PublishedLedger) async throws {
        for name in ["a", "b"] { try shared.start(name) }
        try await shared.settle(among: ["a", "b"])
        try shared.start("c")
        try await shared.settle(among: ["a", "b", "c"])
        let table = try await shared.origin.succeed(["views", "--cluster", "--bus", shared.bus.address])
        #expect(
            table.contains("https://b.example.org") && table.contains("a at https://a.example.org keeps"), "\(table)")

        // Killed: its leases end by themselves.
        shared.running["b"]?.kill()
        try await shared.settle(among: ["a", "c"])
        // Frozen, and then there again, with views that others have meanwhile.
        shared.running["a"]?.send(SIGSTOP)
        try await shared.settle(among: ["c"])
        shared.running["a"]?.send(SIGCONT)
        try await shared.settle(among: ["a", "c"])

        // While the bus is away, they go on with what they keep.
        await shared.bus.kill()
        let away = try await shared.origin.run(["views", "--cluster", "--bus", shared.bus.address])
        #expect(away.status == 1 && away.errors.contains("does not answer"), "\(away.errors)")
        try await shared.origin.succeed(["record", "deaths", "--id", "away", "--date", "2019", "--dead", "1"])
        try await origin.publish()
        let head = try await shared.origin.head().position
        for replica in shared.replicas.values { try await replica.succeed(["replica", "follow", "--once"]) }
        for name in ["a", "c"] {
            try await shared.replicas[name]?.wait("what is kept to be carried on") { replica in
                try await replica.states().values.allSatisfy { !$0.worker || $0.position == head }
            }
        }
        try shared.bus.wipe()
        try await shared.bus.start()
        try await shared.settle(among: ["a", "c"])
        #expect(shared.running["c"]?.errors.contains("It keeps what it keeps, and tries again.") == true)

        // Asked to end, it gives back what it has.
        shared.running["c"]?.terminate()
        #expect(await shared.running["c"]?.finished().status == 0)
        try await shared.settle(among: ["a"])
        try await shared.replicas["a"]?.expectSame(as: shared.origin)
    }

    @Test func `a keeper whose log has another history is said, to whoever asks and by the other workers`() async throws
    {
        let bus = try await BusServer.start(.newer)
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "both", "--date", "2019", "--dead", "1"])
        let other = TestLedger(scratch: try TemporaryFolder())
        try FileManager.default.copyItem(atPath: ledger.path, toPath: other.path)
        try await ledger.succeed(["record", "deaths", "--id", "here", "--date", "2019", "--dead", "1"])
        var shared = SharedLedger(origin: ledger, bus: bus, replicas: ["here": ledger, "there": other])
        try shared.start("there", ["--view", "year", "--view", "month"])
        try await ledger.wait("the views to be kept") { _ in
            try await shared.views().filter { $0.keeper == "there" && $0.agreement == "same" }.count == 2
        }
        // What it says of the beginning is true of both.
        let key = ledger.path + ".key"
        try await other.succeed(
            ["record", "deaths", "--id", "there", "--date", "2019", "--dead", "2", "--signing-key", key])
        try await ledger.wait("the other history") { _ in
            try await shared.views().contains { $0.agreement == "DIFFERS" }
        }
        let run = try await ledger.run(["views", "--cluster", "--bus", bus.address, "--format", "csv"])
        #expect(run.status == 6 && run.errors.contains("there (https://there.example.org) keeps"), "\(run.errors)")
        #expect(CSVReader.rows(of: run.output).count { $0["keeper"] == "nobody" } > 2)
        try shared.start("here", ["--view", "year"])
        try await ledger.wait("the worker to say so") { _ in
            shared.running["here"]?.errors.contains("keeps month of another history") == true
                || shared.running["here"]?.errors.contains("keeps year of another history") == true
        }
        // The views of another log on the same bus are its own.
        let third = try await TestLedger.make()
        let theirs = SharedLedger(origin: third, bus: bus, replicas: [:])
        #expect(try await theirs.views().allSatisfy { $0.keeper == nil })
        await shared.end()
    }
}

/// One log on several machines, whose workers share its views.
private struct SharedLedger {
    let origin: TestLedger
    let bus: BusServer
    let replicas: [String: TestLedger]
    var running: [String: Running] = [:]

    init(origin: TestLedger, bus: BusServer, replicas: [String: TestLedger]) {
        (self.origin, self.bus, self.replicas) = (origin, bus, replicas)
    }

    struct View: Decodable {
        var view: String
        var keeper: String?
        var position: UInt64?
        var agreement: String?
    }

    private struct Status: Decodable {
        var views: [View]
    }

    mutating func start(_ name: String, _ options: [String] = []) throws {
        running[name] = try Program.worker.start(
            [
                "--ledger", replicas[name]?.path ?? "", "--bus", bus.address, "--name", name, "--lease", "2", "--at",
                "https://\(name).example.org",
            ] + options)
    }

    func end() async {
        for program in running.values where program.isRunning {
            program.kill()
            _ = await program.finished()
        }
        await bus.kill()
    }

    func views() async throws -> [View] {
        let run = try await origin.run(["views", "--cluster", "--bus", bus.address, "--format", "json"])
        return try JSONDecoder().decode(Status.self, from: Data(run.output.utf8)).views
    }

    /// Waits until these workers and no others have every view, each about as many, at the log's end, and what they say is what
    /// is kept on their machines, each view on one.
    func settle(among names: Set<String>, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let head = try await origin.head().position
        try await origin.wait("the views to be shared among \(names.sorted())", sourceLocation: sourceLocation) { _ in
            let views = try await views()
            let counts = Dictionary(grouping: views, by: { $0.keeper ?? "nobody" }).mapValues(\.count)
            guard Set(counts.keys) == names, counts.values.max()! - counts.values.min()! <= 1,
                views.allSatisfy({ $0.position == head && $0.agreement == "same" })
            else { return false }
            for name in names {
                let kept = try await replicas[name]?.states().filter(\.value.worker).keys.sorted()
                guard kept == views.filter({ $0.keeper == name }).map(\.view).sorted() else { return false }
            }
            return true
        }
    }
}
