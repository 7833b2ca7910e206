internal import EventLog
internal import Incidents

extension Fold {
    /// Folds one entry, which must be the next one, into several views at once: it is read only once.
    ///
    /// - Returns: so much has changed in one of them that it should be stored, lest memory grow.
    /// - Throws: what the log throws. What a view throws parks the event there.
    @inline(__always)
    static func take(
        _ position: UInt64, _ entry: RawSpan, of snapshot: borrowing LogSnapshot, into folds: inout [Fold],
        _ vocabulary: Vocabulary
    ) throws -> Bool {
        let kind = Facts.kindNumber(entry: entry)
        // In place: a fold that is read from an array is copied first.
        var folds = folds.mutableSpan
        for index in folds.indices { folds[index].count(kind, at: position) }
        do {
            let event = try Facts(entry: entry, vocabulary: vocabulary)
            guard Node.days.contains(event.knownAt) else {
                throw FactsError(.badField, "is known on a day that is not in the calendar")
            }
            let earlier = try EarlierEvents(than: event, in: snapshot)
            for index in folds.indices { try folds[index].take(event, kind, earlier, snapshot) }
        } catch let error as FactsError {
            for index in folds.indices { folds[index].parkUnreadable(position, error) }
        }
        var shouldBeStored = false
        for index in folds.indices where folds[index].finishBlock() { shouldBeStored = true }
        return shouldBeStored
    }

    private mutating func parkUnreadable(_ position: UInt64, _ error: FactsError) {
        park(position, setAside[position] ?? error.description)
    }

    @inline(__always)
    private mutating func take(
        _ event: borrowing Facts, _ kind: UInt8, _ earlier: EarlierEvents, _ snapshot: borrowing LogSnapshot
    ) throws {
        if !setAside.isEmpty, let error = setAside[event.position] { return park(event.position, error) }
        guard wanted[Int(kind)] else { return }
        let timeline = earlier.isEmpty ? StreamTimeline.first : earlier.timeline(of: event, except: parked)
        if let error = try cells.take(event, timeline, vocabulary, snapshot) {
            park(event.position, String(describing: error))
        }
    }
}

/// The earlier events of an event's stream.
struct EarlierEvents {
    private var events: [StreamTimeline.Event] = []

    /// - Throws: what the log throws.
    @inline(__always)
    init(than event: borrowing Facts, in snapshot: borrowing LogSnapshot) throws {
        if event.version > 1 { try read(event, snapshot) }
    }

    private mutating func read(_ event: borrowing Facts, _ snapshot: borrowing LogSnapshot) throws {
        let id = event.vocabulary.text(try event.id)
        let stream = StreamID(kind: UInt8(event.kind.rawValue), id: id)
        for position in try snapshot.positions(of: stream) {
            guard position < event.position else { break }
            guard let entry = try snapshot.entry(at: position) else { continue }
            // One whose envelope cannot be read is parked in every view, and decides nothing.
            guard let knownAt = try? Facts.knownAt(entry: entry) else { continue }
            events.append(StreamTimeline.Event(knownAt: knownAt, position: position))
        }
    }

    var isEmpty: Bool { events.isEmpty }

    /// Where an event falls among them, those left out that a view has parked.
    func timeline(of event: borrowing Facts, except parked: Set<UInt64>) -> StreamTimeline {
        StreamTimeline(knownAt: event.knownAt, after: events.lazy.filter { !parked.contains($0.position) })
    }
}
