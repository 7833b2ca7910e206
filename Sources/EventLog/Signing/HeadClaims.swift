internal import MerkleLog

/// What the writer's thread knows of heads that are to be claimed before they are signed. One claim is on its way at a time;
/// what is appended meanwhile is claimed with the next.
struct HeadClaims {
    private static let pauses = (first: Duration.milliseconds(500), last: Duration.seconds(30))

    private let claim: CheckpointSigning.Claim
    /// Hands the answer to the writer's thread; nil: it is granted.
    private let answered: @Sendable (TreeHead, (any Error)?) -> Void
    private var onItsWay: TreeHead?
    /// The largest head that is wanted after it.
    private var next: TreeHead?
    /// When one that was refused is claimed again.
    private var retry: (at: ContinuousClock.Instant, pause: Duration)?

    init(_ claim: @escaping CheckpointSigning.Claim, answered: @escaping @Sendable (TreeHead, (any Error)?) -> Void) {
        self.claim = claim
        self.answered = answered
    }

    /// The largest head that is wanted and not answered yet.
    var wanted: TreeHead? { next ?? onItsWay }

    var isOnItsWay: Bool { onItsWay != nil }

    /// How long the writer waits for another commit before it calls ``goOn(atOnce:)``; nil: for ever.
    var pause: Duration? {
        guard next != nil, onItsWay == nil else { return nil }
        return max(.milliseconds(1), (retry?.at ?? .now) - .now)
    }

    mutating func want(_ head: TreeHead) {
        next = head
        goOn()
    }

    /// Claims what is wanted, unless a claim is on its way or was refused a moment ago.
    mutating func goOn(atOnce: Bool = false) {
        guard let head = next, onItsWay == nil, atOnce || (retry.map { $0.at <= .now } ?? true) else { return }
        (onItsWay, next) = (head, nil)
        claim(head) { [answered] error in answered(head, error) }
    }

    mutating func granted() {
        onItsWay = nil
        retry = nil
        goOn()
    }

    mutating func refused() {
        next = next ?? onItsWay
        onItsWay = nil
        let pause = retry.map { min($0.pause * 2, Self.pauses.last) } ?? Self.pauses.first
        retry = (.now + pause, pause)
    }
}
