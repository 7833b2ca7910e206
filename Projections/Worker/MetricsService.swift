import Dispatch
import FlyingFox
import FlyingSocks
import Foundation
import Ledger
import Logging
import ServiceLifecycle

/// Serves the worker's figures to this machine alone.
struct MetricsService: Service {
    let worker: ViewWorker
    let port: UInt16
    let logger: Logger

    func run() async throws {
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        await server.appendRoute("GET /metrics") { _ in
            // The figures are read from files: off the threads of Swift's concurrency.
            let text = await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: MetricsText.of(worker.status())) }
            }
            return HTTPResponse(
                statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: Data(text.utf8))
        }
        do {
            try await withGracefulShutdownHandler {
                try await serve(server)
            } onGracefulShutdown: {
                Task { await server.stop() }
            }
        } catch  where Task.isShuttingDownGracefully {
            // A server that is stopped says so by an error.
        }
    }

    private func serve(_ server: HTTPServer) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await server.waitUntilListening()
            let bound = await server.boundPort
            logger.info("metrics at http://127.0.0.1:\(bound ?? port)/metrics")
            try await group.waitForAll()
        }
    }
}

extension HTTPServer {
    /// The port that it listens on, where it was told to pick one.
    fileprivate var boundPort: UInt16? {
        switch listeningAddress {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix, nil: nil
        }
    }
}
