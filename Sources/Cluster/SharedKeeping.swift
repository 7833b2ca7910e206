public import Forms
internal import JetStream
public import Ledger

/// Lets several machines, each with a replica of one log, keep its views together: each view on one of them, by leases on a
/// message bus.
///
/// A lease that is lost wastes work and harms nothing: views lie in the ledger's own folder, and what is stored of one names the
/// log, the position and the root that it was folded from.
public final class SharedKeeping: Sendable {
    public struct Settings: Sendable {
        /// `nats://host:port`.
        public var bus: String
        /// What people call this worker.
        public var name: String
        /// The address of the service that answers from what it keeps; nil: none does.
        public var at: String?
        /// For how long a lease holds that is not renewed, where this worker is the first.
        public var lifetime: Duration

        public init(bus: String, name: String, at: String? = nil, lifetime: Duration) {
            (self.bus, self.name, self.at, self.lifetime) = (bus, name, at, lifetime)
        }
    }

    /// What it says of itself.
    public enum Report: Sendable {
        /// It is connected, and leases hold for so long.
        case connected(lifetime: Duration)
        /// It keeps other views than before.
        case keeps([String], gained: Int)
        /// A sentence: another worker's log has another history than this one.
        case contradicted(String)
        /// What is kept is kept on; it is tried again.
        case failed(LedgerError)
    }

    private let thread = WaitingThread(named: "leases")
    private let rounds: LeaseRounds

    /// - Parameter worker: keeps nothing until this runs, and then what it has leases of.
    public init(of worker: ViewWorker, _ settings: Settings) {
        worker.keep(only: [])
        rounds = LeaseRounds(worker, settings)
    }

    /// Shares until the task is cancelled; then what it has is given back.
    public func run(report: @escaping @Sendable (Report) -> Void) async {
        var said: LedgerError?
        var failures = 0
        while !Task.isCancelled {
            var pause: Duration
            do {
                pause = try await thread.run { [rounds] in try rounds.round(report) }
                (said, failures) = (nil, 0)
            } catch {
                let error = LedgerError.wrapping(error)
                if error != said { report(.failed(error)) }
                said = error
                failures += 1
                pause = min(.milliseconds(100) * (1 << min(failures, 6)), .seconds(5))
            }
            try? await Task.sleep(for: pause)
        }
        // Where the bus is away, its leases end by themselves.
        try? await thread.run { [rounds] in try rounds.leave() }
    }
}
