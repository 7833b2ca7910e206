internal import LMDB

/// One long request: piece by piece, each as if it were a request by itself after those before it, and nothing of any where
/// one is refused.
struct LongWork: CommitWork {
    enum Decided {
        case append(firstPosition: UInt64)
        /// An earlier commit has appended it.
        case again(IdempotencyRecord)
    }

    let request: LongRequest
    let caller: WriteQueue.LongAnswer

    var callerCount: Int { 1 }
    var wantsLeaves: Bool { false }
    var stages: Bool { true }

    func planAndStore(
        _ commit: inout Commit, _ options: EventLogOptions, _ transaction: inout WriteTransaction
    ) throws -> Decided {
        try options.atStep(.plan)
        let key = Array(request.idempotencyKey.utf8)
        try PreparedRequest.check(count: request.count)
        try PreparedRequest.check(key: key)
        if let record = try commit.storage.idempotencyRecord(key, transaction) {
            guard try isSame(as: record) else { throw EventLogError.keyReused(request.idempotencyKey) }
            return .again(record)
        }
        for (kind, count) in request.expectedCounts where commit.end.counts[Int(kind)] != count {
            throw EventLogError.countConflict(kind, expected: count, actual: commit.end.counts[Int(kind)])
        }
        try options.atStep(.store)
        let first = commit.end.size + 1
        var (digest, done) = (RequestDigest(), 0)
        try request.read { drafts in
            let piece = try PreparedRequest(
                piece: drafts, key: done == 0 ? key : [], size: request.count, offset: done)
            try append(piece, &commit, &transaction)
            for draft in drafts { digest.add(draft) }
            done += drafts.count
            try commit.stageIfMuch(options, &transaction)
        }
        guard done == request.count else {
            throw EventLogError(
                .malformedRequest, "The request gave \(done) drafts where it said that it had \(request.count).")
        }
        let record = IdempotencyRecord(firstPosition: first, count: UInt32(done), digest: digest.value)
        try commit.put(record, key: key, &transaction)
        return .append(firstPosition: first)
    }

    private func append(
        _ piece: PreparedRequest, _ commit: inout Commit, _ transaction: inout WriteTransaction
    ) throws {
        let known = try commit.storage.lookUp([piece], at: commit.end, commit.tail, transaction)
        let plan = Plan([piece], known)
        switch plan.decisions[0] {
        case .append(let versions): try commit.append(piece, plan.versions[versions], &transaction)
        case .refuse(let error): throw error
        case .again, .repeats: preconditionFailure("no row of the key was there")
        }
    }

    private func isSame(as record: IdempotencyRecord) throws -> Bool {
        guard Int(record.count) == request.count else { return false }
        var digest = RequestDigest()
        try request.read { for draft in $0 { digest.add(draft) } }
        return digest.value == record.digest
    }

    func acknowledgement(
        _ plan: Decided, _ commit: Commit, _ transaction: borrowing WriteTransaction
    ) throws -> LongAcknowledgement {
        let count = UInt64(request.count)
        switch plan {
        case .append(let first): return LongAcknowledgement(positions: first...first + count - 1, isRepeat: false)
        case .again(let record):
            return LongAcknowledgement(
                positions: record.firstPosition...record.firstPosition + count - 1, isRepeat: true)
        }
    }

    func answer(_ result: Result<LongAcknowledgement, EventLogError>) { caller.resume(returning: result) }
}
