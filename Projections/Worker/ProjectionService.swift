import Ledger
import Logging
import ServiceLifecycle

/// Keeps the views until it is asked to end.
struct ProjectionService: Service {
    let worker: ViewWorker
    let logger: Logger

    func run() async throws {
        logger.info("keeping \(worker.names.joined(separator: ", "))")
        await cancelWhenGracefulShutdown {
            await worker.run()
        }
    }
}
