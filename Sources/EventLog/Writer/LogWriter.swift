internal import Files
internal import LMDB
internal import MerkleLog

/// What the writing thread does: take what waits, commit it, answer.
struct LogWriter {
    /// A commit takes no further requests once it has this many drafts, so that the first to come need not wait for
    /// ever. A single request may have more.
    private static let draftsPerCommit = 16_384

    private let queue: WriteQueue
    private let storage: LogStorage
    private let options: EventLogOptions
    private let committed: @Sendable () -> Void
    /// The tree's edge and the tail after the last commit that this process made or saw.
    private var edge = TreeEdge()
    private var tail = Tail()
    /// How many jobs wait if all callers that were just answered come back.
    private var expected = 0
    /// Nil where this process does not sign.
    private var sealing: Sealing?

    init(
        _ queue: WriteQueue, _ storage: LogStorage, _ options: EventLogOptions,
        _ committed: @escaping @Sendable () -> Void
    ) {
        self.queue = queue
        self.storage = storage
        self.options = options
        self.committed = committed
    }

    mutating func run() {
        while let jobs = queue.next(expecting: expected, pause: sealing?.pause) {
            expected = 0
            if (jobs.isEmpty && sealing?.isDue == true) || sealing?.isOverdue == true { sealing?.settle() }
            sealing?.claimAgain()
            var waiting: [RequestsWork.Waiting] = []
            var draftCount = 0
            for job in jobs {
                if case .append(let request, let answer) = job {
                    if draftCount >= Self.draftsPerCommit { commit(&waiting, &draftCount) }
                    waiting.append((request, answer))
                    draftCount += request.drafts.count
                } else {
                    commit(&waiting, &draftCount)
                    perform(job)
                }
            }
            commit(&waiting, &draftCount)
        }
        sealing?.end()
    }

    private mutating func perform(_ job: WriteQueue.Job) {
        switch job {
        case .append: preconditionFailure("appends are committed together")
        case .appendLong(let request, let answer): commit(LongWork(request: request, caller: answer))
        case .copy(let work): commit(work)
        case .perform(let body, let answer):
            answer.resume(
                returning: Result { () throws(EventLogError) in
                    try EventLogError.translating { try storage.environment.write(body) }
                })
        case .beginSigning(let signing):
            sealing = Sealing(storage, signing, options) { [queue] head, refusal in queue.claimed(head, refusal) }
            sealing?.signHead(known: edge)
        case .claimed(let head, let refusal): sealing?.take(head, refusal)
        case .settle(let answer):
            guard sealing != nil else { return answer.resume(returning: .success(())) }
            sealing?.settle(answer, known: edge)
        }
    }

    private mutating func commit(_ waiting: inout [RequestsWork.Waiting], _ draftCount: inout Int) {
        if !waiting.isEmpty { commit(RequestsWork(waiting: waiting)) }
        waiting.removeAll(keepingCapacity: true)
        draftCount = 0
    }

    /// One commit, from the requests that wait to their answers. What a crash during a step leaves is said at each;
    /// until the commit itself it is nothing, because nobody reads what a transaction has not committed.
    private mutating func commit<Work: CommitWork>(_ work: Work) {
        var result: Result<Work.Acknowledgement, EventLogError>
        var appended = 0
        // Out of this value, so that the commit's own changes do not copy it; made again from the entries if it fails.
        let known = (edge: edge, tail: tail)
        tail = Tail()
        var turn: FileLock?
        do {
            // 1. Begin: the one write lock. A crash leaves the lock to the next process, which notices.
            try options.atStep(.begin)
            if work.stages { turn = try storage.turnToStage() }
            var transaction = try storage.beginAppend(inTurn: turn != nil)
            var commit = try Commit(
                storage, known: known, now: options.clock(), keepsLeaves: work.wantsLeaves, transaction)
            // 2. Look up and plan: what the log says of streams and keys, and what becomes of each request.
            // 3. Lay out and store: entries, the rows of blocks and tiles that they complete, rows of keys. Much of it is
            //    staged: committed beyond the end. A crash leaves that there, for the next who appends to take away.
            let plan = try work.planAndStore(&commit, options, &transaction)
            // 4. End: the row that makes the entries part of the log. The last commit's note goes with it; where nothing
            //    is appended nothing is synced, and a note must not make it so.
            try options.atStep(.end)
            try commit.finish(&transaction)
            appended = commit.entryCount
            if appended > 0 { try sealing?.store(&transaction) }
            result = .success(try work.acknowledgement(plan, commit, transaction))
            // 5. Commit: all pages, a sync, and the page that makes them count, synced. A crash before that page is on
            //    disk leaves nothing; after it everything, though no one was told: a repeated key gives the acknowledgement.
            try options.atStep(.commit)
            try transaction.commit()
            try options.atStep(.acknowledge)
            (edge, tail) = (commit.edge, commit.tail)
            if appended > 0 { sealing?.stored() }
        } catch {
            appended = 0
            result = .failure(EventLogError(translating: error))
            // What cannot be taken away now stays for the next who appends, as after a crash.
            if turn != nil { try? storage.clearStaged() }
        }
        turn = nil
        // 6. Acknowledge: a crash between two answers leaves some callers without theirs; what they asked is there.
        expected = queue.waitingCount + work.callerCount
        work.answer(result)
        // 7. Notify those who follow. A crash leaves nothing: followers look by themselves, too.
        try? options.atStep(.notify)
        committed()
        // 8. Sign the new head. A crash leaves the last commits unsigned; the next process that signs makes up for it. No
        //    answer waits for it: the note is stored with the next commit in any case.
        try? options.atStep(.sign)
        if appended > 0 { sealing?.sign(edge.head) }
    }
}
