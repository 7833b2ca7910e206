internal import Foundation

/// A server of NATS with JetStream on this machine alone, with a folder that outlives it.
package final class BusServer {
    /// Debian's, and a newer one that `Tools/prerequisites` puts beside the build.
    package enum Make: String, CaseIterable, Sendable {
        case debian, newer

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
    package var address: String { "nats://" + listening }
    private var store: String { scratch.path("store") }

    private init(_ make: Make, port: Int, _ hosts: Hosts?) throws {
        (self.make, self.port, self.hosts) = (make, port, hosts)
        scratch = try TemporaryFolder()
    }

    package static func start(_ make: Make = .debian, on hosts: Hosts? = nil) async throws -> BusServer {
        for _ in 0..<20 {
            let server = try BusServer(make, port: Int.random(in: 20_000...60_000), hosts)
            if try await server.start() { return server }
        }
        throw CancellationError()
    }

    /// - Returns: false where the port is taken.
    @discardableResult
    package func start() async throws -> Bool {
        // Old servers refuse the setting with which each message is synced before it is acknowledged.
        let sync = make == .newer ? "sync_interval: always" : ""
        let settings = try scratch.file(
            "settings", holding: "listen: \"\(listening)\"\njetstream { store_dir: \"\(store)\"\n\(sync) }\n")
        let running =
            try hosts?.start(make.program, on: "bus", ["-c", settings]) ?? make.program.start(["-c", settings])
        guard try await running.says("Server is ready") else { return false }
        self.running = running
        return true
    }

    package func kill() async {
        running?.kill()
        _ = await running?.finished()
        running = nil
    }

    /// Stops it where it is, or lets it go on.
    package func send(_ signal: Int32) { running?.send(signal) }

    /// Loses everything that it had; to be called while it does not run.
    package func wipe() throws { try FileManager.default.removeItem(atPath: store) }

    /// Keeps what it has now aside, as a copy of its disk would; it may be running.
    package func keepCopy() async throws {
        _ = try await Program.shell.run(["-c", "rm -rf \"$0\".kept; cp -a \"$0\" \"$0\".kept 2>/dev/null", store])
    }

    /// Sets it back to the copy; to be called while it does not run.
    package func setBack() throws {
        guard FileManager.default.fileExists(atPath: store + ".kept") else { return }
        try FileManager.default.removeItem(atPath: store)
        try FileManager.default.copyItem(atPath: store + ".kept", toPath: store)
    }
}
