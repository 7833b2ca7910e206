import Incidents
import Testing

@testable import Timeline

/// Random streams against a model that keeps, for each position and day, what each speaker said, in plain dictionaries.
@Suite struct RandomTimelineTests {
    @Test(arguments: 0..<40)
    func `what is held at every position and day is what the model remembers`(round: Int) {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = Numbers(state: seed)
        var model = Model()
        var assertions: [Assertion] = []
        var states: [UInt64: Record] = [:]
        var links: [LinkStatement] = []
        for position in 1...UInt64(2 + random.below(14)) {
            let speaker: Speaker = random.below(3) == 0 ? .desk : .dataset("set")
            let day = Day(number: Int32(random.below(6)))
            let type = EventType.allCases[random.below(EventType.allCases.count)]
            if type == .linked {
                let part = PartInSums(
                    link: ["p", "q"][random.below(2)], part: SumPart.allCases[random.below(3)],
                    beside: ["", "a", "b"][random.below(3)])
                links.append(LinkStatement(position: position, knownAt: day, part: part))
                model.add(part, day: Int(day.number))
                continue
            }
            var fields: [String: Int64]?
            if type.carriesState {
                let toll = ["dead": Int64(random.below(3)), "missing": Int64(random.below(3))]
                fields = toll
                states[position] = Model.record(toll)
            }
            assertions.append(Assertion(position: position, knownAt: day, type: type, speaker: speaker))
            model.add(isDesk: speaker == .desk, day: Int(day.number), type: type, fields: fields)
        }
        let timeline = Timeline(assertions, links: links)
        for position in 0...UInt64(assertions.count + links.count) {
            let stretches = timeline.standings(from: Day(number: 0), asOf: position)
            for day in 0...6 {
                let standing = timeline.standing(asOf: position, knownBy: Day(number: Int32(day)))
                let expected = model.held(asOf: Int(position), knownBy: day)
                let merged = standing.merged.resolved { states[$0] }
                #expect(
                    merged.state.map(Model.fields) == expected.fields, "seed \(seed), as of \(position), day \(day)")
                #expect(
                    Set(merged.disputes.map(\.field)) == expected.disputed,
                    "seed \(seed), as of \(position), day \(day)")
                let published = standing.published.resolved { states[$0] }.state.map(Model.fields)
                #expect(
                    published == model.said(isDesk: false, asOf: Int(position), knownBy: day).fields, "seed \(seed)")
                #expect(
                    standing.links == model.linked(asOf: Int(position), knownBy: day),
                    "seed \(seed), as of \(position), day \(day)")
                let stretch = stretches.last { $0.from <= Day(number: Int32(day)) }
                #expect(stretch?.standing == standing, "seed \(seed), as of \(position), day \(day)")
            }
        }
    }
}

/// What was said, kept for every position and every day from 0 to 6: nothing is derived when it is asked.
private struct Model {
    struct Saying: Equatable {
        /// Nothing was said.
        var isSilent = true
        var fields: [String: Int64]?
    }

    struct Speaking {
        /// By position, from 0 on, and by day.
        var table: [[Saying]] = [Array(repeating: Saying(), count: 7)]
        /// The day of the assertion that decides, by position and day.
        var deciding: [[Int]] = [Array(repeating: -1, count: 7)]
    }

    var desk = Speaking()
    var publisher = Speaking()
    /// By position and day, what the publisher had said when the desk spoke last.
    var bases: [[Saying]] = [Array(repeating: Saying(), count: 7)]

    /// By position and day, for each link what it says and the day on which it did.
    var links: [[[String: (part: PartInSums, on: Int)]]] = [Array(repeating: [:], count: 7)]

    /// What a link says: nobody speaks of the record by it.
    mutating func add(_ part: PartInSums, day: Int) {
        repeatAll()
        let now = links.count - 1
        for later in day..<7 where links[now][later][part.link].map({ $0.on <= day }) ?? true {
            links[now][later][part.link] = (part, day)
        }
    }

    func linked(asOf position: Int, knownBy day: Int) -> LinkedParts {
        let said = links[position][day].values.map(\.part)
        let beside = { (part: SumPart) in Set(said.filter { $0.part == part }.map(\.beside)).sorted() }
        return LinkedParts(leftOutBeside: beside(.none), possibleBeside: beside(.possible))
    }

    /// What was said before a position is said at it, too.
    private mutating func repeatAll() {
        links.append(links[links.count - 1])
        for side in [true, false] {
            var speaking = side ? desk : publisher
            speaking.table.append(speaking.table[speaking.table.count - 1])
            speaking.deciding.append(speaking.deciding[speaking.deciding.count - 1])
            if side { desk = speaking } else { publisher = speaking }
        }
        bases.append(bases[bases.count - 1])
    }

    mutating func add(isDesk: Bool, day: Int, type: EventType, fields: [String: Int64]?) {
        repeatAll()
        let now = desk.table.count - 1
        var speaking = isDesk ? desk : publisher
        var saying = Saying(isSilent: false, fields: fields)
        if type == .confirmed { saying.fields = speaking.table[now - 1][day].fields }
        for later in day..<7 where speaking.deciding[now][later] <= day {
            speaking.table[now][later] = saying
            speaking.deciding[now][later] = day
            if isDesk { bases[now][later] = publisher.table[now - 1][day] }
        }
        if isDesk { desk = speaking } else { publisher = speaking }
    }

    func said(isDesk: Bool, asOf position: Int, knownBy day: Int) -> Saying {
        (isDesk ? desk : publisher).table[position][day]
    }

    func held(asOf position: Int, knownBy day: Int) -> (fields: [String: Int64]?, disputed: Set<String>) {
        let desk = said(isDesk: true, asOf: position, knownBy: day)
        let publisher = said(isDesk: false, asOf: position, knownBy: day)
        if desk.isSilent { return (publisher.fields, []) }
        if publisher.isSilent { return (desk.fields, []) }
        let base = bases[position][day].fields
        switch (desk.fields, publisher.fields) {
        case (nil, nil): return (nil, [])
        case (let mine?, nil):
            if base == nil { return (mine, []) }
            return base == mine ? (nil, []) : (mine, ["existence"])
        case (nil, let theirs?):
            if base == nil { return (theirs, []) }
            return base == theirs ? (nil, []) : (nil, ["existence"])
        case (let mine?, let theirs?):
            var result: [String: Int64] = [:]
            var disputed: Set<String> = []
            for name in ["dead", "missing"] {
                let (old, left, right) = (base?[name], mine[name], theirs[name])
                result[name] = left == old ? right : left
                if left != old, right != old, left != right { disputed.insert(name) }
            }
            return (result, disputed)
        }
    }

    static func record(_ fields: [String: Int64]) -> Record {
        var deaths = Deaths()
        deaths.dead = .exactly(fields["dead"] ?? 0)
        deaths.missing = .exactly(fields["missing"] ?? 0)
        return .deaths(deaths)
    }

    static func fields(_ record: Record) -> [String: Int64] {
        guard case .deaths(let deaths) = record else { return [:] }
        return ["dead": deaths.dead.low, "missing": deaths.missing.low]
    }
}

private struct Numbers {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
