internal import EventLog
internal import Folding
internal import Incidents

/// Folds the events between the end of a block and the position that an answer is about, as a view's own fold does.
enum TailFold {
    /// Adds what the events change to the cells.
    ///
    /// - Parameters:
    ///   - parked: all events up to the last position that the view has parked.
    /// - Throws: what the log throws; ``ProjectionError`` `refused` where the view, which once took an event in, does not.
    static func add(
        _ positions: ClosedRange<UInt64>, of snapshot: borrowing LogSnapshot, parked: [ParkedEvent], knownBy: Day?,
        to cells: inout AnswerCells
    ) throws {
        var block = BlockFold([cells.view], vocabulary: cells.vocabulary)
        let earlier = parked.lazy.map(\.position).filter { $0 < positions.lowerBound }
        // The program may have ended at them: they are not tried again.
        let setAside = Dictionary(parked.map { ($0.position, $0.error) }, uniquingKeysWith: { $1 })
        block.begin(view: 0, Set(earlier), setAside)
        try block.read(positions, of: snapshot, hashes: false, nil)
        let changes = block.views[0]
        if let event = changes.newlyParked.first(where: { setAside[$0.position] == nil }) {
            throw ProjectionError(
                .refused,
                "View \(cells.view.name) v\(cells.view.version) cannot take in the event at position \(event.position) "
                    + "again: \(event.error)")
        }
        cells.add(changes, knownBy: knownBy)
    }
}
