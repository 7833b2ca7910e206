package import Incidents

/// One view's cells in memory, and what changed in them since they were last stored.
///
/// Its memory depends on the number of cells and on how much is folded between two calls of ``saved()``, not on the
/// length of the log. It is changed in place, and never copied.
package struct Fold: ~Copyable {
    package let view: any View
    /// Of the keys of its cells.
    package let vocabulary: Vocabulary
    package let blocks: Blocks
    package var cells: FoldCells
    /// The last position that was folded.
    package private(set) var position: UInt64 = 0
    /// Events seen, by the number of their kind.
    package private(set) var seen = [UInt64](repeating: 0, count: 256)
    package private(set) var parked: Set<UInt64> = []
    /// Events to park without trying them, and why: the program has ended at them.
    package var setAside: [UInt64: String] = [:]

    /// Since the last ``saved()``.
    package private(set) var newlyParked: [(position: UInt64, error: String)] = []

    package init(_ view: any View, blocks: Blocks) {
        self.view = view
        self.blocks = blocks
        vocabulary = Vocabulary()
        cells = FoldCells(view)
    }

    /// Takes over what is stored; its cells are put into ``cells`` before.
    package mutating func restore(position: UInt64, seen: [UInt64], parked: Set<UInt64>) {
        self.position = position
        self.seen = seen
        self.parked = parked
    }

    /// Takes over what one thread has read of the next block.
    ///
    /// - Parameters:
    ///   - words: those of the thread, in which the keys of its cells are given.
    ///   - seen: events of the block, by the number of their kind.
    ///   - end: the last position of the block.
    ///   - thread: tells the threads apart, each of which has numbers of its own for the cells.
    package mutating func add(
        _ changes: borrowing BlockChanges, of words: Vocabulary, seen: [UInt64], through end: UInt64, thread: Int
    ) {
        cells.add(changes, of: words, thread: thread, view, vocabulary)
        for event in changes.newlyParked {
            parked.insert(event.position)
            newlyParked.append(event)
        }
        for kind in self.seen.indices { self.seen[kind] &+= seen[kind] }
        position = end
        cells.keepHistory(block: Blocks.number(of: position, shift: blocks.shift))
    }

    /// So much has changed that it should be stored, lest memory grow.
    package var isFull: Bool { cells.days.count >= 16_384 || cells.history.byteCount >= 2 << 20 }

    /// What changed is stored: forgets it.
    package mutating func saved() {
        newlyParked.removeAll(keepingCapacity: true)
        cells.saved()
    }
}

/// A fold that is changed in place, by one thread at a time: that is for its owner to see to, so it is unchecked.
package final class KeptFold: @unchecked Sendable {
    package var fold: Fold

    package init(_ fold: consuming Fold) {
        self.fold = fold
    }
}

/// Cells in the order in which they first changed, each once.
package struct ChangedCells {
    package private(set) var cells: [Int] = []
    private var isIn: [Bool] = []

    @inline(__always)
    package mutating func insert(_ cell: Int) {
        while isIn.count <= cell { isIn.append(false) }
        if isIn[cell] { return }
        isIn[cell] = true
        cells.append(cell)
    }

    package mutating func clear() {
        for cell in cells { isIn[cell] = false }
        cells.removeAll(keepingCapacity: true)
    }
}

/// Running sums at ends of blocks that are still to be stored, in the form in which they are.
package struct PendingHistory {
    package private(set) var entries: [(cell: Int, block: UInt32, bytes: Range<Int>)] = []
    package private(set) var bytes: [UInt8] = []

    package var byteCount: Int { bytes.count }

    package mutating func append(cell: Int, block: UInt32, _ rows: borrowing SumRows, row: Int) {
        let start = bytes.count
        RowCoding.append(rows, row: row, to: &bytes)
        entries.append((cell, block, start..<bytes.count))
    }

    package mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
