internal import Foundation

/// A server of etcd on this machine alone, with a folder that outlives it.
package final class EtcdServer {
    private static let program: Program = {
        let beside = Repository.root.appending(path: ".build/etcd/usr/bin/etcd")
        let installed = URL(filePath: "/usr/bin/etcd")
        return Program(url: FileManager.default.isExecutableFile(atPath: beside.path) ? beside : installed)
    }()

    private let scratch: TemporaryFolder
    private let port: Int
    private var running: Running?

    package var address: String { "http://127.0.0.1:\(port)" }

    private init(port: Int) throws {
        self.port = port
        scratch = try TemporaryFolder()
    }

    package static func start() async throws -> EtcdServer {
        for _ in 0..<20 {
            let server = try EtcdServer(port: Int.random(in: 20_000...60_000))
            if try await server.start() { return server }
        }
        throw CancellationError()
    }

    /// - Returns: false where a port is taken.
    @discardableResult
    package func start() async throws -> Bool {
        let peers = "http://127.0.0.1:\(port + 1)"
        let running = try Self.program.start([
            "--data-dir", scratch.path("data"), "--listen-client-urls", address, "--advertise-client-urls", address,
            "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster",
            "default=" + peers,
        ])
        guard try await running.says("ready to serve client requests") else { return false }
        self.running = running
        return true
    }

    package func kill() async {
        running?.kill()
        _ = await running?.finished()
        running = nil
    }

    /// Asks its gateway, as a person would; `path` is of `/v3/kv`.
    package func ask(_ path: String, _ body: String) async throws -> String {
        let run = try await Program.shell.run([
            "-c", "curl --silent --fail --data \"$1\" \"$0/v3/kv/$2\"", address, body, path,
        ])
        guard run.status == 0 else { throw CancellationError() }
        return run.output
    }
}
