internal import EventLog
internal import Incidents

/// A view's cells in memory, and what changed in them: all that an event touches, in one value, so that the event costs
/// one exclusive access and no copy.
struct FoldCells {
    private var projector: Projector
    var table = CellTable()
    /// What each cell adds up to when `keepHistory(block:)` was last called, over all days.
    var present: SumRows
    /// What changed since then: the only rows that an event adds to.
    private var inBlock: DayRows

    // Up to then, since the last `saved()`.
    private(set) var days: DayRows
    private(set) var history = PendingHistory()
    private(set) var changed = ChangedCells()

    init(_ view: any View) {
        projector = Projector(view)
        present = SumRows(width: view.measures.count)
        inBlock = DayRows(width: view.measures.count)
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
        for index in 0..<projector.after.count { add(1, projector.after, index, knownAt) }
        for index in 0..<projector.before.count { add(-1, projector.before, index, knownAt) }
        guard let overtakenOn else { return }
        for index in 0..<projector.after.count { add(-1, projector.after, index, overtakenOn) }
        for index in 0..<projector.before.count { add(1, projector.before, index, overtakenOn) }
    }

    @inline(__always)
    private mutating func add(_ sign: Int64, _ buffer: borrowing CellBuffer, _ index: Int, _ day: Day) {
        let (key, row) = buffer.cell(index)
        let cell = table.find(key) ?? addCell(key)
        inBlock.add(sign, buffer, row: row, cell: cell, day: day)
    }

    private mutating func addCell(_ key: CellKey) -> Int {
        _ = present.append()
        return table.add(key)
    }

    /// Keeps the running sums of the cells that changed since this was last called, as of the end of a block.
    mutating func keepHistory(block: UInt32) {
        var touched = ChangedCells()
        for row in 0..<inBlock.count {
            let cell = inBlock.cells[row]
            present.add(inBlock.rows, row: row, to: cell)
            days.add(inBlock.rows, row: row, cell: cell, day: inBlock.days[row])
            changed.insert(cell)
            touched.insert(cell)
        }
        for cell in touched.cells { history.append(cell: cell, block: block, present, row: cell) }
        inBlock.clear()
    }

    /// What changed is stored: forgets it.
    mutating func saved() {
        history.clear()
        changed.clear()
        days.clear()
    }
}
