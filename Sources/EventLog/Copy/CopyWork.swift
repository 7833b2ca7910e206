internal import LMDB
internal import MerkleLog

/// A commit of what another log has stored.
struct CopyWork: CommitWork {
    let request: CopyRequest
    let caller: CheckedContinuation<Result<Head, EventLogError>, Never>

    var callerCount: Int { 1 }
    var wantsLeaves: Bool { false }
    var stages: Bool { true }

    func planAndStore(
        _ commit: inout Commit, _ options: EventLogOptions, _ transaction: inout WriteTransaction
    ) throws -> TreeHead {
        try options.atStep(.plan)
        guard commit.end.size == request.start else {
            throw EventLogError(
                .outOfRange,
                "The log has \(commit.end.size) entries, and what is to be copied begins after \(request.start): somebody "
                    + "else copies, too.")
        }
        try options.atStep(.store)
        var requests = RequestFollower()
        var hasStored = false
        let head = try request.read { run in
            // What was handed over before is staged once it is known that more comes: most commits have one run.
            if hasStored { try commit.stageIfMuch(options, &transaction) }
            hasStored = true
            try run.forEachEntry { try commit.restore($0.copied, &requests, &transaction) }
        }
        do throws(AuditFinding) { try requests.finish() } catch {
            throw EventLogError.damaged(error.position, error.description)
        }
        try commit.store(&transaction)
        guard commit.edge.head == head else {
            throw EventLogError.damaged(
                "what was to be copied has \(commit.edge.size) entries with root \(commit.edge.root), and \(head.size) with "
                    + "root \(head.root) were expected.")
        }
        if request.checkpoint.size == head.size {
            try commit.storage.store(request.checkpoint.note, size: head.size, ofLog: head.size, &transaction)
        }
        return head
    }

    func acknowledgement(
        _ plan: TreeHead, _ commit: Commit, _ transaction: borrowing WriteTransaction
    ) throws -> Head { commit.end.head }

    func answer(_ result: Result<Head, EventLogError>) { caller.resume(returning: result) }
}
