internal import Incidents

/// Turns events into what they change in the cells of one view.
///
/// For each event: what the record's new state adds, minus what the state that it replaces had added.
struct Projector {
    let view: any View
    private(set) var after: CellBuffer
    private(set) var before: CellBuffer

    init(_ view: any View) {
        self.view = view
        after = CellBuffer(width: view.measures.count)
        before = CellBuffer(width: view.measures.count)
    }

    /// Begins with an event that replaces nothing.
    @inline(__always)
    mutating func begin() {
        after.clear()
        before.clear()
    }

    /// Begins with an event that replaces the state that the event at `position` left, if there is one.
    ///
    /// - Throws: what the log throws, and the view: it did not when that event was folded, or it would be parked.
    mutating func begin(replacing position: UInt64?, _ vocabulary: Vocabulary, _ entry: EntryReader) throws {
        begin()
        guard let position else { return }
        try entry(position) { entry in
            let event = try Facts(entry: entry, vocabulary: vocabulary)
            if event.hasRecord { try view.cells(of: event, into: &before) }
        }
    }

    /// Reads what the new state adds.
    ///
    /// - Throws: what the view throws.
    @inline(__always)
    mutating func take(_ event: borrowing Facts) throws {
        if event.hasRecord { try view.cells(of: event, into: &after) }
    }

    /// Calls `body` for each change: its sign, the buffer and the index in it of the cell, and the day from which it holds.
    @inline(__always)
    func forEachChange(
        knownAt: Day, overtakenOn: Day?,
        _ body: (_ sign: Int64, _ cells: borrowing CellBuffer, _ index: Int, _ day: Day) -> Void
    ) {
        for index in 0..<after.count { body(1, after, index, knownAt) }
        for index in 0..<before.count { body(-1, before, index, knownAt) }
        guard let overtakenOn else { return }
        for index in 0..<after.count { body(-1, after, index, overtakenOn) }
        for index in 0..<before.count { body(1, before, index, overtakenOn) }
    }
}
