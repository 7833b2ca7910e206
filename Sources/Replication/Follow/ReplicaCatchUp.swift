internal import EventLog
internal import Forms
internal import MerkleLog

/// Brings a replica to a checkpoint that was accepted, in steps of some ten thousand entries:
///
/// 1. fetch bundles, some of them ahead, and hash their entries as they come;
/// 2. verify: carry the tree of what is held on with them, and hold its root against the one that the checkpoint's tree had
///    at that size; a step that is not the log's is fetched again elsewhere, and nothing of it is written;
/// 3. commit the same bytes, up to the last end of a request, while the next step is fetched. Of a request that is longer than
///    a step the steps are staged, and one last commit makes all of it part of the log.
///
/// A crash leaves what the last commit left; the next process goes on there.
struct ReplicaCatchUp {
    private let limits: StepLimits
    private let replica: ReplicaLog
    private let prefixes: FeedPrefixes
    private let target: VerifiedCheckpoint
    private let tiles: FeedTiles
    private let progress: ((UInt64) -> Void)?
    private var bundles: BundleQueue
    /// The tree over what was verified.
    private var tree: TreeFrontier
    private var boundary = RequestBoundary()
    /// Entries that were verified, of a request that goes on.
    private var pending: EntryRun
    private var committing: Commission?
    /// The commit of a request that is longer than a step.
    private var long: Commission?

    private struct Commission {
        let handover: RunHandover
        let task: Task<Head, any Error>
    }

    init(
        _ replica: ReplicaLog, _ prefixes: FeedPrefixes, to target: VerifiedCheckpoint, _ limits: StepLimits,
        progress: ((UInt64) -> Void)?
    ) throws {
        self.replica = replica
        self.limits = limits
        self.prefixes = prefixes
        self.target = target
        self.progress = progress
        tiles = FeedTiles(prefixes, target.checkpoint.head)
        tree = try replica.log.read { try $0.tree(at: $0.head.position) }
        bundles = BundleQueue(prefixes, from: tree.size, to: target.checkpoint.size)
        pending = EntryRun(after: tree.size)
    }

    mutating func run() async throws {
        do {
            while tree.size < target.checkpoint.size {
                let step = try await verifiedStep()
                pending.append(step.run)
                try await commit(upTo: step.whole?.head)
                progress?(tree.size)
            }
            guard pending.count == 0, long == nil else {
                throw FeedError(
                    .wrong,
                    "The checkpoint of \(target.checkpoint.size) events ends within a request: its log is damaged.")
            }
            _ = try await committing?.task.value
        } catch {
            long?.handover.finish(.failure(error))
            for begun in [long, committing].compactMap({ $0 }) { _ = try? await begun.task.value }
            throw error
        }
    }

    private struct Step {
        var run: EntryRun
        var tree: TreeFrontier
        var boundary: RequestBoundary
        /// The tree where the last request that ends in the step ends; nil: none does.
        var whole: TreeFrontier?
    }

    /// The next entries that the checkpoint vouches for.
    private mutating func verifiedStep() async throws -> Step {
        var failure: any Error = FeedError(.wrong, "No place was asked.")
        for _ in prefixes.feeds {
            do {
                let step = try await self.step()
                let signed = try await tiles.prefix(step.tree.size).root
                guard step.tree.root == signed else {
                    throw FeedError(
                        .wrong,
                        "The events after \(tree.size) that were given are not those of the log: at \(step.tree.size) events it "
                            + "had the root \(signed), and with them it would have \(step.tree.root).")
                }
                (tree, boundary) = (step.tree, step.boundary)
                return step
            } catch {
                if error is CancellationError || Task.isCancelled { throw error }
                failure = error
                prefixes.turn()
                bundles = BundleQueue(prefixes, from: tree.size, to: target.checkpoint.size)
            }
        }
        throw failure
    }

    private func step() async throws -> Step {
        var step = Step(run: EntryRun(after: tree.size), tree: tree, boundary: boundary)
        while step.run.count < limits.count, step.run.byteCount < limits.bytes,
            let fetched = try await bundles.next()
        {
            let before = step.tree
            var (number, ended) = (0, 0)
            try fetched.run.forEachEntry { entry in
                number += 1
                do throws(EventLogError) {
                    try step.boundary.add(entry)
                } catch {
                    throw FeedError(.wrong, error.description)
                }
                if step.boundary.isReached { ended = number }
            }
            for leaf in fetched.leaves { step.tree.append(leaf) }
            if ended == number {
                step.whole = step.tree
            } else if ended > 0 {
                step.whole = fetched.leaves.prefix(ended).reduce(into: before) { $0.append($1) }
            }
            step.run.append(fetched.run)
        }
        return step
    }

    /// Commits what was verified up to the end of a request.
    private mutating func commit(upTo boundary: TreeHead?) async throws {
        guard let boundary else {
            guard long != nil || pending.byteCount > limits.bytes || pending.count > limits.count else { return }
            if long == nil { long = try await begin(after: pending.start) }
            await long?.handover.give(pending)
            pending = EntryRun(after: pending.end)
            return
        }
        let (whole, rest) = pending.split(at: boundary.size)
        let commission: Commission
        if let long { commission = long } else { commission = try await begin(after: whole.start) }
        await commission.handover.give(whole)
        commission.handover.finish(.success(boundary))
        (committing, long, pending) = (commission, nil, rest)
    }

    /// Begins a commit once the one before it is on disk.
    private mutating func begin(after start: UInt64) async throws -> Commission {
        if let before = committing { _ = try await before.task.value }
        committing = nil
        let (handover, log) = (RunHandover(), replica.log)
        let request = CopyRequest(start: start, checkpoint: (target.checkpoint.size, replica.note(of: target))) {
            try handover.read($0)
        }
        let task = Task {
            defer { handover.over() }
            return try await log.copy(request)
        }
        return Commission(handover: handover, task: task)
    }
}

/// How much is verified and committed at a time.
package struct StepLimits: Sendable {
    /// A step ends once it has so many entries, or so many bytes of them.
    package var count = 65_536
    package var bytes = 32 << 20

    package init() {}
}
