import Foundation
import LedgerTesting
import Testing

/// A server of NATS with JetStream on this machine alone, with a folder that outlives it.
final class BusServer {
    /// Debian's, and a newer one that `Tools/prerequisites` puts beside the build.
    enum Make: String, CaseIterable, CustomTestStringConvertible {
        case debian, newer

        var testDescription: String { rawValue }

        var program: Program {
            let path = self == .debian ? "usr/sbin/nats-server" : "bin/nats-server"
            return Program(url: Repository.root.appending(path: ".build/nats/" + path))
        }
    }

    private let make: Make
    private let scratch: TemporaryFolder
    private let port: Int
    /// Of the machines of a test it runs on the one called "bus".
    private let hosts: Hosts?
    private var running: Running?

    private var listening: String { "\(hosts?.address(of: "bus") ?? "127.0.0.1"):\(port)" }
    var address: String { "nats://" + listening }
    private var store: String { scratch.path("store") }

    private init(_ make: Make, port: Int, _ hosts: Hosts?) throws {
        (self.make, self.port, self.hosts) = (make, port, hosts)
        scratch = try TemporaryFolder()
    }

    static func start(_ make: Make = .debian, on hosts: Hosts? = nil) async throws -> BusServer {
        for _ in 0..<20 {
            let server = try BusServer(make, port: Int.random(in: 20_000...60_000), hosts)
            if try await server.start() { return server }
        }
        throw CancellationError()
    }

    /// - Returns: false where the port is taken.
    @discardableResult
    func start() async throws -> Bool {
        // Old servers refuse the setting with which each message is synced before it is acknowledged.
        let sync = make == .newer ? "sync_interval: always" : ""
        let settings = try scratch.file(
            "settings", holding: "listen: \"\(listening)\"\njetstream { store_dir: \"\(store)\"\n\(sync) }\n")
        let running =
            try hosts?.start(make.program, on: "bus", ["-c", settings]) ?? make.program.start(["-c", settings])
        for _ in 0..<400 where running.isRunning {
            if running.errors.contains("Server is ready") {
                self.running = running
                return true
            }
            try await Task.sleep(for: .milliseconds(25))
        }
        running.kill()
        _ = await running.finished()
        return false
    }

    func kill() async {
        running?.kill()
        _ = await running?.finished()
        running = nil
    }

    /// Loses everything that it had; to be called while it does not run.
    func wipe() throws { try FileManager.default.removeItem(atPath: store) }

    /// Keeps what it has now aside, as a copy of its disk would; it may be running.
    func keepCopy() async throws {
        _ = try await Program.shell.run(["-c", "rm -rf \"$0\".kept; cp -a \"$0\" \"$0\".kept 2>/dev/null", store])
    }

    /// Sets it back to the copy; to be called while it does not run.
    func setBack() throws {
        guard FileManager.default.fileExists(atPath: store + ".kept") else { return }
        try FileManager.default.removeItem(atPath: store)
        try FileManager.default.copyItem(atPath: store + ".kept", toPath: store)
    }
}

/// A ledger that is published, relayed on a bus, and followed by it.
struct RelayedLedger {
    let origin: PublishedLedger
    let replica: TestLedger
    let bus: BusServer

    static func make(_ bus: BusServer) async throws -> RelayedLedger {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        return RelayedLedger(origin: origin, replica: try await origin.replica(from: [origin.address]), bus: bus)
    }

    func relay() throws -> Running {
        try Program.ledger.start(["relay", "--bus", bus.address, "--ledger", origin.ledger.path])
    }

    /// - Parameter interval: seconds between two looks at the published files.
    func follow(every interval: Int) throws -> Running {
        try Program.ledger.start(
            ["replica", "follow", "--bus", bus.address, "--interval", "\(interval)", "--ledger", replica.path])
    }

    func publish() throws -> Running {
        try Program.ledger.start(["publish", origin.folder, "--follow", "--ledger", origin.ledger.path])
    }

    /// Waits until the replica holds what its origin does.
    func settle(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for _ in 0..<1_200 {
            if let held = try? await replica.head(), held.root == (try await origin.ledger.head().root) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the replica did not come to its origin's root", sourceLocation: sourceLocation)
    }
}
