internal import EventLog
internal import Incidents

/// A view's cells in memory, and what changed in them: all that an event touches, in one value, so that the event costs
/// one exclusive access and no copy.
struct FoldCells {
    private var projector: Projector
    var table = CellTable()
    /// What each cell adds up to at the fold's position, over all days.
    var present: SumRows

    // Since the last `saved()`.
    private(set) var days: DayRows
    private(set) var history = PendingHistory()
    private(set) var changed = ChangedCells()
    /// Since the last end of a block.
    private var changedInBlock = ChangedCells()

    init(_ view: any View) {
        projector = Projector(view)
        present = SumRows(width: view.measures.count)
        days = DayRows(width: view.measures.count)
    }

    /// Folds an event.
    ///
    /// - Returns: what the view threw where it cannot read the record; nothing has then changed.
    /// - Throws: what reading the state that the event replaces throws.
    mutating func take(
        _ event: borrowing Facts, _ timeline: StreamTimeline, _ vocabulary: Vocabulary,
        _ snapshot: borrowing LogSnapshot
    ) throws -> (any Error)? {
        if let before = timeline.before {
            try projector.replace(before, vocabulary, snapshot)
        } else {
            projector.begin()
        }
        do {
            try projector.take(event)
        } catch {
            return error
        }
        apply(knownAt: event.knownAt, overtakenOn: timeline.overtakenOn)
        return nil
    }

    /// Adds what the projector holds of the current event.
    @inline(__always)
    private mutating func apply(knownAt: Day, overtakenOn: Day?) {
        for row in projector.after.keys.indices { add(1, projector.after, row, knownAt) }
        for row in projector.before.keys.indices { add(-1, projector.before, row, knownAt) }
        guard let overtakenOn else { return }
        for row in projector.after.keys.indices { add(-1, projector.after, row, overtakenOn) }
        for row in projector.before.keys.indices { add(1, projector.before, row, overtakenOn) }
    }

    @inline(__always)
    private mutating func add(_ sign: Int64, _ buffer: CellBuffer, _ row: Int, _ day: Day) {
        let cell = table.find(buffer.keys[row]) ?? addCell(buffer.keys[row])
        present.add(sign, buffer, row: row, to: cell)
        days.add(sign, buffer, row: row, cell: cell, day: day)
        changed.insert(cell)
        changedInBlock.insert(cell)
    }

    private mutating func addCell(_ key: CellKey) -> Int {
        _ = present.append()
        return table.add(key)
    }

    /// Keeps the running sums of the cells that changed since this was last called, as of the end of a block.
    mutating func keepHistory(block: UInt32) {
        for cell in changedInBlock.cells { history.append(cell: cell, block: block, present, row: cell) }
        changedInBlock.clear()
    }

    /// What changed is stored: forgets it.
    mutating func saved() {
        history.clear()
        changed.clear()
        days.clear()
    }
}
