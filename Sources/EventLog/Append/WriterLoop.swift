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
    /// The tree's edge after the last commit that this process made or saw.
    private var edge = TreeEdge()
    /// How many jobs wait if all callers that were just answered come back.
    private var expected = 0

    init(
        _ writer: Writer, _ storage: LogStorage, _ options: EventLogOptions, _ committed: @escaping @Sendable () -> Void
    ) {
        self.writer = writer
        self.storage = storage
        self.options = options
        self.committed = committed
    }

    mutating func run() {
        while true {
            let jobs = writer.next(expecting: expected)
            expected = 0
            if jobs.isEmpty { return }
            var requests: [(PreparedRequest, Writer.Answer)] = []
            for job in jobs {
                switch job {
                case .append(let request, let answer): requests.append((request, answer))
                case .perform(let body, let answer):
                    commit(&requests)
                    answer.resume(returning: perform(body))
                }
            }
            commit(&requests)
        }
    }

    /// Commits requests, with those that arrive before the commit begins to sync, and answers them all.
    private mutating func commit(_ waiting: inout [(PreparedRequest, Writer.Answer)]) {
        guard !waiting.isEmpty else { return }
        var requests = waiting.map(\.0)
        var answers = waiting.map(\.1)
        waiting.removeAll(keepingCapacity: true)
        var results: [Result<Receipt, EventLogError>] = []
        do {
            let edge = edge
            self.edge = try storage.environment.write { transaction in
                results.removeAll(keepingCapacity: true)
                var commit = try Commit(
                    storage, known: edge, now: options.clock(), scratch: scratch, transaction)
                while true {
                    while results.count < requests.count { try commit.round(requests, &results, &transaction) }
                    guard commit.entryCount < Self.entriesPerCommit else { break }
                    let late = writer.arrivedRequests()
                    if late.isEmpty { break }
                    requests += late.map(\.0)
                    answers += late.map(\.1)
                }
                return try commit.finish(&transaction)
            }
        } catch {
            let error = EventLogError(translating: error)
            results = requests.map { _ in .failure(error) }
        }
        expected = writer.waitingCount + results.count
        for (answer, result) in zip(answers, results) { answer.resume(returning: result) }
        committed()
    }

    private func perform(_ body: (inout WriteTransaction) throws -> Void) -> Result<Void, EventLogError> {
        Result { () throws(EventLogError) in
            try EventLogError.translating { try storage.environment.write(body) }
        }
    }
}
