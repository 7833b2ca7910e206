internal import LMDB
internal import MerkleLog

/// What the writer's thread knows of signing: the note that waits to be stored and to be kept outside.
struct Sealing {
    /// How long the writer waits for another commit to store a note with, before it stores it by itself.
    private static let pause = Duration.milliseconds(10)
    /// How long at most a note waits to be kept outside while commits go on.
    static let patience = Duration.seconds(1)
    /// How long a note that could not be kept waits before it is tried again, at first and at most: trying takes the
    /// write lock.
    private static let retries = (first: Duration.seconds(1), last: Duration.seconds(60))

    private struct Note {
        var size: UInt64
        var text: String
    }

    private let storage: LogStorage
    private let signing: CheckpointSigning
    private let atStep: @Sendable (EventLogOptions.CommitStep) throws -> Void
    private var unstored: Note?
    private var unkept: Note?
    /// When the oldest note that is not kept outside was made.
    private var waitingSince: ContinuousClock.Instant?
    private var failure: EventLogError?
    /// When what failed is tried again, and how long it waits after that.
    private var retry: (at: ContinuousClock.Instant, pause: Duration)?
    /// Nil where heads are signed at once.
    private var claims: HeadClaims?
    /// Who waits until a head of this size is signed.
    private var settlers: [(size: UInt64, answer: WriteQueue.Completion)] = []

    /// - Parameter answered: hands what became of a claim to the writer's thread.
    init(
        _ storage: LogStorage, _ signing: CheckpointSigning, _ options: EventLogOptions,
        answered: @escaping @Sendable (TreeHead, (any Error)?) -> Void
    ) {
        claims = signing.claim.map { HeadClaims($0, answered: answered) }
        self.storage = storage
        self.signing = signing
        atStep = options.atStep
    }

    /// Whether a note waits.
    private var isWaiting: Bool { unstored != nil || unkept != nil }

    /// How long the writer waits for another commit before it looks here again; nil where nothing waits.
    var pause: Duration? {
        guard isWaiting else { return claims?.pause }
        let pause = retry.map { max(.milliseconds(1), $0.at - .now) } ?? Self.pause
        return claims?.pause.map { min($0, pause) } ?? pause
    }

    /// Whether a note has waited too long to wait for a pause.
    var isOverdue: Bool {
        if let retry { return isWaiting && retry.at < .now }
        return waitingSince.map { $0 + Self.patience < .now } ?? false
    }

    /// Whether a pause in the commits is one to store and keep what waits.
    var isDue: Bool { retry.map { $0.at <= .now } ?? true }

    /// Signs a head that has been committed, at once or when it may be.
    mutating func sign(_ head: TreeHead) {
        guard claims != nil else { return makeNote(of: head) }
        claims?.want(head)
    }

    private mutating func makeNote(of head: TreeHead) {
        do {
            let note = Note(size: head.size, text: try signing.sign(head))
            unstored = note
            unkept = note
            waitingSince = waitingSince ?? .now
        } catch {
            fail(error)
        }
    }

    /// Signs the head that the log has, whoever appended, unless its checkpoint is stored or waits.
    mutating func signHead(known: TreeEdge) {
        do {
            let unsigned = try storage.environment.read { transaction -> TreeHead? in
                let end = try storage.end(transaction)
                guard try transaction.get(storage.checkpoints, key: end.size) == nil else { return nil }
                return try storage.edge(at: end, known: known, transaction).head
            }
            guard let unsigned, unsigned.size != unstored?.size else { return }
            if unsigned.size != claims?.wanted?.size { sign(unsigned) }
        } catch {
            fail(error)
        }
    }

    /// Writes the note that waits, unless another process has stored one of that size.
    func store(_ transaction: inout WriteTransaction) throws {
        guard let unstored, try transaction.get(storage.checkpoints, key: unstored.size) == nil else { return }
        try transaction.put(
            storage.checkpoints, key: unstored.size, value: Array(unstored.text.utf8), flags: .noOverwrite)
    }

    /// To be called once the transaction that ``store(_:)`` wrote to is on disk.
    mutating func stored() { unstored = nil }

    /// Stores and keeps what waits. A crash before the copy outside is made leaves the last commits unsigned; one after it
    /// leaves a copy of what was committed and signed, and is stored by the next process that signs.
    mutating func settle() {
        guard isWaiting else { return }
        do {
            try atStep(.keep)
            try storage.environment.write { transaction in
                try store(&transaction)
                // Inside the transaction, which is the lock that keeps other processes from keeping theirs meanwhile.
                if let unkept { try signing.keep(unkept.text, unkept.size) }
                try atStep(.kept)
            }
            unstored = nil
            unkept = nil
            waitingSince = nil
            retry = nil
        } catch {
            fail(error)
            let pause = retry.map { min($0.pause * 2, Self.retries.last) } ?? Self.retries.first
            retry = (.now + pause, pause)
        }
    }

    /// Claims again what was refused, where it is time.
    mutating func claimAgain() { claims?.goOn() }

    /// Takes the answer to a claim.
    mutating func take(_ head: TreeHead, _ refusal: (any Error)?) {
        if let refusal {
            claims?.refused()
            fail(refusal)
        } else {
            makeNote(of: head)
            claims?.granted()
        }
        guard !settlers.isEmpty else { return }
        settle()
        answer { refusal != nil || $0 <= head.size }
    }

    /// Answers once all that the log has now is signed, stored and kept, or what keeps it from that is known.
    mutating func settle(_ answer: WriteQueue.Completion, known: TreeEdge) {
        // What failed before and does not now is made up for.
        failure = nil
        signHead(known: known)
        claims?.goOn(atOnce: true)
        let size = claims?.isOnItsWay == true ? claims?.wanted?.size : nil
        settle()
        settlers.append((size ?? 0, answer))
        if size == nil { self.answer { $0 == 0 } }
    }

    /// The writer ends: who still waits is told so.
    mutating func end() {
        settle()
        if !settlers.isEmpty { failure = failure ?? .closed }
        answer { _ in true }
    }

    private mutating func answer(where isDone: (UInt64) -> Bool) {
        let done = settlers.filter { isDone($0.size) }
        guard !done.isEmpty else { return }
        settlers.removeAll { isDone($0.size) }
        let result: Result<Void, EventLogError> = failure.map { .failure($0) } ?? .success(())
        failure = nil
        for settler in done { settler.answer.resume(returning: result) }
    }

    private mutating func fail(_ error: any Error) {
        let error = EventLogError(translating: error)
        failure = error
        signing.failed(error)
    }
}
