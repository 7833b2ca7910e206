import ArgumentParser
import Cluster
import Forms
import Foundation
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

            With --bus it shares the views with the workers of other machines, each of which has a replica of the log: each \
            view is kept by one of them, and those of a worker that is gone by the others. `incident-ledger views --cluster` \
            prints who keeps what.

            SIGTERM and SIGINT end it when the batch that it is at is stored; the exit status is then 0.

            Examples:
              projection-worker --ledger my.ledger
              projection-worker --ledger my.ledger --view region-year --view year --metrics 9464
              projection-worker --ledger copy.ledger --bus nats://127.0.0.1:4222 --at https://b.example.org
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

    @Option(
        help: ArgumentHelp(
            "Share the views with other machines' workers, by leases on this message bus: nats://HOST:PORT.",
            valueName: "address"))
    var bus: String?

    @Option(help: ArgumentHelp("What this worker is called there. Default: the machine's name.", valueName: "text"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Where the service is that answers from what it keeps: told to whoever asks.", valueName: "url"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "How long a lease holds that is not renewed; the first worker on a bus says so for all. Default: 10.",
            valueName: "seconds"))
    var lease: Int?

    func validate() throws {
        guard bus != nil || (name == nil && at == nil && lease == nil) else {
            throw ArgumentParser.ValidationError("--name, --at and --lease say how views are shared: give --bus, too.")
        }
        guard (1...3_600).contains(lease ?? 10) else {
            throw ArgumentParser.ValidationError("--lease is from 1 to 3600 seconds.")
        }
    }

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
        if let bus {
            let settings = SharedKeeping.Settings(
                bus: bus, name: name ?? ProcessInfo.processInfo.hostName, at: at, lifetime: .seconds(lease ?? 10))
            // The last is asked to end first: what it gives back another worker has at once.
            services.append(SharingService(keeping: SharedKeeping(of: worker, settings), logger: logger))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet))
        try await group.run()
        logger.info("ended as asked")
    }
}

/// Shares the views with other workers until it is asked to end.
private struct SharingService: Service {
    let keeping: SharedKeeping
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await keeping.run { report in
                switch report {
                case .connected(let lifetime):
                    logger.info("shares the views on the bus; a lease holds for \(lifetime.components.seconds) s")
                case .keeps(let views, let gained):
                    logger.info(
                        "keeps \(views.count) views, \(gained) of them anew: \(views.joined(separator: ", "))")
                case .contradicted(let sentence): logger.critical("\(sentence)")
                case .failed(let error):
                    logger.error("\(error.description) It keeps what it keeps, and tries again.")
                }
            }
        }
    }
}
