internal import EventLog
internal import Folding
internal import MerkleLog

/// Folds new, empty views together, so that every entry is read once.
struct GroupFold {
    /// A view to be folded, and how far.
    struct Work: Sendable {
        let store: ViewStore
        let target: UInt64
    }

    /// What is still to be done, and the fold of each.
    private var left: [Work]
    private var threads: FoldThreads
    /// The tree over what was folded, where every entry is hashed and the root compared with the log's.
    private var tree: TreeFrontier?

    init(_ work: [Work], checksTree: Bool) {
        left = work.filter { $0.target > 0 }
        let folds = left.map { work in
            var fold = Fold(work.store.view, blocks: work.store.blocks)
            fold.setAside = work.store.setAside
            return KeptFold(fold)
        }
        threads = FoldThreads(folds)
        tree = checksTree ? TreeFrontier() : nil
    }

    /// Folds each view up to its target.
    ///
    /// - Parameter progress: is called now and then with the number of events folded.
    /// - Throws: ``ProjectionError`` `logAltered`; what the log and the files throw.
    mutating func run(_ log: EventLog, _ progress: ((UInt64) -> Void)?) throws {
        var position: UInt64 = 0
        while let end = left.map({ min($0.target, $0.store.blocks.calendarEnd(after: position)) }).min() {
            while position < end {
                position = try threads.fold(position + 1...end, of: log, tree: &tree)
                try store(log, all: position == end)
                progress?(position)
            }
            // A view that has reached its target leaves the folds.
            for index in left.indices.reversed() where left[index].target <= position {
                left.remove(at: index)
                threads.remove(at: index)
            }
        }
        if let tree { try check(tree, log) }
    }

    /// Stores the views in which much has changed, or all of them.
    private func store(_ log: EventLog, all: Bool) throws {
        let (folds, left) = (threads.folds, left)
        let full = folds.indices.filter { all || folds[$0].fold.isFull }
        guard let first = full.first else { return }
        let point = try log.read { try LogPoint($0, at: folds[first].fold.position) }
        try FoldThreads.concurrently(full.count) { index in
            try left[full[index]].store.store(&folds[full[index]].fold, point)
        }
    }

    private func check(_ tree: TreeFrontier, _ log: EventLog) throws {
        let root = try log.read { try $0.root(at: tree.size) }
        guard tree.root == root else {
            throw ProjectionError(
                .logAltered,
                "The log's first \(tree.size) events have root \(tree.root), and its tree says \(root): an event has been "
                    + "altered. `incident-ledger verify` finds the place.")
        }
    }
}
