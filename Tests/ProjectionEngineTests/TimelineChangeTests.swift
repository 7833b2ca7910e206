import Folding
import Incidents
import LedgerTesting
import Testing
import Timeline

/// What an event changes, as the fold takes it: the sum of all changes must be what stands.
@Suite struct TimelineChangeTests {
    private func assertion(
        _ position: UInt64, _ day: Int32, _ type: EventType, _ speaker: Speaker = .dataset("set")
    ) -> Assertion {
        Assertion(position: position, knownAt: Day(number: day), type: type, speaker: speaker)
    }

    private func step(_ day: Int32, _ count: Int, _ voice: Voice, _ state: Int) -> TimelineChange.Step {
        TimelineChange.Step(day: Day(number: day), count: count, voice: voice, state: state)
    }

    @Test func `all changes up to a position and a day add up to what stands there`() {
        var random = SeededGenerator(for: "changes add up to what stands")
        for _ in 0..<300 {
            var assertions: [Assertion] = []
            var links: [LinkStatement] = []
            var changes: [TimelineChange] = []
            for position in 1...UInt64.random(in: 2...12, using: &random) {
                let speaker: Speaker = random.chance(35) ? .desk : .dataset("set")
                let (day, type) = (Int32.random(in: 0...5, using: &random), random.pick(EventType.allCases))
                if type == .linked {
                    links.append(link(position, day, &random))
                } else {
                    assertions.append(assertion(position, day, type, speaker))
                }
                let timeline = Timeline(assertions, links: links)
                changes.append(TimelineChange(of: position, knownAt: Day(number: day), in: timeline))
            }
            let timeline = Timeline(assertions, links: links)
            for position in 0...UInt64(changes.count) {
                for day in 0...5 {
                    var sums: [Added: Int] = [:]
                    for change in changes.prefix(Int(position)) {
                        for step in change.steps where step.day <= Day(number: Int32(day)) {
                            let added = Added(
                                voice: step.voice, state: change.states[step.state], linked: step.linked)
                            sums[added, default: 0] += step.count
                        }
                    }
                    let standing = timeline.standing(asOf: position, knownBy: Day(number: Int32(day)))
                    var expected: [Added: Int] = [:]
                    for piece in standing.pieces {
                        let added = Added(voice: piece.voice, state: piece.state, linked: piece.linked)
                        expected[added, default: 0] += piece.sign
                    }
                    #expect(sums.filter { $0.value != 0 } == expected, "as of \(position), day \(day): \(assertions)")
                }
            }
        }
    }

    private struct Added: Hashable {
        var voice: Voice
        var state: Standing.Outcome
        var linked: String
    }

    private func link(_ position: UInt64, _ day: Int32, _ random: inout SeededGenerator) -> LinkStatement {
        let part = PartInSums(
            link: random.pick(["p", "q"]), part: random.pick(SumPart.allCases), beside: random.pick(["", "a", "b"]))
        return LinkStatement(position: position, knownAt: Day(number: day), part: part)
    }

    @Test func `a link takes the record away in a voice of its own, and leaves what others say of it as it was`() {
        let assertions = [assertion(1, 1, .recorded)]
        let part = PartInSums(link: "l", part: .possible, beside: "other")
        let links = [LinkStatement(position: 2, knownAt: Day(number: 4), part: part)]
        let change = TimelineChange(of: 2, knownAt: Day(number: 4), in: Timeline(assertions, links: links))
        #expect(change.states == [.state(1)])
        #expect(change.steps.map(\.voice) == [.leftOut, .possible])
        #expect(change.steps.map(\.count) == [-1, 1])
        #expect(change.steps.allSatisfy { $0.linked == "set\u{1F}?other" && $0.day == Day(number: 4) })
    }

    @Test func `a confirmation changes nothing and reads nothing`() {
        let assertions = [assertion(1, 0, .recorded), assertion(2, 3, .confirmed)]
        let change = TimelineChange(of: 2, knownAt: Day(number: 3), in: Timeline(assertions))
        #expect(change.steps.isEmpty && change.states.isEmpty)
    }

    @Test func `a late statement adds until the day on which an earlier one decides`() {
        let assertions = [assertion(1, 1, .recorded), assertion(2, 9, .corrected), assertion(3, 4, .corrected)]
        let change = TimelineChange(of: 3, knownAt: Day(number: 4), in: Timeline(assertions))
        #expect(change.states == [.state(3), .state(1)])
        #expect(
            change.steps == [
                step(4, 1, .said, 0),
                step(4, -1, .said, 1),
                step(9, -1, .said, 0),
                step(9, 1, .said, 1),
            ])
    }

    @Test func `the desk's correction adds to its own voice and takes nothing from the dataset's`() {
        let assertions = [assertion(1, 1, .recorded), assertion(2, 2, .corrected, .desk)]
        let change = TimelineChange(of: 2, knownAt: Day(number: 2), in: Timeline(assertions))
        #expect(change.states == [.state(2), .state(1)])
        #expect(
            change.steps == [
                step(2, 1, .amended, 0),
                step(2, -1, .amended, 1),
            ])
    }

    @Test func `what the desk said on its own becomes an amendment when a dataset speaks of the record`() {
        let assertions = [assertion(1, 1, .recorded, .desk), assertion(2, 2, .recorded)]
        let change = TimelineChange(of: 2, knownAt: Day(number: 2), in: Timeline(assertions))
        #expect(change.states == [.state(2), .merge(base: nil, desk: 1, dataset: 2), .state(1)])
        #expect(
            change.steps == [
                step(2, 1, .said, 0),
                step(2, 1, .amended, 1),
                step(2, -1, .amended, 0),
                step(2, -1, .desk, 2),
            ])
    }
}
