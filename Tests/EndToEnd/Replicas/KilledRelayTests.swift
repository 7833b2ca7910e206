import Foundation
import LedgerTesting
import Testing

/// Everything between an origin and its replica is killed, in random order, while the origin is written to; and the bus loses
/// what it had, or has what it had some time before.
@Suite struct KilledRelayTests {
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? 10 : 100
    }

    @Test func `whatever is killed in between, the replica ends as its origin, and every view says the same`()
        async throws
    {
        var random = SeededGenerator(for: "everything is killed")
        let bus = try await BusServer.start(random.chance(50) ? .debian : .newer)
        let relayed = try await RelayedLedger.make(bus)
        let programs = Programs(relayed)
        do {
            try programs.start()
            try await killing(programs, relayed, &random)
        } catch {
            await programs.stop()
            await bus.kill()
            throw error
        }
        await programs.stop()
        await bus.kill()
    }

    private func killing(
        _ programs: Programs, _ relayed: RelayedLedger, _ random: inout SeededGenerator
    ) async throws {
        let bus = relayed.bus
        try await bus.keepCopy()
        var (promised, kills) = (0, 0)
        for round in 0..<Self.rounds {
            // The origin itself: a command that may be killed while it records. What it has said is there.
            let recording = try Program.ledger.start([
                "record", "deaths", "--id", "k\(round)", "--date", "2019", "--dead", "1", "--source", "desk",
                "--ledger", relayed.origin.ledger.path,
            ])
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...900, using: &random)))
            if random.chance(30) { recording.kill() }
            if await recording.finished().status == 0 { promised += 1 }
            let what = random.pick(["relay", "follower", "publisher", "worker", "bus", "wiped", "set back"])
            kills += 1
            switch what {
            case "bus", "wiped", "set back":
                await bus.kill()
                if what == "wiped" { try bus.wipe() }
                if what == "set back" { try bus.setBack() }
                try await bus.start()
            default: try await programs.killAndStart(what)
            }
            if random.chance(30) { try await bus.keepCopy() }
        }
        try await relayed.settle()
        try await relayed.replica.expectSame(as: relayed.origin.ledger)
        let found = try await relayed.replica.succeed(["find", "deaths", "--format", "csv"])
        let kept = CSVReader.rows(of: found).filter { $0["id"]?.hasPrefix("k") ?? false }
        #expect(kept.count >= promised && Set(kept.map { $0["id"] }).count == kept.count, "seed \(random.seed)")
        #expect(kills == Self.rounds)
    }

    /// What runs beside the origin.
    private final class Programs {
        private let relayed: RelayedLedger
        private var running: [String: Running] = [:]

        init(_ relayed: RelayedLedger) { self.relayed = relayed }

        func start() throws {
            for name in ["relay", "follower", "publisher", "worker"] { running[name] = try begun(name) }
        }

        func killAndStart(_ name: String) async throws {
            running[name]?.kill()
            _ = await running[name]?.finished()
            running[name] = try begun(name)
        }

        func stop() async {
            for program in running.values {
                program.kill()
                _ = await program.finished()
            }
        }

        private func begun(_ name: String) throws -> Running {
            switch name {
            case "relay": try relayed.relay()
            case "follower": try relayed.follow(every: 2)
            case "publisher": try relayed.publish()
            default: try Program.worker.start(["--ledger", relayed.replica.path])
            }
        }
    }
}
