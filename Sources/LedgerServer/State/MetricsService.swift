import Forms
import HTTPTypes
import Hummingbird
package import Ledger
package import Logging
import NIOPosix
import ServiceLifecycle

/// Serves the figures of a worker that runs alone, to this machine alone.
package struct MetricsService: Service {
    private let worker: ViewWorker
    private let port: UInt16
    private let logger: Logger

    package init(worker: ViewWorker, port: UInt16, logger: Logger) {
        self.worker = worker
        self.port = port
        self.logger = logger
    }

    package func run() async throws {
        let router = Router()
        router.get("/metrics") { [worker] _, _ in
            // The figures are read from files: off the threads that serve connections.
            let text = await Self.reading { MetricsText.of(worker.status()) }
            return Response.text(text, mediaType: MetricsText.mediaType)
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: Int(port))),
            onServerRunning: { [logger, port] channel in
                logger.info("metrics at http://127.0.0.1:\(channel.localAddress?.port ?? Int(port))/metrics")
            },
            logger: logger.quiet)
        try await application.run()
    }

    private static func reading(_ body: @escaping @Sendable () -> String) async -> String {
        (try? await NIOThreadPool.singleton.runIfActive(body)) ?? ""
    }
}
