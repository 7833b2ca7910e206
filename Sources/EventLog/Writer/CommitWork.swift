internal import LMDB

/// What one commit is to append, and who waits for it.
protocol CommitWork {
    associatedtype Decided
    associatedtype Acknowledgement

    /// How many callers wait.
    var callerCount: Int { get }
    /// The acknowledgement states leaf hashes.
    var wantsLeaves: Bool { get }
    /// Entries may be staged.
    var stages: Bool { get }

    /// Decides what becomes of what is asked, and stores what is to be appended. What throws leaves nothing of the commit.
    func planAndStore(
        _ commit: inout Commit, _ options: EventLogOptions, _ transaction: inout WriteTransaction
    ) throws -> Decided

    /// What to answer once the commit is on disk.
    ///
    /// - Parameter commit: with all its entries in the tree.
    func acknowledgement(
        _ plan: Decided, _ commit: Commit, _ transaction: borrowing WriteTransaction
    ) throws -> Acknowledgement

    /// Answers those who wait.
    func answer(_ result: Result<Acknowledgement, EventLogError>)
}

/// Requests that came in while another commit was made: one that is refused does not disturb the others.
struct RequestsWork: CommitWork {
    typealias Waiting = (request: PreparedRequest, caller: WriteQueue.Answer)

    let waiting: [Waiting]

    var callerCount: Int { waiting.count }
    var wantsLeaves: Bool { true }
    var stages: Bool { false }

    func planAndStore(
        _ commit: inout Commit, _ options: EventLogOptions, _ transaction: inout WriteTransaction
    ) throws -> Plan {
        let requests = waiting.map(\.request)
        try options.atStep(.plan)
        let plan = Plan(
            requests, try commit.storage.lookUp(requests, at: commit.end, commit.tail, transaction))
        try options.atStep(.store)
        for (request, decision) in zip(requests, plan.decisions) {
            guard case .append(let versions) = decision else { continue }
            let first = commit.end.size + 1
            try commit.append(request, plan.versions[versions], &transaction)
            guard !request.key.isEmpty else { continue }
            let record = IdempotencyRecord(
                firstPosition: first, count: UInt32(request.drafts.count), digest: request.digest)
            try commit.put(record, key: request.key, &transaction)
        }
        return plan
    }

    func acknowledgement(
        _ plan: Plan, _ commit: Commit, _ transaction: borrowing WriteTransaction
    ) throws -> [Result<AppendAcknowledgement, EventLogError>] {
        let before = commit.end.size - UInt64(commit.entryCount)
        func acknowledgement(_ versions: Range<Int>, isRepeat: Bool) -> AppendAcknowledgement {
            AppendAcknowledgement(
                firstPosition: before + UInt64(versions.lowerBound) + 1, versions: Array(plan.versions[versions]),
                leafHashes: Array(commit.leaves[versions]), recordedAt: commit.recordedAt, isRepeat: isRepeat)
        }
        return try plan.decisions.map { decision in
            switch decision {
            case .append(let versions): return .success(acknowledgement(versions, isRepeat: false))
            case .again(let record): return .success(try commit.storage.acknowledgement(of: record, transaction))
            case .repeats(let earlier):
                guard case .append(let versions) = plan.decisions[earlier] else {
                    preconditionFailure("only what is appended is repeated")
                }
                return .success(acknowledgement(versions, isRepeat: true))
            case .refuse(let error): return .failure(error)
            }
        }
    }

    func answer(_ result: Result<[Result<AppendAcknowledgement, EventLogError>], EventLogError>) {
        switch result {
        case .success(let answers):
            for (waiting, answer) in zip(waiting, answers) { waiting.caller.resume(returning: answer) }
        case .failure(let error):
            for waiting in waiting { waiting.caller.resume(returning: .failure(error)) }
        }
    }
}
