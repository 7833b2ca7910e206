import Incidents
import Timeline

/// What the ledger holds of one record: every event of its stream, in the order of the log.
struct HeldStream: Sendable {
    let record: RecordID
    let events: [EventOutline]

    /// The number of events: the version of the last one.
    var version: UInt32 { UInt32(events.count) }

    var assertions: [Assertion] { events.map(Assertion.init) }

    /// The bytes of the state that the event at a position carries.
    func state(at position: UInt64) -> EncodedRecord? {
        events.first { $0.position == position }?.state
    }
}

extension Assertion {
    init(_ event: EventOutline) {
        self.init(
            position: event.position, knownAt: event.knownAt, type: event.type,
            speaker: Speaker(dataset: event.dataset))
    }
}

/// An import that the ledger holds.
struct PriorImport: Hashable, Sendable {
    /// The identifier of its record.
    var id: String
    var dataset: String
    var asAt: Day
    /// SHA-256 of the file: 32 bytes.
    var digest: [UInt8]
    var scope: FileScope
    /// The years that the file is a complete statement of.
    var years: [ClosedRange<Int32>]
    var fields: SpokenFields
    /// Of the event that recorded it, the last of its request.
    var position: UInt64
    /// It was undone, and says nothing any more.
    var isUndone: Bool

    /// - Parameter state: of the import's record.
    init(id: String, _ state: Import, position: UInt64, isUndone: Bool) {
        self.id = id
        self.position = position
        self.isUndone = isUndone
        dataset = state.dataset
        asAt = state.asAt
        digest = state.fileDigest
        scope = FileScope(state)
        years = state.years
        fields = SpokenFields(state.reading.stated)
    }
}

/// The record of a dataset, as the ledger holds it now.
struct HeldDataset: Hashable, Sendable {
    var id: String
    /// Nil: withdrawn.
    var state: Dataset?
    /// The first and the last day as of which something is said of it.
    var firstKnownAt: Day
    var lastKnownAt: Day
    /// The number of events of its stream.
    var version: UInt32
}

/// What the ledger holds that an import depends on, beside the streams.
struct Holdings {
    /// Every import, of any dataset, those that were undone among them.
    var imports: [PriorImport]
    /// Every dataset.
    var datasets: [HeldDataset]
    /// The name of every stream that may belong to the file's dataset, in any order.
    var known: [RecordID]
}
