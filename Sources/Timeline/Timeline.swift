public import Incidents

/// **The one rule for what a record's state is**: who says what of it, as of a position and known by a day.
///
/// 1. *Each speaker by itself*: its last assertion ordered by (known at, position) gives what it says. A confirmation says
///    what the speaker said by its known-at day, as of the confirmation's own position.
/// 2. *Desk and dataset together*: what the desk says stands where the dataset has said nothing else since the desk last
///    spoke; where it has, the two are merged field by field (``Incidents/Record/merged(base:desk:dataset:)``).
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

    /// - Parameter assertions: of one stream, in the order of their positions. Those of a second dataset are passed over:
    ///   see ``foreign``.
    public init(_ assertions: [Assertion]) {
        let dataset = assertions.first { !$0.speaker.isDesk }?.speaker.dataset ?? ""
        let own = assertions.filter { $0.speaker.isDesk || $0.speaker.dataset == dataset }
        foreign = own.count == assertions.count ? [] : assertions.filter { !own.contains($0) }.map(\.position)
        var states: [UInt64?] = []
        var bases: [Said?] = []
        var desk = Spoken()
        var publisher = Spoken()
        for assertion in own {
            let isDesk = assertion.speaker.isDesk
            let state: UInt64? =
                switch assertion.type {
                case .recorded, .corrected, .reinstated: assertion.position
                case .withdrawn: nil
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
        return standing(desk: desk, publisher: publisher)
    }

    /// What desk and dataset say along the known-by days, from a day on: one for that day, and one for each later day on
    /// which one of them spoke.
    ///
    /// - Parameter asOf: assertions after that position are not known yet.
    public func standings(from day: Day, asOf position: UInt64 = .max) -> [(from: Day, standing: Standing)] {
        var desk = lastIndex(asOf: position, knownBy: day, isDesk: true)
        var publisher = lastIndex(asOf: position, knownBy: day, isDesk: false)
        var result = [(from: day, standing: standing(desk: desk, publisher: publisher))]
        var later = assertions.indices.filter { assertions[$0].position <= position && assertions[$0].knownAt > day }
        if later.count > 1 { later.sort { (assertions[$0].knownAt, $0) < (assertions[$1].knownAt, $1) } }
        for index in later {
            if assertions[index].speaker.isDesk { desk = index } else { publisher = index }
            let next = (from: assertions[index].knownAt, standing: standing(desk: desk, publisher: publisher))
            if result[result.count - 1].from == next.from { result.removeLast() }
            result.append(next)
        }
        return result
    }

    private func standing(desk: Int?, publisher: Int?) -> Standing {
        Standing(
            dataset: publisher == nil ? "" : dataset, said: publisher.map(said), desk: desk.map(said),
            base: desk.flatMap { bases[$0] })
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
