import EventLog
import Export
import Federation
public import Forms
import Foundation
import HTTPTypes
public import Ledger
public import Logging
import NIOPosix
import Page
import Synchronization

/// One ledger that is open for whoever asks over the network: what all requests share.
public final class LedgerService: Sendable {
    let ledger: Ledger
    let settings: ServerSettings
    let logger: Logger
    let tokens: TokenStore
    let jsonWebTokens: JSONWebTokens?
    /// Keeps the views in this process; nil where another process does.
    let worker: ViewWorker?
    let limits: CallerLimits
    let counts = RequestCounts()
    let answers = AnswerCache()
    let licence: Licence?
    /// Of which the ledger is a member's; nil: of none.
    let federation: KeptFederation?
    let replica: ReplicaNotice?
    let routes: RouteTable
    let waking: StreamWaking
    let mappings: MappingStore
    let imports = PlannedImports()
    let suggestions = FieldSuggestions()
    let pages = PageCache()
    let pageFiles: PageFiles
    let assets: [String: ServedAsset]
    /// What asks the ledger blocks its thread: it runs here, and not where connections are served.
    let threads: LedgerThreads

    /// Is shown to services that publish the origin of this replica, but not for everybody.
    let feedToken: String?

    /// - Parameters:
    ///   - ledger: open for writing, with its key where what is appended is to be signed; a replica for following, or for
    ///     reading where another process follows.
    ///   - feedToken: is shown to services that publish the origin of a replica, but not for everybody.
    /// - Throws: `LedgerError` where a file that the settings name cannot be used.
    public init(
        _ ledger: Ledger, _ settings: ServerSettings, logger: Logger, feedToken: String? = nil
    ) async throws(LedgerError) {
        guard !settings.follow || ledger.isReplica else {
            throw LedgerError(.usage, "--follow is for a replica, and \(ledger.path) is none.")
        }
        self.ledger = ledger
        self.feedToken = feedToken
        self.settings = settings
        self.logger = logger
        tokens = TokenStore(ofLedgerAt: ledger.path)
        _ = try tokens.tokens()
        if let path = settings.jwks {
            jsonWebTokens = try await JSONWebTokens(
                keysAt: path,
                .init(roleClaim: settings.jwtRoleClaim, issuer: settings.jwtIssuer, audience: settings.jwtAudience))
        } else {
            jsonWebTokens = nil
        }
        worker =
            settings.noWorker
            ? nil
            : try ViewWorker(of: ledger) { notice in
                logger.log(
                    level: notice.isProblem ? .error : .info, "\(notice.text)", metadata: ["view": "\(notice.view)"])
            }
        federation = try settings.federation.map { path throws(LedgerError) in
            try KeptFederation(try FederationFile.read(at: path), own: ledger)
        }
        replica = ledger.isReplica ? ReplicaNotice(ledger) : nil
        limits = CallerLimits(rate: settings.rate, streams: settings.maxStreams)
        routes = RouteTable.whole
        waking = StreamWaking(ledger)
        mappings = MappingStore(ofLedgerAt: ledger.path)
        UploadedFile.removeAbandoned()
        pageFiles = try PageFiles.read()
        assets = pageFiles.assets.mapValues(ServedAsset.init)
        licence = try settings.licence.map { text throws(LedgerError) in try Licence(parsing: text) }
        threads = LedgerThreads(count: max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))
    }

    /// Asks the ledger, on a thread that may wait for the disk.
    func asking<Result: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> Result) async throws -> Result {
        let ledger = ledger
        return try await threads.run { try body(ledger) }
    }

    /// Ends the threads; the ledger is whoever's opened it.
    public func end() async {
        await imports.threads.end()
        await threads.end()
    }
}

/// Threads that may wait for the disk: whatever asks the ledger runs here, and not where connections are served.
final class LedgerThreads: TaskExecutor {
    private let pool: NIOThreadPool

    init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    /// Runs what waits for nothing but the disk.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(body)
    }

    /// Runs a task that prefers these threads until it awaits something.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    func end() async { try? await pool.shutdownGracefully() }
}
