package import Incidents

/// The earlier events of an event's stream.
package struct EarlierEvents {
    private var events: [StreamTimeline.Event] = []

    /// None: the event is the first of its stream.
    @inline(__always)
    package init() {}

    /// Adds the next one, in order of position.
    package mutating func append(position: UInt64, knownAt: Day) {
        events.append(StreamTimeline.Event(knownAt: knownAt, position: position))
    }

    var isEmpty: Bool { events.isEmpty }

    /// Where an event falls among them, those left out that a view has parked.
    func timeline(of event: borrowing Facts, except parked: Set<UInt64>) -> StreamTimeline {
        StreamTimeline(knownAt: event.knownAt, after: events.lazy.filter { !parked.contains($0.position) })
    }
}

/// Hands over the bytes of the entry at a position of the log, if there is one.
package typealias EntryReader = (_ position: UInt64, _ body: (RawSpan) throws -> Void) throws -> Void
