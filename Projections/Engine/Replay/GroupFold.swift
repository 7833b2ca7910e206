internal import EventLog
internal import Incidents
internal import MerkleLog

/// Folds new, empty views together, so that every entry is read once.
struct GroupFold: Sendable {
    /// A view to be folded, and how far.
    struct Work: Sendable {
        let store: ViewStore
        let target: UInt64
    }

    private let work: [Work]
    /// Up to where every entry is hashed, and the tree over them compared with the log's; 0 for not at all.
    private let treeSize: UInt64

    init(_ work: [Work], treeSize: UInt64) {
        self.work = work.filter { $0.target > 0 }
        self.treeSize = treeSize
    }

    /// All work in as many groups as are to run at the same time, one or two; the last one checks the tree.
    ///
    /// What a view costs grows with the events that it wants; to hash an event costs as much as two views.
    static func groups(_ count: Int, of work: [Work], _ head: Head) -> [GroupFold] {
        let treeSize = work.map(\.target).max() ?? 0
        guard count > 1 else { return [GroupFold(work, treeSize: treeSize)] }
        var halves: [(work: [Work], cost: UInt64)] = [([], 0), ([], 2 * head.position)]
        let costs = work.map { item in
            item.store.view.kinds.reduce(0) { $0 + (head.counts[UInt8($1.rawValue)] ?? 0) }
        }
        for (item, cost) in zip(work, costs).sorted(by: { $0.1 > $1.1 }) {
            let lighter = halves[0].cost < halves[1].cost ? 0 : 1
            halves[lighter].work.append(item)
            halves[lighter].cost += cost
        }
        return [GroupFold(halves[0].work, treeSize: 0), GroupFold(halves[1].work, treeSize: treeSize)]
    }

    /// Folds each view up to its target.
    ///
    /// - Throws: ``ProjectionError`` `logAltered`; what the log and the files throw.
    func run(_ log: EventLog, _ progress: (@Sendable (UInt64) -> Void)?) throws {
        let vocabulary = Vocabulary()
        var folds = work.map { work in
            var fold = Fold(work.store.view, vocabulary: vocabulary, blocks: work.store.blocks)
            fold.setAside = work.store.setAside
            return fold
        }
        // A view that has reached its target leaves the folds, and the work that belongs to it.
        var left = work
        try log.read { snapshot in
            var tree = TreeFrontier()
            var position: UInt64 = 0
            while let end = end(of: left, after: position) {
                position = try fold(position + 1...end, of: snapshot, into: &folds, vocabulary, &tree)
                for index in left.indices { try left[index].store.store(&folds[index], snapshot) }
                for index in left.indices.reversed() where left[index].target <= position {
                    left.remove(at: index)
                    folds.remove(at: index)
                }
                progress?(position)
            }
            if treeSize > 0 { try check(tree, snapshot) }
        }
    }

    /// How far the next stretch may go; nil when all is done.
    private func end(of left: [Work], after position: UInt64) -> UInt64? {
        let ends = left.map { min($0.target, $0.store.blocks.calendarEnd(after: position)) }
        return (treeSize > position ? ends + [treeSize] : ends).min()
    }

    /// Folds the entries of a stretch, or fewer where so much changes that it should be stored first.
    ///
    /// - Returns: the last position that was folded.
    private func fold(
        _ positions: ClosedRange<UInt64>, of snapshot: borrowing LogSnapshot, into folds: inout [Fold],
        _ vocabulary: Vocabulary, _ tree: inout TreeFrontier
    ) throws -> UInt64 {
        var last = positions.lowerBound
        let checksTree = treeSize >= positions.upperBound
        try snapshot.forEachEntry(from: positions.lowerBound, through: positions.upperBound) { position, entry in
            if checksTree { tree.append(.leaf(entry)) }
            last = position
            return try !Fold.take(position, entry, of: snapshot, into: &folds, vocabulary)
        }
        return last
    }

    private func check(_ tree: TreeFrontier, _ snapshot: borrowing LogSnapshot) throws {
        let root = try snapshot.root(at: tree.size)
        guard tree.root == root else {
            throw ProjectionError(
                .logAltered,
                "The log's first \(tree.size) events have root \(tree.root), and its tree says \(root): an event has been "
                    + "altered. `incident-ledger verify` finds the place.")
        }
    }
}
