import Evidence
import Forms
import Ledger
import Logging
import Replication
import ServiceLifecycle
import Synchronization

/// Follows the origin of the replica that is served, until it is asked to end. A fork ends the following, not the service:
/// what was verified is still true, and whoever asks is told.
struct FollowerService: Service {
    let ledger: Ledger
    let settings: ServerSettings
    let token: String?
    let logger: Logger

    func run() async throws {
        logger.info("following the origin", metadata: ["origin": "\(ledger.origin)"])
        await cancelWhenGracefulShutdown {
            do {
                try await ledger.follow(
                    every: .seconds(settings.followInterval), mirrorKey: settings.mirrorKey, token: token
                ) { look in
                    switch look {
                    case .success(let outcome):
                        if outcome.taken > 0 {
                            logger.info(
                                "took in what the origin has signed",
                                metadata: ["events": "\(outcome.taken)", "position": "\(outcome.position)"])
                        }
                        for problem in outcome.problems { logger.warning("\(problem)") }
                    case .failure(let error): logger.warning("\(error.description)")
                    }
                }
            } catch {
                if !(error is CancellationError) { logger.critical("\(LedgerError.wrapping(error).description)") }
            }
        }
        // Until the service ends: a service that ends by itself would end the others.
        try? await gracefulShutdown()
    }
}

/// What is said beside every answer of a replica that is asked for what is known now: whose it is, how much of it is held, how old that is.
/// It is looked up at most once a second: an answer that is held is given without the disk.
final class ReplicaNotice: Sendable {
    private let ledger: Ledger
    private let last = Mutex<(said: String?, at: ContinuousClock.Instant)?>(nil)

    /// - Parameter ledger: a replica.
    init(_ ledger: Ledger) { self.ledger = ledger }

    /// Nil where it cannot be had, which `/v1/status` says.
    var sentence: String? {
        let now = ContinuousClock.now
        if let last = last.withLock({ $0 }), now - last.at < .seconds(1) { return last.said }
        let said = (try? ledger.replicaStatus())?.sentence
        last.withLock { $0 = (said, now) }
        return said
    }
}
