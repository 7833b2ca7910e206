import ArgumentParser
import Ledger
import LedgerServer
import Logging
import ServiceLifecycle
import UnixSignals

/// `projection-worker --ledger PATH`
struct ProjectionWorker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projection-worker",
        abstract: "Keep a ledger's views true while it grows.",
        discussion: """
            It follows the log and carries each view on when something was appended, by whatever program. It may be \
            killed at any moment: what a view says and how far it has come are stored together.

            Where a worker keeps a view already, a second one says so, stands by, and takes over when the first ends. \
            A view whose version is newer than what is stored is built anew beside the old one, which answers until then.

            SIGTERM and SIGINT end it when the batch that it is at is stored; the exit status is then 0.

            Examples:
              projection-worker --ledger my.ledger
              projection-worker --ledger my.ledger --view region-year --view year --metrics 9464
            """,
        version: ProgramVersion.current)

    @Option(help: ArgumentHelp("The ledger's folder.", valueName: "path"), completion: .directory)
    var ledger: String

    @Option(help: ArgumentHelp("Keep this view; may be repeated. Default: every view.", valueName: "name"))
    var view: [String] = []

    @Option(
        help: ArgumentHelp(
            "Serve figures for Prometheus at http://127.0.0.1:PORT/metrics; 0 picks a free port.", valueName: "port"))
    var metrics: UInt16?

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "projection-worker")
        let opened = try Ledger(openingAt: ledger, access: .readOnly)
        defer { opened.close() }
        let worker = try ViewWorker(of: opened, views: view) { notice in
            logger.log(level: notice.isProblem ? .error : .info, "\(notice.view): \(notice.text)")
        }
        var services: [any Service] = [WorkerService(worker: worker, logger: logger)]
        if let metrics { services.append(MetricsService(worker: worker, port: metrics, logger: logger)) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet))
        try await group.run()
        logger.info("ended as asked")
    }
}
