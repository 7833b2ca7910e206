internal import LMDB
internal import MerkleLog

/// What the writer's thread does: take what waits, commit it, answer.
struct WriterLoop {
    /// A commit takes no further requests once it has this many entries, so that the first to come need not wait for
    /// ever. A single request may have more.
    private static let entriesPerCommit = 16_384

    private let writer: Writer
    private let storage: LogStorage
    private let options: EventLogOptions
    private let committed: @Sendable () -> Void
    private let scratch = Scratch()
    /// The log's end after the last commit that this process made or saw.
    private var end = LogEnd()
    /// How many jobs wait if all callers that were just answered come back.
    private var expected = 0
    /// Nil where this process does not sign.
    private var sealing: Sealing?

    init(
        _ writer: Writer, _ storage: LogStorage, _ options: EventLogOptions, _ committed: @escaping @Sendable () -> Void
    ) {
        self.writer = writer
        self.storage = storage
        self.options = options
        self.committed = committed
    }

    mutating func run() {
        while let jobs = writer.next(expecting: expected, pause: sealing?.isWaiting == true ? Sealing.pause : nil) {
            expected = 0
            if jobs.isEmpty || sealing?.isOverdue == true { sealing?.settle() }
            var requests: [(PreparedRequest, Writer.Answer)] = []
            for job in jobs {
                if case .append(let request, let answer) = job {
                    requests.append((request, answer))
                } else {
                    commit(&requests)
                    perform(job)
                }
            }
            commit(&requests)
        }
        sealing?.settle()
    }

    private mutating func perform(_ job: Writer.Job) {
        switch job {
        case .append: preconditionFailure("appends are committed together")
        case .perform(let body, let answer):
            answer.resume(
                returning: Result { () throws(EventLogError) in
                    try EventLogError.translating { try storage.environment.write(body) }
                })
        case .beginSigning(let signing):
            sealing = Sealing(storage, signing)
            sealing?.signHead(known: end.edge)
        case .settle(let answer):
            sealing?.signHead(known: end.edge)
            sealing?.settle()
            answer.resume(returning: sealing?.takeFailure().map { .failure($0) } ?? .success(()))
        }
    }

    /// Commits requests, with those that arrive before the commit begins to sync, and answers them all.
    private mutating func commit(_ waiting: inout [(PreparedRequest, Writer.Answer)]) {
        guard !waiting.isEmpty else { return }
        var requests = waiting.map(\.0)
        var answers = waiting.map(\.1)
        waiting.removeAll(keepingCapacity: true)
        var results: [Result<Receipt, EventLogError>] = []
        var entryCount = 0
        do {
            let known = end
            let sealing = sealing
            end = try storage.environment.write { transaction in
                results.removeAll(keepingCapacity: true)
                var commit = try Commit(
                    storage, known: known, now: options.clock(), scratch: scratch, transaction)
                while true {
                    while results.count < requests.count { try commit.round(requests, &results, &transaction) }
                    guard commit.entryCount < Self.entriesPerCommit else { break }
                    let late = writer.arrivedRequests()
                    if late.isEmpty { break }
                    requests += late.map(\.0)
                    answers += late.map(\.1)
                }
                entryCount = commit.entryCount
                // Where nothing is appended, nothing is synced, and a note must not make it so.
                if entryCount > 0 { try sealing?.store(&transaction) }
                return try commit.finish(&transaction)
            }
            if entryCount > 0 { self.sealing?.stored() }
        } catch {
            entryCount = 0
            let error = EventLogError(translating: error)
            results = requests.map { _ in .failure(error) }
        }
        expected = writer.waitingCount + results.count
        for (answer, result) in zip(answers, results) { answer.resume(returning: result) }
        committed()
        if entryCount > 0 { sealing?.sign(end.edge.head) }
    }
}
