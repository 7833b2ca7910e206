import Foundation
import LedgerTesting
import Testing

/// An origin, a bus and four followers, each on a machine of its own, and cables that are pulled out.
@Suite struct PartitionTests {
    private static let followers = ["first", "second", "third", "fourth"]

    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil

    @Test(.enabled(if: Hosts.areAllowed, "needs network namespaces"))
    func `whoever is cut off holds a beginning of the log and says how old it is, and has all of it when it is back`()
        async throws
    {
        var random = SeededGenerator(for: "cut off")
        let hosts = try await Hosts(["origin", "bus"] + Self.followers)
        let net = try await Net(hosts, Self.followers)
        do {
            try await net.settle(Self.followers)
            for round in 0..<(Self.isLong ? 30 : 2) {
                // Sometimes the bus, sometimes the origin itself: then nobody gets anything, and loses nothing.
                let unlucky = random.pick(Self.followers)
                let cut = (Self.followers + ["bus", "origin"]).filter { $0 == unlucky || random.chance(35) }
                for name in cut { try await hosts.cut(name) }
                let before = try await net.positions()
                try await net.record("r\(round)", 3)
                if !cut.contains("origin") { try await net.settle(Self.followers.filter { !cut.contains($0) }) }
                for name in Self.followers where cut.contains(name) || cut.contains("origin") {
                    let held = try await net.replica(name).head()
                    #expect(held.position == before[name], "\(name) was cut off, seed \(random.seed)")
                    let status = try await net.replica(name).replicaStatus()
                    #expect(status["age"] is Int && status["position"] as? UInt64 == held.position, "\(status)")
                }
                for name in cut { try await hosts.heal(name) }
                try await net.settle(Self.followers)
            }
            // All hold the same bytes; that all say the same takes longer.
            for name in Self.isLong ? Self.followers : [random.pick(Self.followers)] {
                try await net.replica(name).expectSame(as: net.origin)
            }
        } catch {
            await net.stop()
            throw error
        }
        await net.stop()
    }

    /// What runs on which machine.
    private final class Net {
        let origin: TestLedger
        private let bus: BusServer
        private var replicas: [String: TestLedger] = [:]
        private var running: [Running] = []

        init(_ hosts: Hosts, _ followers: [String]) async throws {
            origin = try await TestLedger.makeCut()
            bus = try await BusServer.start(on: hosts)
            let address = hosts.address(of: "origin")
            let served = [
                "serve", "--ledger", origin.path, "--host", address, "--port", "8080", "--insecure", "--open-evidence",
                "--no-worker",
            ]
            running.append(try hosts.start(.ledger, on: "origin", served))
            running.append(
                try hosts.start(.ledger, on: "origin", ["relay", "--bus", bus.address, "--ledger", origin.path]))
            _ = try await running[0].listening()
            for name in followers {
                let copy = TestLedger(scratch: try TemporaryFolder())
                let create = [
                    "replica", "create", "--key", try origin.verifierKey, "--from", "http://\(address):8080", copy.path,
                ]
                let made = try await hosts.run(.ledger, on: name, create)
                try #require(made.status == 0, "\(made.errors)")
                replicas[name] = copy
                let follow = ["replica", "follow", "--bus", bus.address, "--interval", "2", "--ledger", copy.path]
                running.append(try hosts.start(.ledger, on: name, follow))
            }
        }

        func replica(_ name: String) throws -> TestLedger { try #require(replicas[name]) }

        func positions() async throws -> [String: UInt64] {
            var positions: [String: UInt64] = [:]
            for (name, replica) in replicas { positions[name] = try await replica.head().position }
            return positions
        }

        func record(_ id: String, _ count: Int) async throws {
            for number in 0..<count {
                try await origin.succeed([
                    "record", "deaths", "--id", "\(id)-\(number)", "--date", "2019", "--dead", "1", "--source", "desk",
                ])
            }
        }

        /// Waits until these followers hold what the origin does.
        func settle(_ names: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let head = try await origin.head()
            for name in names {
                let replica = try replica(name)
                for attempt in 0... {
                    if try await replica.head() == head { break }
                    try #require(
                        attempt < 600, "\(name) did not come to its origin's root: \(running.map(\.errors))",
                        sourceLocation: sourceLocation)
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        }

        func stop() async {
            for program in running {
                program.kill()
                _ = await program.finished()
            }
            await bus.kill()
        }
    }
}
