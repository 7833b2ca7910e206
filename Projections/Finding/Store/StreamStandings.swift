internal import EventLog
internal import Incidents
internal import Timeline

/// What stands of one record after one of its events, along the known-at days: as the timeline says it.
struct StreamStandings {
    /// A stretch of days in which the same is what stands.
    struct Stretch: Hashable {
        /// The first day; a number of days since 1970-01-01.
        var from: Int64
        /// The day after the last.
        var to: Int64
        var standing: Standing

        /// Tells one standing from another in the store.
        var text: String {
            let parts = [standing.said, standing.desk, standing.base].map { said in
                said.map { "\($0.event)/\($0.state.map(String.init) ?? "-")" } ?? "-"
            }
            return parts.joined(separator: " ")
        }
    }

    /// In the order of their days.
    let stretches: [Stretch]
    /// A dataset that the record does not belong to has spoken of it with the last event.
    let isByStranger: Bool

    /// - Parameter outlines: of the record's events, in the order of the log.
    init(_ outlines: [EventOutline]) {
        let timeline = Timeline(
            outlines.lazy.filter { $0.type != .linked }.map {
                Assertion(
                    position: $0.position, knownAt: $0.knownAt, type: $0.type, speaker: Speaker(dataset: $0.dataset))
            })
        isByStranger = timeline.foreign.contains { $0 == outlines.last?.position }
        var stretches: [Stretch] = []
        for (from, standing) in timeline.standings(from: Day(number: .min)) where !standing.isUnspoken {
            if let last = stretches.last {
                if last.standing == standing { continue }
                stretches[stretches.count - 1].to = Int64(from.number)
            }
            stretches.append(Stretch(from: Int64(from.number), to: FindSchema.forever, standing: standing))
        }
        self.stretches = stretches
    }

    /// A record of which one thing was said.
    init(first event: RecordedEvent) {
        let said = Said(event: event.position, state: event.event.type.carriesState ? event.position : nil)
        let isDesk = event.event.dataset.isEmpty
        let standing = Standing(
            dataset: event.event.dataset, said: isDesk ? nil : said, desk: isDesk ? said : nil)
        stretches = [
            Stretch(from: Int64(event.event.knownAt.number), to: FindSchema.forever, standing: standing)
        ]
        isByStranger = false
    }
}

/// The events of one record, as far as the store needs them: outlines of all, and whole those that decide.
struct StreamEvents {
    let outlines: [EventOutline]
    private(set) var whole: [UInt64: RecordedEvent] = [:]

    /// - Parameters:
    ///   - event: the last one.
    ///   - parked: events that could not be read, which decide nothing.
    init(through event: RecordedEvent, without parked: Set<UInt64>, in snapshot: borrowing LogSnapshot) throws {
        let record = event.event.record
        var outlines: [EventOutline] = []
        let stream = StreamID(kind: UInt8(record.kind.rawValue), id: record.id)
        for position in try snapshot.positions(of: stream, through: event.position) where !parked.contains(position) {
            guard let entry = try snapshot.entry(at: position) else { continue }
            outlines.append(try EventOutline(entry: entry))
        }
        self.outlines = outlines
        whole[event.position] = event
    }

    mutating func event(at position: UInt64, in snapshot: borrowing LogSnapshot) throws -> RecordedEvent? {
        if let event = whole[position] { return event }
        guard let entry = try snapshot.entry(at: position) else { return nil }
        let event = try RecordedEvent(entry: entry)
        whole[position] = event
        return event
    }

    /// The last state that was stated of the record before an event withdrew it, by known-at day and position.
    func lastState(before event: RecordedEvent) -> UInt64? {
        let stated = outlines.filter {
            $0.type.carriesState && ($0.knownAt, $0.position) < (event.event.knownAt, event.position)
        }
        return stated.max { ($0.knownAt, $0.position) < ($1.knownAt, $1.position) }?.position
    }
}
