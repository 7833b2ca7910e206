internal import Incidents

/// One view's cells in memory, and what changed in them since they were last stored.
///
/// Its memory depends on the number of cells and on how much is folded between two calls of ``saved()``, not on the
/// length of the log. It is a value that is changed in place: whoever keeps a copy makes the next change copy it all.
struct Fold {
    let view: any View
    /// Of the keys of its cells.
    let vocabulary: Vocabulary
    let blocks: Blocks
    var cells: FoldCells
    /// The last position that was folded.
    private(set) var position: UInt64 = 0
    /// Events seen, by the number of their kind.
    private(set) var seen = [UInt64](repeating: 0, count: 256)
    private(set) var parked: Set<UInt64> = []
    /// Events to park without trying them, and why: the program has ended at them.
    var setAside: [UInt64: String] = [:]

    /// Since the last ``saved()``.
    private(set) var newlyParked: [(position: UInt64, error: String)] = []

    init(_ view: any View, blocks: Blocks) {
        self.view = view
        self.blocks = blocks
        vocabulary = Vocabulary()
        cells = FoldCells(view)
    }

    /// Takes over what is stored; its cells are put into ``cells`` before.
    mutating func restore(position: UInt64, seen: [UInt64], parked: Set<UInt64>) {
        self.position = position
        self.seen = seen
        self.parked = parked
    }

    /// Takes over what one thread has read of the next block.
    ///
    /// - Parameters:
    ///   - index: the place of this view among those of the block.
    ///   - thread: tells the threads apart, each of which has numbers of its own for the cells.
    mutating func add(_ block: borrowing BlockFold, view index: Int, thread: Int) {
        cells.add(block.views[index], of: block.vocabulary, thread: thread, view, vocabulary)
        for event in block.views[index].newlyParked {
            parked.insert(event.position)
            newlyParked.append(event)
        }
        for kind in seen.indices { seen[kind] &+= block.seen[kind] }
        position = block.end
        cells.keepHistory(block: Blocks.number(of: position, shift: blocks.shift))
    }

    /// So much has changed that it should be stored, lest memory grow.
    var isFull: Bool { cells.days.count >= 16_384 || cells.history.byteCount >= 2 << 20 }

    /// What changed is stored: forgets it.
    mutating func saved() {
        newlyParked.removeAll(keepingCapacity: true)
        cells.saved()
    }
}

/// A fold that is changed in place, by one thread at a time: that is for its owner to see to, so it is unchecked.
final class KeptFold: @unchecked Sendable {
    var fold: Fold

    init(_ fold: Fold) {
        self.fold = fold
    }
}
