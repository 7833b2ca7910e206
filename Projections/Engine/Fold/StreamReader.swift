internal import EventLog
internal import Folding
internal import Incidents
internal import Timeline

/// Reads what was asserted of records: the envelopes of their streams, and states that must be put together.
struct StreamReader {
    private let vocabulary: Vocabulary
    /// By the number of a dataset's identifier: so that no assertion needs a text of its own.
    private var speakers: [Term: Speaker] = [:]

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// What was asserted in a stream, and what links said of its record; in the order of their positions.
    struct Statements {
        var assertions: [Assertion] = []
        var links: [LinkStatement] = []

        /// Without those at some positions.
        func timeline(without left: [UInt64] = []) -> Timeline {
            if left.isEmpty { return Timeline(assertions, links: links) }
            return Timeline(
                assertions.filter { !left.contains($0.position) }, links: links.filter { !left.contains($0.position) })
        }

        fileprivate mutating func add(_ entry: RawSpan, at position: UInt64, _ day: Day) {
            // One that cannot be read is parked in every view, and decides nothing.
            guard let part = try? Facts.partInSums(entry: entry) else { return }
            links.append(LinkStatement(position: position, knownAt: day, part: part))
        }
    }

    /// What was said in an event's stream, up to the event.
    ///
    /// - Throws: what the log throws; `FactsError` where the event does not say of which record, or by whom, it is, or how
    ///   a record that it links counts.
    mutating func statements(
        through event: borrowing Facts, in snapshot: borrowing LogSnapshot
    ) throws -> Statements {
        // Not by way of the vocabulary, which would grow with the number of corrections.
        let stream = StreamID(kind: UInt8(event.kind.rawValue), id: try event.idText)
        var statements = Statements()
        for position in try snapshot.positions(of: stream, through: event.position - 1) {
            // One whose envelope cannot be read is parked in every view, and decides nothing.
            guard let entry = try snapshot.entry(at: position) else { continue }
            let envelope = EnvelopeFacts(entry: entry, vocabulary: vocabulary)
            guard let day = envelope.knownAt, let type = envelope.type, let dataset = envelope.dataset
            else { continue }
            if type == .linked {
                statements.add(entry, at: position, day)
            } else {
                statements.assertions.append(assertion(position, day, type, dataset))
            }
        }
        if event.type == .linked {
            statements.links.append(
                LinkStatement(position: event.position, knownAt: event.knownAt, part: try event.partInSums))
        } else {
            statements.assertions.append(assertion(event.position, event.knownAt, event.type, try event.dataset))
        }
        return statements
    }

    private mutating func assertion(_ position: UInt64, _ day: Day, _ type: EventType, _ dataset: Term) -> Assertion {
        let speaker: Speaker
        if dataset == .none {
            speaker = .desk
        } else if let known = speakers[dataset] {
            speaker = known
        } else {
            speaker = .dataset(vocabulary.text(dataset))
            speakers[dataset] = speaker
        }
        return Assertion(position: position, knownAt: day, type: type, speaker: speaker)
    }

    /// The entry of a state that desk and dataset are put together in; nil: there is no such record.
    ///
    /// - Throws: what the log throws; `FactsError` where one of the states cannot be decoded whole.
    func merged(
        _ outcome: Standing.Outcome, for event: borrowing Facts, in snapshot: borrowing LogSnapshot
    ) throws -> [UInt8]? {
        do {
            return try MergedEntry.bytes(of: outcome, for: event) { position in
                guard let entry = try snapshot.entry(at: position) else { return nil }
                return try RecordedEvent(entry: entry)
            }
        } catch let error as ValidationError {
            throw FactsError(.badRecord, "belongs to a record whose states cannot be put together: \(error)")
        }
    }
}
