public import Incidents

/// **The one rule for what a record's state is**: who says what of it, as of a position and known by a day.
///
/// 1. *Each speaker by itself*: its last assertion ordered by (known at, position) gives what it says. A confirmation says
///    what the speaker said by its known-at day, as of the confirmation's own position.
/// 2. *Desk and dataset together*: what the desk says stands where the dataset has said nothing else since the desk last
///    spoke; where it has, the two are merged field by field (``Incidents/Record/merged(base:desk:dataset:)``).
///
/// 3. *Links*, apart from both: what each link makes of the record's part in sums is what it said last, ordered by (known
///    at, position). Nobody has spoken of the record by it.
///
/// It holds no states: it names the events that carry them, so that a reader decodes only what it needs.
public struct Timeline: Hashable, Sendable {
    /// In the order of their positions.
    public let assertions: [Assertion]
    /// The dataset that the stream belongs to: of the first assertion by one; empty: none has spoken of it.
    public let dataset: String
    /// For each assertion the position of the state that it leaves its speaker with; nil: none.
    private let states: [UInt64?]
    /// For each assertion by the desk what the dataset said then.
    private let bases: [Said?]
    /// In the order of their positions; of nearly all streams none.
    private let links: [LinkStatement]

    /// - Parameters:
    ///   - assertions: of one stream, in the order of their positions. Those of a second dataset are passed over: see
    ///     ``foreign``; and so are events that are *linked*, which belong to `links`.
    ///   - links: what links say of the same stream's record, in the order of their positions.
    public init(_ assertions: [Assertion], links: [LinkStatement] = []) {
        self.links = links
        let dataset = assertions.first { !$0.speaker.isDesk }?.speaker.dataset ?? ""
        let own = assertions.filter {
            $0.type != .linked && ($0.speaker.isDesk || $0.speaker.dataset == dataset)
        }
        foreign =
            own.count == assertions.count
            ? [] : assertions.filter { $0.type != .linked && !own.contains($0) }.map(\.position)
        var states: [UInt64?] = []
        var bases: [Said?] = []
        var desk = Spoken()
        var publisher = Spoken()
        for assertion in own {
            let isDesk = assertion.speaker.isDesk
            let state: UInt64? =
                switch assertion.type {
                case .recorded, .corrected, .reinstated: assertion.position
                case .withdrawn, .linked: nil
                case .confirmed: (isDesk ? desk : publisher).last(knownBy: assertion.knownAt)?.state
                }
            bases.append(isDesk ? publisher.last(knownBy: assertion.knownAt) : nil)
            let said = Said(event: assertion.position, state: state)
            if isDesk { desk.add(said, assertion.knownAt) } else { publisher.add(said, assertion.knownAt) }
            states.append(state)
        }
        self.assertions = own
        self.dataset = dataset
        self.states = states
        self.bases = bases
    }

    /// Positions of assertions by another dataset than the stream's: a stream belongs to at most one.
    public let foreign: [UInt64]

    /// What a speaker says.
    ///
    /// - Parameters:
    ///   - asOf: assertions after that position are not known yet.
    ///   - knownBy: those known after that day are left out; nil: none are.
    /// - Returns: nil where it has said nothing.
    public func said(by speaker: Speaker, asOf position: UInt64 = .max, knownBy day: Day? = nil) -> Said? {
        let last = lastIndex(asOf: position, knownBy: day, isDesk: speaker.isDesk)
        return speaker.isDesk || speaker.dataset == dataset ? last.map(said) : nil
    }

    /// What desk and dataset say.
    public func standing(asOf position: UInt64 = .max, knownBy day: Day? = nil) -> Standing {
        let desk = lastIndex(asOf: position, knownBy: day, isDesk: true)
        let publisher = lastIndex(asOf: position, knownBy: day, isDesk: false)
        return standing(desk: desk, publisher: publisher, linkedParts(asOf: position, knownBy: day))
    }

