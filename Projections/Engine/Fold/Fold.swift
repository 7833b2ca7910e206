internal import Incidents

/// One view's cells in memory, and what changed in them since they were last stored.
///
/// Its memory depends on the number of cells and on how much is folded between two calls of ``saved()``, not on the
/// length of the log. It is a value that is changed in place: whoever keeps a copy makes the next change copy it all.
struct Fold {
    let view: any View
    /// For each number of a kind whether the view wants its records.
    let wanted: [Bool]
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

    init(_ view: any View, vocabulary: Vocabulary, blocks: Blocks) {
        self.view = view
        wanted = (0...UInt8.max).map { number in view.kinds.contains { $0.rawValue == number } }
        self.blocks = blocks
        self.vocabulary = vocabulary
        cells = FoldCells(view)
    }

    /// Takes over what is stored; its cells are put into ``cells`` before.
    mutating func restore(position: UInt64, seen: [UInt64], parked: Set<UInt64>) {
        self.position = position
        self.seen = seen
        self.parked = parked
    }

    /// Keeps the running sums of the cells that changed in the block, once its last event was folded.
    ///
    /// - Returns: so much has changed that it should be stored, which can be so only then.
    @inline(__always)
    mutating func finishBlock() -> Bool {
        guard blocks.isEnd(position) else { return false }
        keepHistory()
        return cells.days.count >= 8_192 || cells.history.byteCount >= 4 << 20
    }

    /// Counts an event of a kind, whatever becomes of it.
    @inline(__always)
    mutating func count(_ kind: UInt8, at position: UInt64) {
        seen[Int(kind)] &+= 1
        self.position = position
    }

    /// Puts an event aside: it changes nothing, and the view is incomplete.
    mutating func park(_ position: UInt64, _ error: String) {
        parked.insert(position)
        newlyParked.append((position, error))
    }

    /// Keeps the running sums of the cells that changed since this was last called.
    mutating func keepHistory() {
        guard position > 0 else { return }
        cells.keepHistory(block: Blocks.number(of: position, shift: blocks.shift))
    }

    /// What changed is stored: forgets it.
    mutating func saved() {
        newlyParked.removeAll(keepingCapacity: true)
        cells.saved()
    }
}

/// Cells in the order in which they first changed, each once.
struct ChangedCells {
    private(set) var cells: [Int] = []
    private var isIn: [Bool] = []

    @inline(__always)
    mutating func insert(_ cell: Int) {
        while isIn.count <= cell { isIn.append(false) }
        if isIn[cell] { return }
        isIn[cell] = true
        cells.append(cell)
    }

    mutating func clear() {
        for cell in cells { isIn[cell] = false }
        cells.removeAll(keepingCapacity: true)
    }
}

/// Running sums at ends of blocks that are still to be stored, in the form in which they are.
struct PendingHistory {
    private(set) var entries: [(cell: Int, block: UInt32, bytes: Range<Int>)] = []
    private(set) var bytes: [UInt8] = []

    var byteCount: Int { bytes.count }

    mutating func append(cell: Int, block: UInt32, _ rows: SumRows, row: Int) {
        let start = bytes.count
        RowCoding.append(rows, row: row, to: &bytes)
        entries.append((cell, block, start..<bytes.count))
    }

    mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
