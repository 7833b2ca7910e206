import EventLog
import Federation
import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Signing
import Testing

/// Random histories of two agencies, held against one ledger that holds both, and against the naive model.
struct RandomFederationTests {
    /// What was said so far, and where.
    private struct Story {
        let agencies: Agencies
        var random: SeededGenerator
        var records: [(id: String, agency: Int, dataset: String)] = []
        /// Decisions are dated in their order: an earlier day is refused after a later one.
        var decided: Int32 = 0

        var members: [[String: Any]] {
            [agencies.a.member(["web", "camps", "desk"]), agencies.b.member(["guard", "desk"])]
        }

        private func agency(_ index: Int) -> Agency { index == 0 ? agencies.a : agencies.b }

        mutating func anyDay() -> String {
            Day(number: day("2019-02-01").number + Int32.random(in: 0..<120, using: &random)).description
        }

        mutating func decisionDay() -> String {
            decided += 1
            return Day(number: day("2019-07-01").number + decided).description
        }

        mutating func say(_ count: Int) async throws {
            var events: [[Event]] = [[], []]
            for _ in 0..<count {
                let event = try next()
                events[event.agency].append(event.event)
            }
            for index in 0...1 where !events[index].isEmpty {
                try await agency(index).say(all: events[index])
                try await agencies.union.say(all: events[index])
            }
        }

        private mutating func next() throws -> (agency: Int, event: Event) {
            let (dead, year) = (Int64.random(in: 0...30, using: &random), Int32.random(in: 2016...2019, using: &random))
            let region = random.pick(["mmp-2021:Europe", "mmp-2021:Mediterranean", "mmp-2021:Caribbean"])
            if records.count < 6 || random.chance(50) {
                let index = random.pick([0, 1])
                let dataset = random.pick(index == 0 ? ["web", "camps", ""] : ["guard", ""])
                let id = "\(dataset.isEmpty ? "desk\(index)" : dataset)-\(records.count)"
                records.append((id, index, dataset))
                return (
                    index,
                    try toll(id, .recorded, anyDay(), dataset: dataset, dead: dead, year: year, region: region)
                )
            }
            let record = random.pick(records)
            let speaker = random.chance(50) ? record.dataset : ""
            let type: EventType = random.chance(20) ? .withdrawn : .corrected
            return (
                record.agency,
                try toll(record.id, type, anyDay(), dataset: speaker, dead: dead, year: year, region: region)
            )
        }

        /// Decides of two records of one agency, or of both, where one ledger that holds both lets that be decided.
        mutating func decide(isAcross: Bool) async throws {
            let one = random.pick(records)
            let others = records.filter { ($0.agency != one.agency) == isAcross && $0.id != one.id }
            guard !others.isEmpty else { return }
            let other = random.pick(others)
            let relation = random.pick([LinkRelation.same, .partOf, .different])
            let statement = Statement(actor: "tester", knownAt: day(decisionDay()), reason: "a test")
            let pair = [one, other].map { RecordID(kind: .deaths, id: $0.id) }
            do {
                try await agencies.union.writing { _ = try await $0.decide(pair[0], pair[1], relation, statement) }
            } catch is LedgerError {
                return
            }
            guard isAcross else {
                return try await agency(one.agency).writing {
                    _ = try await $0.decide(pair[0], pair[1], relation, statement)
                }
            }
            let named = [one, other].map { RecordID(kind: .deaths, id: "\($0.id)@\(agency($0.agency).name)") }
            // One of the two decides, so that they do not contradict each other.
            let author = agencies.a
            let link = try agencies.federated(members) {
                try $0.link(named[0], named[1], relation, saidBy: author.origin)
            }
            try await author.writing { _ = try await $0.decide(across: link, statement) }
        }

        /// What both logs say, by the model that shares no code with the views.
        func modelled(_ knownBy: Day?) async throws -> [String] {
            var entries = try await agencies.a.writing { try $0.log.decodedEntries() }
            entries += try await agencies.b.writing { try $0.log.decodedEntries() }
            let model = NaiveModel(entries: entries)
            return model.rows(of: "year", try model.moment(asOf: .max, knownBy: knownBy?.number))
        }
    }

    @Test(arguments: 0..<3)
    func `two agencies come to what one ledger that holds both comes to, whatever was said and decided when`(
        round: Int
    ) async throws {
        var story = Story(agencies: try Agencies(), random: SeededGenerator(for: "two agencies, round \(round)"))
        try await story.agencies.export("web", by: story.agencies.a, asAt: "2019-01-01")
        try await story.agencies.export("camps", by: story.agencies.a, asAt: "2019-01-01")
        try await story.agencies.export("guard", by: story.agencies.b, asAt: "2019-01-01")
        for _ in 0..<3 {
            try await story.say(25)
            for _ in 0..<3 { try await story.decide(isAcross: false) }
        }
        for knownBy in [nil, story.anyDay()] {
            try story.agencies.compare(story.members, knownBy: knownBy)
            let answer = try story.agencies.federated(story.members) {
                try $0.view(ViewRequest(name: "year"), at: FederatedMoment(knownBy: knownBy.map(day)))
            }
            let expected = try await story.modelled(knownBy.map(day))
            #expect(answer.rows.map { NaiveModel.line($0.key + $0.sums.map(\.description)) } == expected)
        }
        for _ in 0..<3 {
            for _ in 0..<4 { try await story.decide(isAcross: true) }
            try await story.say(10)
        }
        let between = Day(number: day("2019-07-01").number + story.decided / 2 + 4).description
        for knownBy in [nil, between, story.anyDay()] { try story.agencies.compare(story.members, knownBy: knownBy) }
    }
}