    /// What desk and dataset say along the known-by days, from a day on: one for that day, and one for each later day on
    /// which one of them, or a link, said something.
    ///
    /// - Parameter asOf: assertions after that position are not known yet.
    public func standings(from day: Day, asOf position: UInt64 = .max) -> [(from: Day, standing: Standing)] {
        var desk = lastIndex(asOf: position, knownBy: day, isDesk: true)
        var publisher = lastIndex(asOf: position, knownBy: day, isDesk: false)
        var parts = linkedParts(asOf: position, knownBy: day)
        var result = [(from: day, standing: standing(desk: desk, publisher: publisher, parts))]
        var later = assertions.indices.filter { assertions[$0].position <= position && assertions[$0].knownAt > day }
        if later.count > 1 { later.sort { (assertions[$0].knownAt, $0) < (assertions[$1].knownAt, $1) } }
        var linkDays = laterLinkDays(than: day, asOf: position)[...]
        func append(_ from: Day) {
            if result[result.count - 1].from == from { result.removeLast() }
            result.append((from: from, standing: standing(desk: desk, publisher: publisher, parts)))
        }
        func appendLinks(through last: Day?) {
            while let linked = linkDays.first, last.map({ linked <= $0 }) ?? true {
                linkDays.removeFirst()
                parts = linkedParts(asOf: position, knownBy: linked)
                append(linked)
            }
        }
        for index in later {
            appendLinks(through: assertions[index].knownAt)
            if assertions[index].speaker.isDesk { desk = index } else { publisher = index }
            append(assertions[index].knownAt)
        }
        appendLinks(through: nil)
        return result
    }

    private func standing(desk: Int?, publisher: Int?, _ links: LinkedParts) -> Standing {
        Standing(
            dataset: publisher == nil ? "" : dataset, said: publisher.map(said), desk: desk.map(said),
            base: desk.flatMap { bases[$0] }, links: links)
    }

    /// What all links together make of the record's part.
    private func linkedParts(asOf position: UInt64, knownBy day: Day?) -> LinkedParts {
        links.isEmpty ? LinkedParts() : LinkedParts(LinkStatement.last(of: links, asOf: position, knownBy: day).values)
    }

    /// Of each link what it says of how the record counts, in the order of their positions.
    public func linkStatements(asOf position: UInt64 = .max, knownBy day: Day? = nil) -> [LinkStatement] {
        LinkStatement.last(of: links, asOf: position, knownBy: day).values.sorted { $0.position < $1.position }
    }

    /// The days after a day on which a link says something, in order.
    private func laterLinkDays(than day: Day, asOf position: UInt64) -> [Day] {
        if links.isEmpty { return [] }
        return Set(links.lazy.filter { $0.position <= position && $0.knownAt > day }.map(\.knownAt)).sorted()
    }

    private func said(_ index: Int) -> Said {
        Said(event: assertions[index].position, state: states[index])
    }

    /// The last assertion of the desk or of the dataset, ordered by (known at, position).
    private func lastIndex(asOf position: UInt64, knownBy day: Day?, isDesk: Bool) -> Int? {
        var last: Int?
        // By index: an assertion that is taken out of the array is a copy of a text.
        for index in assertions.indices {
            guard assertions[index].position <= position, assertions[index].speaker.isDesk == isDesk,
                day.map({ assertions[index].knownAt <= $0 }) ?? true
            else { continue }
            if let last, assertions[last].knownAt > assertions[index].knownAt { continue }
            last = index
        }
        return last
    }
}

/// What one speaker has said up to a position, by known-at day.
private struct Spoken {
    /// Ascending by day, one for each.
    private var days: [(day: Day, said: Said)] = []

    /// How many days are not after a day.
    private func count(through day: Day) -> Int {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func last(knownBy day: Day) -> Said? {
        let count = count(through: day)
        return count == 0 ? nil : days[count - 1].said
    }

    mutating func add(_ said: Said, _ day: Day) {
        let count = count(through: day)
        if count > 0, days[count - 1].day == day {
            days[count - 1].said = said
        } else {
            days.insert((day, said), at: count)
        }
    }
}
