package import Incidents

/// Where an event falls among the earlier events of its stream, on the axis of what was known when.
///
/// The state of a record as of a position and known by a day is its last event by (known at, position) among those
/// not after either. So a new event decides from its own known-at day on, until the first later day at which an
/// earlier event already decided.
package struct StreamTimeline: Equatable {
    package struct Event: Equatable {
        package var knownAt: Day
        package var position: UInt64
    }

    /// The event that decided until now on the new event's day; nil if none did.
    package var before: UInt64?
    /// The day from which on an earlier event keeps deciding; nil if none does.
    package var overtakenOn: Day?

    /// - Parameter earlier: in order of position.
    package init(knownAt: Day, after earlier: some Sequence<Event>) {
        var last: Event?
        for event in earlier {
            if event.knownAt > knownAt {
                overtakenOn = min(overtakenOn ?? event.knownAt, event.knownAt)
            } else if last.map({ $0.knownAt <= event.knownAt }) ?? true {
                last = event
            }
        }
        before = last?.position
    }
}
