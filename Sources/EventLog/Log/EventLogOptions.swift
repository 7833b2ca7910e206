internal import Foundation

/// How a log is opened.
public struct EventLogOptions: Sendable {
    /// Tells the time in microseconds since 1970-01-01T00:00:00Z. It may step back; what the log records does not.
    public var clock: @Sendable () -> UInt64
    /// How often a follower looks for what other processes have appended; at most 100 milliseconds.
    public var pollInterval: Duration
    /// For tests: called on the writer's thread before each step of a commit, which fails where this throws.
    package var atStep: @Sendable (CommitStep) throws -> Void = { _ in }
    /// How many entries of a long request are stored before they are staged; tests have fewer.
    package var stagedCount = 16_384

    public init(
        clock: @escaping @Sendable () -> UInt64 = EventLogOptions.systemClock,
        pollInterval: Duration = .milliseconds(10)
    ) {
        self.clock = clock
        self.pollInterval = min(pollInterval, .milliseconds(100))
    }

    /// Where a commit can be made to fail: before each of its steps, in their order.
    package enum CommitStep: String, CaseIterable, Sendable {
        case begin, plan, store
        /// What a long request has stored so far is staged: only of one that is longer than a stage.
        case stage
        /// It is on disk beyond the end, and others may write before what follows.
        case staged
        case end, commit
        /// It is on disk.
        case acknowledge
        case notify, sign
        /// The note of an earlier commit, in a transaction of its own.
        case keep
        /// The note is kept outside, and that transaction is not committed yet.
        case kept
    }

    /// The system's clock.
    @Sendable public static func systemClock() -> UInt64 {
        var now = timespec()
        // The pointer is to a local that lives until the call returns.
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1_000
    }
}
