internal import Folding

extension ViewStore {
    /// How far a commit may go, so that an event at which a process has ended is tried alone: what comes before it is
    /// then on disk, and the attempt is counted on disk before it is made again.
    ///
    /// - Parameters:
    ///   - last: how far it would go else.
    ///   - fold: is told to set the event aside after ``AttemptFile/maximumAttempts``.
    func limit(_ last: UInt64, from first: UInt64, _ attempts: AttemptFile, _ fold: inout Fold) throws -> UInt64 {
        try attempts.countEndedAttempt()
        let suspect = attempts.suspect
        guard suspect.position >= first, suspect.position <= last else { return last }
        guard suspect.position == first else { return suspect.position - 1 }
        if suspect.attempts >= AttemptFile.maximumAttempts {
            fold.setAside[first] = ParkedEvent.crash(attempts: suspect.attempts)
        }
        return first
    }
}

extension ParkedEvent {
    private static let crashed = "the program ended while it processed the event"

    static func crash(attempts: UInt64) -> String { "\(crashed), \(attempts) times" }

    /// It was parked because the program ended at it, several times, and not because the view refused it.
    public var isCrash: Bool { error.hasPrefix(Self.crashed) }
}

extension Sequence<ParkedEvent> {
    /// The events at which the program ended: what another build of the view need not try again.
    var crashes: [UInt64: String] {
        Dictionary(lazy.filter(\.isCrash).map { ($0.position, $0.error) }, uniquingKeysWith: { $1 })
    }
}
