internal import EventLog
internal import Folding
internal import Incidents
internal import Timeline

/// Finds which of the events that a view has parked decide what is said of their records.
enum ParkedStreams {
    /// - Parameters:
    ///   - parked: the positions of the view's parked events up to `position`.
    /// - Returns: those that an answer lacks as of the position and known by the day; ascending.
    /// - Throws: what the log throws.
    static func deciding(
        _ parked: [UInt64], asOf position: UInt64, knownBy day: Day?, in snapshot: borrowing LogSnapshot
    ) throws -> [UInt64] {
        let all = Set(parked)
        var (seen, deciding): (Set<StreamID>, Set<UInt64>) = ([], [])
        for event in parked {
            guard let entry = try snapshot.entry(at: event), let id = Facts.idText(entry: entry) else { continue }
            let stream = StreamID(kind: Facts.kindNumber(entry: entry), id: id)
            guard seen.insert(stream).inserted else { continue }
            let (assertions, links) = try assertions(of: stream, through: position, all, snapshot)
            deciding.formUnion(
                ParkedStatements.deciding(assertions, links: links, parked: all, asOf: position, knownBy: day))
        }
        return deciding.sorted()
    }

    private static func assertions(
        of stream: StreamID, through last: UInt64, _ parked: Set<UInt64>, _ snapshot: borrowing LogSnapshot
    ) throws -> (assertions: [Assertion], links: [LinkStatement]) {
        let vocabulary = Vocabulary()
        var assertions: [Assertion] = []
        var links: [LinkStatement] = []
        for position in try snapshot.positions(of: stream, through: last) {
            guard let entry = try snapshot.entry(at: position) else { continue }
            let envelope = EnvelopeFacts(entry: entry, vocabulary: vocabulary)
            // What a parked event does not say has no place of its own: it counts from the first day on, so that the next
            // statement supersedes it.
            let day = envelope.knownAt.flatMap { Node.days.contains($0) ? $0 : nil } ?? Node.days.lowerBound
            if envelope.type == .linked {
                // One that cannot be read is taken for a link of its own, which nothing later supersedes.
                let part = try? Facts.partInSums(entry: entry)
                links.append(
                    LinkStatement(
                        position: position, knownAt: day,
                        part: part ?? PartInSums(link: "at \(position)", part: .none, beside: "")))
                continue
            }
            assertions.append(
                Assertion(
                    position: position, knownAt: day, type: envelope.type ?? .corrected,
                    speaker: Speaker(dataset: envelope.dataset.map(vocabulary.text) ?? "")))
        }
        return (assertions, links)
    }
}
