import Forms
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Ledger
package import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import UnixSignals

extension LedgerService {
    /// Serves until SIGTERM or SIGINT: then no further connection is taken, requests that are being answered are answered,
    /// streams end, and what was appended is signed.
    ///
    /// - Throws: `LedgerError` where it cannot listen.
    public func run() async throws {
        let server = try server()
        for (name, value) in settings.listed {
            logger.info("setting", metadata: ["name": "\(name)", "value": "\(value)"])
        }
        ledger.onSigningProblem { [logger] in logger.error("not signed or kept yet: \($0)") }
        let application = Application(
            responder: LedgerResponder(service: self), server: server,
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1_024),
            onServerRunning: { [settings, logger] channel in
                let port = channel.localAddress?.port ?? settings.port
                let scheme = settings.tlsCertificate == nil ? "http" : "https"
                let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
                logger.info("listening", metadata: ["url": "\(scheme)://\(host):\(port)"])
            },
            logger: logger.quiet)
        var services: [any Service] = []
        if settings.follow {
            services.append(FollowerService(ledger: ledger, settings: settings, token: feedToken, logger: logger))
        }
        if let worker { services.append(WorkerService(worker: worker, logger: logger)) }
        services.append(application)
        // Asked to end first: the connections of streams would never end by themselves.
        services.append(waking)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.drainTime)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            throw LedgerError(
                .refused, "The service cannot listen on \(settings.host):\(settings.port): \(error.description)")
        }
        await end()
        try await ledger.settle()
        logger.info("ended as asked")
    }

    private func server() throws(LedgerError) -> HTTPServerBuilder {
        let stall = TimeAmount.seconds(Int64(settings.requestTime))
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [WriteStall(limit: stall), UnreadableRequest()],
                idleTimeout: .seconds(Int64(settings.idleTime)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: UnreadableRequest.longestField,
                    maxHeaderListSize: UnreadableRequest.longestHead,
                    maxHeaderFieldCount: UnreadableRequest.mostFields)))
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else { return plain }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            return try .tls(plain, tlsConfiguration: configuration)
        } catch {
            throw LedgerError(
                .refused,
                "TLS cannot be had from \(certificate) and \(key), which must be PEM files of a certificate and its key: \(error)"
            )
        }
    }
}

extension Logger {
    /// The library tells every step that it takes; only what goes wrong is of interest.
    package var quiet: Logger {
        var logger = self
        logger.logLevel = .warning
        return logger
    }
}

/// Keeps the views until it is asked to end.
package struct WorkerService: Service {
    private let worker: ViewWorker
    private let logger: Logger

    package init(worker: ViewWorker, logger: Logger) {
        self.worker = worker
        self.logger = logger
    }

    package func run() async throws {
        logger.info("keeping \(worker.names.joined(separator: ", "))")
        await cancelWhenGracefulShutdown {
            await worker.run()
        }
    }
}
