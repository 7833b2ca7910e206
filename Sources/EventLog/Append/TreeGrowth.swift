internal import Dispatch
internal import MerkleLog

/// The tree while a commit adds to it.
final class TreeGrowth: @unchecked Sendable {
    // @unchecked: one thread at a time uses it: where another one adds, the writer's waits for it.
    /// Batches of fewer entries are hashed by the calling thread: to wake another one would take longer.
    private static let hashedBesideCount = 256

    private(set) var edge = TreeEdge()
    /// The hashes of the entries that were added since ``beginRound()``.
    private(set) var leaves: [TreeHash] = []
    /// Tiles that were completed, and not taken yet.
    private var completed: [Tile] = []
    private let queue = DispatchQueue(label: "event log hashing")

    /// Begins a commit.
    func begin(_ edge: TreeEdge) {
        self.edge = edge
        completed.removeAll(keepingCapacity: true)
        beginRound()
    }

    func beginRound() { leaves.removeAll(keepingCapacity: true) }

    /// Hashes the entries of a batch and adds them on the right, while `body` runs.
    ///
    /// - Parameter body: does not change the batch.
    func add(_ batch: EntryBatch, while body: () throws -> Void) rethrows {
        guard batch.entries.count >= Self.hashedBesideCount else {
            add(batch)
            return try body()
        }
        queue.async { self.add(batch) }
        // Also where `body` throws: nobody may change what is being hashed.
        defer { queue.sync {} }
        try body()
    }

    private func add(_ batch: EntryBatch) {
        var (edge, leaves, completed) = (edge, leaves, completed)
        // Held by the variables only, so that nothing is copied when they change.
        self.edge = TreeEdge()
        (self.leaves, self.completed) = ([], [])
        let bytes = batch.bytes
        for entry in batch.entries {
            // Unsafe only for types with padding; a byte has none.
            let leaf = unsafe TreeHash.leaf(bytes.span.bytes.extracting(entry.bytes))
            leaves.append(leaf)
            edge.append(leaf, completed: &completed)
        }
        (self.edge, self.leaves, self.completed) = (edge, leaves, completed)
    }

    /// The tiles that were completed since this was asked last, lower levels first.
    func takeCompleted() -> [Tile] {
        defer { completed.removeAll(keepingCapacity: true) }
        return completed
    }
}
