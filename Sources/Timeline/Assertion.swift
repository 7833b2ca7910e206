public import Incidents

/// Who says something of a record.
public enum Speaker: Hashable, Sendable {
    /// The people who use this ledger, by hand.
    case desk
    /// A publisher's body of records, by its identifier.
    case dataset(String)

    /// - Parameter dataset: as an event states it; empty: the desk.
    public init(dataset: String) {
        self = dataset.isEmpty ? .desk : .dataset(dataset)
    }

    public var isDesk: Bool {
        if case .desk = self { true } else { false }
    }

    /// As an event states it; empty: the desk.
    public var dataset: String {
        if case .dataset(let id) = self { id } else { "" }
    }
}

/// An event of a stream, as far as the timeline depends on it: not what it says, but who says it, and when.
public struct Assertion: Hashable, Sendable {
    public var position: UInt64
    public var knownAt: Day
    public var type: EventType
    public var speaker: Speaker

    public init(position: UInt64, knownAt: Day, type: EventType, speaker: Speaker) {
        self.position = position
        self.knownAt = knownAt
        self.type = type
        self.speaker = speaker
    }

    public init(_ event: RecordedEvent) {
        self.init(
            position: event.position, knownAt: event.event.knownAt, type: event.event.type,
            speaker: Speaker(dataset: event.event.dataset))
    }
}

/// What one speaker says of a record at a moment.
public struct Said: Hashable, Sendable {
    /// The position of the event that decides.
    public var event: UInt64
    /// The position of the event that carries the state, which is an earlier one where the deciding event confirms; nil:
    /// that there is no such record.
    public var state: UInt64?

    public init(event: UInt64, state: UInt64?) {
        self.event = event
        self.state = state
    }
}
