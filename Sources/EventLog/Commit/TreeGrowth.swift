internal import Dispatch
internal import MerkleLog

/// The tree while a commit adds to it.
final class TreeGrowth: @unchecked Sendable {
    // @unchecked: one thread at a time uses it: where another one adds, the writer's waits for it.
    /// Fewer entries are hashed by the calling thread: to wake another one would take longer.
    private static let hashedBesideCount = 256
    private static let queue = DispatchQueue(label: "event log hashing")

    private(set) var edge: TreeEdge
    /// The hashes of the entries that were added; none where nobody asks for them.
    private(set) var leaves: [TreeHash] = []
    private let keepsLeaves: Bool
    /// Tiles that were completed, and not taken yet.
    private var completed: [Tile] = []

    init(_ edge: TreeEdge, keepsLeaves: Bool) {
        self.edge = edge
        self.keepsLeaves = keepsLeaves
    }

    /// Hashes entries and adds them on the right, while `body` runs.
    func add(_ layout: Layout, while body: () throws -> Void) rethrows {
        guard layout.entries.count >= Self.hashedBesideCount else {
            add(layout)
            return try body()
        }
        let finished = DispatchSemaphore(value: 0)
        Self.queue.async {
            self.add(layout)
            finished.signal()
        }
        // Also where `body` throws: nobody may look at the tree meanwhile.
        defer { finished.wait() }
        try body()
    }

    private func add(_ layout: Layout) {
        var (edge, leaves, completed) = (edge, leaves, completed)
        // Held by the variables only, so that nothing is copied when they change.
        self.edge = TreeEdge()
        (self.leaves, self.completed) = ([], [])
        let bytes = layout.bytes
        for entry in layout.entries {
            // Unsafe only for types with padding; a byte has none.
            let leaf = unsafe TreeHash.leaf(bytes.span.bytes.extracting(entry.bytes))
            if keepsLeaves { leaves.append(leaf) }
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
