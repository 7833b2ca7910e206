package import Incidents

/// Folds the events between the end of a block and the position that an answer is about.
package struct TailFold {
    package private(set) var cells: AnswerCells
    private var projector: Projector
    private let vocabulary: Vocabulary
    private let knownBy: Day?
    private let parked: Set<UInt64>
    private let kinds: Set<RecordKind>

    package init(_ view: any View, _ cells: AnswerCells, knownBy: Day?, parked: Set<UInt64>) {
        self.cells = cells
        self.knownBy = knownBy
        self.parked = parked
        kinds = view.kinds
        vocabulary = cells.vocabulary
        projector = Projector(view)
    }

    /// - Throws: what the log throws, and the view: it did not when the event was folded, or it would be parked.
    ///
    /// - Parameters:
    ///   - earlier: finds the earlier events of its stream.
    ///   - reader: reads the state that the event replaces.
    package mutating func take(
        _ position: UInt64, _ entry: RawSpan, after earlier: (borrowing Facts) throws -> EarlierEvents,
        _ reader: EntryReader
    ) throws {
        if parked.contains(position) { return }
        let event = try Facts(entry: entry, vocabulary: vocabulary)
        guard kinds.contains(event.kind) else { return }
        let timeline = try earlier(event).timeline(of: event, except: parked)
        try projector.begin(replacing: timeline.before, vocabulary, reader)
        try projector.take(event)
        let (knownBy, table) = (knownBy, cells.table)
        projector.forEachChange(knownAt: event.knownAt, overtakenOn: timeline.overtakenOn) {
            sign, changes, index, day in
            if let knownBy, day > knownBy { return }
            // Every cell is in the table: the view has come at least as far.
            let (key, row) = changes.cell(index)
            if let cell = table.find(key) { cells.rows.add(sign, changes, row: row, to: cell) }
        }
    }
}
