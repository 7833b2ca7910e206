import Foundation
import LedgerTesting
import Testing

/// A ledger whose signed log lies in a folder, as `publish` writes it.
struct PublishedLedger {
    let ledger: TestLedger

    var folder: String { ledger.scratch.path("published") }
    var address: String { "file:" + folder }

    func publish() async throws { try await ledger.succeed(["publish", folder]) }

    /// A new replica, in a folder of its own.
    func replica(from addresses: [String]) async throws -> TestLedger {
        let copy = TestLedger(scratch: try TemporaryFolder())
        let run = try await Program.ledger.run(
            ["replica", "create", "--key", try ledger.verifierKey] + addresses.flatMap { ["--from", $0] } + [copy.path])
        try #require(run.status == 0, "\(run.errors)")
        return copy
    }
}

extension TestLedger {
    /// The replica says what its origin does, in every view and in the finder's store, and a replay of its own log agrees.
    func expectSame(as origin: TestLedger, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await head() == origin.head(), sourceLocation: sourceLocation)
        #expect(try await everyView() == origin.everyView(), sourceLocation: sourceLocation)
        let replay = try await Program.replay.run([path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)", sourceLocation: sourceLocation)
        let verified = try await run(["verify"])
        #expect(verified.status == 0, "\(verified.output)", sourceLocation: sourceLocation)
    }

    /// How it stands to its origin, as `replica status --format json` gives it.
    func replicaStatus() async throws -> [String: Any] {
        let run = try await run(["replica", "status", "--format", "json"])
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }
}

/// nginx as a plain static server of one folder, on this machine alone.
struct StaticServer {
    let running: Running
    let url: String
    private let scratch: TemporaryFolder

    static func start(_ folder: String) async throws -> StaticServer {
        for attempt in 0..<20 {
            let scratch = try TemporaryFolder()
            let port = Int.random(in: 20_000...60_000)
            let configuration = try scratch.file(
                "nginx.conf",
                holding: """
                    daemon off; master_process off; pid \(scratch.path("pid")); error_log \(scratch.path("log"));
                    events { worker_connections 256; }
                    http {
                      access_log off; default_type application/octet-stream;
                      client_body_temp_path \(scratch.path("body")); proxy_temp_path \(scratch.path("proxy"));
                      fastcgi_temp_path \(scratch.path("fastcgi")); uwsgi_temp_path \(scratch.path("uwsgi"));
                      scgi_temp_path \(scratch.path("scgi"));
                      server { listen 127.0.0.1:\(port); root \(folder); }
                    }
                    """)
            let program = Program(url: URL(filePath: "/usr/sbin/nginx"))
            let running = try program.start(["-c", configuration, "-p", scratch.path])
            let url = "http://127.0.0.1:\(port)"
            for _ in 0..<100 where running.isRunning {
                let asked = try await Program.shell.run(["-c", "exec curl -s -o /dev/null \"$0\"/", url])
                if asked.status == 0 { return StaticServer(running: running, url: url, scratch: scratch) }
                try await Task.sleep(for: .milliseconds(30))
            }
            running.kill()
            let run = await running.finished()
            if attempt == 19 { Issue.record("nginx does not serve: \(run.errors) \(scratch.text(of: "log"))") }
        }
        throw CancellationError()
    }

    func stop() async {
        running.kill()
        _ = await running.finished()
    }
}
