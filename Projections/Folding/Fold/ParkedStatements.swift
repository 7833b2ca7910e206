package import Incidents
package import Timeline

/// Whether events that a view could not take in make a difference to what it says of their record.
package enum ParkedStatements {
    /// The parked events of one stream that an answer lacks.
    ///
    /// None as soon as a later statement of the same speaker, by the timeline's order, says what holds: what a sum takes
    /// from the record is then the same with the parked events and without them.
    ///
    /// - Parameters:
    ///   - assertions: of the stream, in the order of their positions, the parked ones too.
    ///   - links: what links say of the stream's record, in the same order.
    ///   - parked: their positions.
    ///   - position: the answer's.
    ///   - day: the answer's known-by day; nil: everything is known.
    package static func deciding(
        _ assertions: [Assertion], links: [LinkStatement] = [], parked: Set<UInt64>, asOf position: UInt64,
        knownBy day: Day?
    ) -> Set<UInt64> {
        let all = Timeline(assertions, links: links)
        let taken = Timeline(
            assertions.filter { !parked.contains($0.position) }, links: links.filter { !parked.contains($0.position) })
        let (full, known) = (
            all.standing(asOf: position, knownBy: day), taken.standing(asOf: position, knownBy: day)
        )
        var deciding = foreign(assertions, all, asOf: position, knownBy: day)
        guard full.pieces != known.pieces else { return deciding }
        func heard(_ events: [(position: UInt64, knownAt: Day)]) -> [UInt64] {
            events.filter { event in
                parked.contains(event.position) && event.position <= position
                    && day.map { event.knownAt <= $0 } ?? true
            }.map(\.position)
        }
        let named = [full.said, full.desk, full.base].flatMap { [$0?.event, $0?.state] }
            .compactMap { $0 }.filter(parked.contains)
        if named.isEmpty {
            // A later confirmation repeats what a parked event left its speaker with: that one it is about.
            deciding.formUnion(heard(assertions.map { ($0.position, $0.knownAt) }).suffix(1))
        }
        // Of links each decides for itself.
        if full.links != known.links { deciding.formUnion(heard(links.map { ($0.position, $0.knownAt) })) }
        return deciding.union(named)
    }

    /// What a second dataset says of the record is in no sum; nothing is lacking where it says that there is no such record.
    private static func foreign(
        _ assertions: [Assertion], _ timeline: Timeline, asOf position: UInt64, knownBy day: Day?
    ) -> Set<UInt64> {
        guard !timeline.foreign.isEmpty else { return [] }
        let foreign = Set(timeline.foreign)
        let others = Dictionary(grouping: assertions.filter { foreign.contains($0.position) }, by: \.speaker)
        return Set(
            others.compactMap { speaker, own in
                let said = Timeline(own).said(by: speaker, asOf: position, knownBy: day)
                return said?.state == nil ? nil : said?.event
            })
    }
}
