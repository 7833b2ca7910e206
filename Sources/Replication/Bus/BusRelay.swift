public import EventLog
public import Forms
internal import JetStream

/// Puts what the log has signed on a message bus, for followers who want it at once.
///
/// It reads the log as anybody does, in its own time: it takes no lock and delays no append. Everything that it needs to know it
/// asks of the bus whenever it connects: an acknowledgement of JetStream means nothing after the server has been killed.
public final class BusRelay: Sendable {
    private let log: EventLog
    private let address: String
    private let copies: Int
    private let thread = WaitingThread(named: "relay")

    /// - Parameters:
    ///   - address: `nats://host:port`.
    ///   - copies: how many servers of a cluster are to hold the stream.
    public init(_ log: EventLog, to address: String, copies: Int = 1) {
        (self.log, self.address, self.copies) = (log, address, copies)
    }

    /// What it says of itself.
    public enum Report: Sendable {
        /// It is connected, and the stream has what the log has up to this position.
        case connected(position: UInt64)
        /// The stream is not what the log says, or is not there, and is made again.
        case remade(why: String)
        /// The stream has the log up to this position now.
        case relayed(position: UInt64)
        /// It goes on after a pause.
        case failed(LedgerError)
    }

    /// Relays until the task is cancelled or the log is closed. What goes wrong with the bus is waited out.
    ///
    /// - Throws: `EventLogError`; `CancellationError`.
    public func run(report: @escaping @Sendable (Report) -> Void) async throws {
        var failures = 0
        // What of the stream was held against the log already.
        var checked: RelaySession.Checked?
        while true {
            do {
                let (before, relay) = (checked, self)
                let session = try await thread.run {
                    let session = try RelaySession(relay.log, relay.address, checked: before)
                    try session.begin(copies: relay.copies, report)
                    return session
                }
                failures = 0
                report(.connected(position: session.checked.position))
                defer { checked = session.checked }
                try await follow(session, report)
                return
            } catch let error as BusError {
                report(.failed(LedgerError.wrapping(error)))
                failures += 1
                try await Task.sleep(for: min(.milliseconds(100) * (1 << min(failures, 6)), .seconds(5)))
            }
        }
    }

    /// Relays what comes, and looks now and then whether the stream is still what was put there.
    private func follow(_ session: RelaySession, _ report: @escaping @Sendable (Report) -> Void) async throws {
        let looks = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let log = log
        let waking = Task {
            for await _ in log.commits() { looks.continuation.yield() }
            looks.continuation.finish()
        }
        let ticking = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: RelaySession.look)
                looks.continuation.yield()
            }
        }
        defer {
            waking.cancel()
            ticking.cancel()
        }
        looks.continuation.yield()
        for await _ in looks.stream {
            try Task.checkCancellation()
            if let position = try await thread.run({ try session.relay() }) { report(.relayed(position: position)) }
        }
        try Task.checkCancellation()
    }
}
