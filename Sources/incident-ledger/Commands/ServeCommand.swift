import ArgumentParser
import Configuration
import Forms
import Ledger
import LedgerServer
import Logging

/// `incident-ledger serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the ledger over HTTP to investigators, auditors and consumers.",
        discussion: """
            Everybody who asks shows a token (`token create`). What the service does is described at /openapi.json.

            Each setting may also be given by the environment: --max-body as INCIDENT_LEDGER_SERVE_MAX_BODY. What is in force is \
            logged at the start. A log line is a JSON object, on standard error.

            SIGTERM and SIGINT end it when what is being answered is answered; the exit status is then 0. What was acknowledged \
            is on disk before it is acknowledged, whatever ends the service.

            Examples:
              incident-ledger serve
              incident-ledger serve --host 0.0.0.0 --port 443 --tls-cert chain.pem --tls-key key.pem
            """)

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var signing: SigningKeyOptions

    @Option(help: "Where it listens: an address or a name of this machine. Default: 127.0.0.1.")
    var host: String?
    @Option(help: "The port; 0: one that is free. Default: 8080.")
    var port: String?
    @Option(help: ArgumentHelp("The certificate and those above it, PEM.", valueName: "file"), completion: .file())
    var tlsCert: String?
    @Option(help: ArgumentHelp("The certificate's key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?
    @ArgumentParser.Flag(help: "Listen beyond this machine without TLS.")
    var insecure = false
    @ArgumentParser.Flag(help: "Keep no views in this process: a projection-worker does.")
    var noWorker = false
    @ArgumentParser.Flag(help: "Let anybody have the checkpoint, tiles and entries, without a token.")
    var openEvidence = false
    @Option(
        help: ArgumentHelp("Accept JSON Web Tokens that a key of this set has signed (RFC 7517).", valueName: "file"),
        completion: .file())
    var jwks: String?
    @Option(help: ArgumentHelp("The claim that names the role. Default: role.", valueName: "claim"))
    var jwtRoleClaim: String?
    @Option(help: ArgumentHelp("What \"iss\" must be.", valueName: "issuer"))
    var jwtIssuer: String?
    @Option(help: ArgumentHelp("What \"aud\" must contain.", valueName: "audience"))
    var jwtAudience: String?
    @Option(
        help: ArgumentHelp(
            "Requests a second of one token, over ten seconds; 0: no limit. Default: 100.", valueName: "number"))
    var rate: String?
    @Option(help: ArgumentHelp("The longest body of a request. Default: 1048576.", valueName: "bytes"))
    var maxBody: String?
    @Option(help: ArgumentHelp("The longest table that is imported. Default: 2147483648.", valueName: "bytes"))
    var maxUpload: String?
    @Option(help: ArgumentHelp("Streams of one token at a time. Default: 100.", valueName: "number"))
    var maxStreams: String?
    @Option(help: ArgumentHelp("Connections at a time; further ones wait. Default: 20000.", valueName: "number"))
    var maxConnections: String?
    @Option(
        help: ArgumentHelp(
            "In so long a request's body must have come, and a reader must take something. Default: 60.",
            valueName: "seconds"))
    var requestTime: String?
    @Option(
        help: ArgumentHelp("So long a connection may be open without a request. Default: 30.", valueName: "seconds"))
    var idleTime: String?
    @Option(
        help: ArgumentHelp("So long requests may take to end once it is asked to. Default: 30.", valueName: "seconds"))
    var drainTime: String?
    @Option(
        help: ArgumentHelp("So far behind may a view be while /readyz says yes. Default: 1000.", valueName: "events"))
    var readyLag: String?
    @Option(
        help: ArgumentHelp(
            "Under what others may use what is answered: a name such as CC-BY-4.0, an address, or both.",
            valueName: "licence"))
    var licence: String?
    @Option(
        help: ArgumentHelp(
            "Where auditors put reports (ledger-replay audit --format json) and cosigned checkpoints: the page shows them.",
            valueName: "folder"), completion: .directory)
    var audits: String?

    @ArgumentParser.Flag(help: "Of a replica: follow its origin in this process, too.")
    var follow = false
    @Option(
        help: ArgumentHelp("From one look at the origin to the next. Default: 1.", valueName: "seconds"))
    var followInterval: String?
    @Option(
        help: ArgumentHelp("Cosign what the replica holds with this key (`replica key`).", valueName: "file"),
        completion: .file())
    var mirrorKey: String?

    @Option(
        help: ArgumentHelp(
            "Answer also for the federation of this file, of which the ledger is a member's: the copies of the others lie where it says.",
            valueName: "file"), completion: .file())
    var federation: String?

    func run() async throws {
        let settings = try ServerSettings(
            ConfigReader(providers: [
                InMemoryProvider(name: "flags", values: given), EnvironmentVariablesProvider(),
            ]))
        LoggingSystem.bootstrap { JSONLogHandler(label: $0) }
        let logger = Logger(label: "incident-ledger")
        // A replica appends nothing; where another process follows for it, it is read here.
        let isReplica = try Ledger.isReplica(at: ledger.path)
        let access: Ledger.Access = isReplica ? settings.follow ? .following : .readOnly : .readWrite
        try await ledger.withLedger(access, signing) { open in
            let service = try await LedgerService(open, settings, logger: logger, feedToken: FeedOptions.token)
            try await service.run()
        }
    }

    /// What the flags say, under the names of the settings.
    private var given: [AbsoluteConfigKey: ConfigValue] {
        let texts: [(ServerSettings.Name, String?)] = [
            (ServerSettings.host, host), (ServerSettings.port, port), (ServerSettings.tlsCertificate, tlsCert),
            (ServerSettings.tlsKey, tlsKey), (ServerSettings.insecure, insecure ? "true" : nil),
            (ServerSettings.noWorker, noWorker ? "true" : nil),
            (ServerSettings.openEvidence, openEvidence ? "true" : nil), (ServerSettings.jwks, jwks),
            (ServerSettings.jwtRoleClaim, jwtRoleClaim), (ServerSettings.jwtIssuer, jwtIssuer),
            (ServerSettings.jwtAudience, jwtAudience), (ServerSettings.rate, rate), (ServerSettings.maxBody, maxBody),
            (ServerSettings.maxUpload, maxUpload), (ServerSettings.maxStreams, maxStreams),
            (ServerSettings.maxConnections, maxConnections), (ServerSettings.requestTime, requestTime),
            (ServerSettings.idleTime, idleTime), (ServerSettings.drainTime, drainTime),
            (ServerSettings.readyLag, readyLag), (ServerSettings.licence, licence), (ServerSettings.audits, audits),
            (ServerSettings.follow, follow ? "true" : nil), (ServerSettings.followInterval, followInterval),
            (ServerSettings.mirrorKey, mirrorKey), (ServerSettings.federation, federation),
        ]
        return Dictionary(
            uniqueKeysWithValues: texts.compactMap { name, text in
                text.map { (name.key, ConfigValue(.string($0), isSecret: false)) }
            })
    }
}
