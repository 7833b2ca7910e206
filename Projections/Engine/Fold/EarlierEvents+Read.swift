internal import EventLog
internal import Folding
internal import Incidents

extension EarlierEvents {
    /// - Throws: what the log throws.
    @inline(__always)
    init(than event: borrowing Facts, in snapshot: borrowing LogSnapshot) throws {
        self.init()
        if event.version > 1 { try read(event, snapshot) }
    }

    private mutating func read(_ event: borrowing Facts, _ snapshot: borrowing LogSnapshot) throws {
        // Not by way of the vocabulary, which would grow with the number of corrections.
        let stream = StreamID(kind: UInt8(event.kind.rawValue), id: try event.idText)
        for position in try snapshot.positions(of: stream, through: event.position - 1) {
            guard let entry = try snapshot.entry(at: position) else { continue }
            // One whose envelope cannot be read is parked in every view, and decides nothing.
            guard let knownAt = try? Facts.knownAt(entry: entry) else { continue }
            append(position: position, knownAt: knownAt)
        }
    }
}
