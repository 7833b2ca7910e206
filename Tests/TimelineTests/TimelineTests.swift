import Incidents
import Testing

@testable import Timeline

/// Histories that were seen to go wrong, each with what is right.
@Suite struct TimelineTests {
    @Test
    func
        `a partial export that confirms a record stands against a complete one that comes in later for an earlier day`()
    {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 1)
        stream.dataset(.confirmed, "2020-02-01")
        stream.dataset(.withdrawn, "2020-01-15")
        #expect(stream.state("2020-01-14")?.dead == 1)
        #expect(stream.state("2020-01-31") == nil)
        #expect(stream.state("2020-02-01")?.dead == 1)
    }

    @Test func `a confirmation keeps what was said then, whatever comes in later for an earlier day`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        stream.dataset(.confirmed, "2020-02-01")
        stream.dataset(.corrected, "2020-01-15", dead: 12)
        #expect(stream.state("2020-01-15")?.dead == 12)
        #expect(stream.state("2020-02-01")?.dead == 10)
    }

    @Test(arguments: [true, false])
    func `a publisher that repeats itself does not undo a correction`(isEnteredLast: Bool) {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        if !isEnteredLast { stream.desk(.corrected, "2020-01-12", dead: 99) }
        stream.dataset(.corrected, "2020-02-01", dead: 10)
        if isEnteredLast { stream.desk(.corrected, "2020-01-12", dead: 99) }
        #expect(stream.state("2020-01-11")?.dead == 10)
        #expect(stream.state("2020-02-01")?.dead == 99)
        #expect(stream.merged("2020-02-01").disputes.isEmpty)
        #expect(stream.published("2020-02-01")?.dead == 10)
    }

    @Test func `where publisher and desk changed a field to different values the desk's stands, disputed`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        stream.desk(.corrected, "2020-01-12", dead: 99)
        stream.dataset(.corrected, "2020-02-01", dead: 12)
        #expect(stream.state("2020-02-01")?.dead == 99)
        #expect(stream.merged("2020-02-01").disputes == [Dispute(field: "dead", desk: "99", dataset: "12")])
        stream.desk(.corrected, "2020-02-02", dead: 12)
        #expect(stream.merged("2020-02-02").disputes.isEmpty)
        #expect(stream.state("2020-02-02")?.dead == 12)
    }

    @Test func `a field that only the publisher changed takes its value beside the desk's correction of another`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10, missing: 1)
        stream.desk(.corrected, "2020-01-12", dead: 99, missing: 1)
        stream.dataset(.corrected, "2020-02-01", dead: 10, missing: 4)
        #expect(stream.state("2020-02-01")?.dead == 99)
        #expect(stream.state("2020-02-01")?.missing == 4)
        #expect(stream.merged("2020-02-01").disputes.isEmpty)
    }

    @Test
    func `what the desk withdrew stays withdrawn when the publisher repeats it, and is disputed when it changes it`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        stream.desk(.withdrawn, "2020-01-12")
        stream.dataset(.confirmed, "2020-02-01")
        #expect(stream.state("2020-02-01") == nil)
        #expect(stream.merged("2020-02-01").disputes.isEmpty)
        stream.dataset(.corrected, "2020-03-01", dead: 12)
        #expect(stream.state("2020-03-01") == nil)
        #expect(stream.merged("2020-03-01").disputes.map(\.field) == ["existence"])
    }

    @Test func `what the publisher withdraws is gone, unless the desk had corrected it`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        var corrected = stream
        stream.dataset(.withdrawn, "2020-02-01")
        #expect(stream.state("2020-02-01") == nil)
        corrected.desk(.corrected, "2020-01-12", dead: 11)
        corrected.dataset(.withdrawn, "2020-02-01")
        #expect(corrected.state("2020-02-01")?.dead == 11)
        #expect(corrected.merged("2020-02-01").disputes.map(\.field) == ["existence"])
        #expect(corrected.published("2020-02-01") == nil)
    }

    @Test func `a stated total never stands beside the other side's parts without a word`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 3)
        stream.desk(.corrected, "2020-01-12", dead: 10, missing: 4)
        stream.dataset(.corrected, "2020-02-01", dead: 3, total: 5)
        let merged = stream.merged("2020-02-01")
        #expect(stream.state("2020-02-01")?.total == nil)
        #expect(merged.disputes == [Dispute(field: "statedTotal", desk: "", dataset: "5")])
    }

    @Test func `assertions of a second dataset are passed over, and named`() {
        var stream = Stream()
        stream.dataset(.recorded, "2020-01-01", dead: 10)
        stream.dataset(.corrected, "2020-02-01", dead: 12, as: "other")
        #expect(stream.state("2020-02-01")?.dead == 10)
        #expect(stream.timeline.foreign == [2])
        #expect(stream.timeline.dataset == "set")
    }
}

/// A stream of deaths, with the states that its events carry.
struct Stream {
    struct Toll: Equatable {
        var dead: Int64?
        var missing: Int64?
        var total: Int64?
    }

    private(set) var events: [Event] = []

    var timeline: Timeline {
        Timeline(
            events.enumerated().map { index, event in
                Assertion(
                    RecordedEvent(position: UInt64(index + 1), recordedAt: 0, version: UInt32(index + 1), event: event))
            })
    }

    mutating func dataset(
        _ type: EventType, _ day: String, dead: Int64? = nil, missing: Int64? = nil, total: Int64? = nil,
        as dataset: String = "set"
    ) {
        add(type, day, dataset, Toll(dead: dead, missing: missing, total: total))
    }

    mutating func desk(_ type: EventType, _ day: String, dead: Int64? = nil, missing: Int64? = nil) {
        add(type, day, "", Toll(dead: dead, missing: missing))
    }

    private mutating func add(_ type: EventType, _ day: String, _ dataset: String, _ toll: Toll) {
        var deaths = Deaths()
        deaths.dead = toll.dead.map { .exactly($0) } ?? .notReported
        deaths.missing = toll.missing.map { .exactly($0) } ?? .notReported
        deaths.statedTotal = toll.total.map { .exactly($0) } ?? .notReported
        events.append(
            Event(
                type: type, record: RecordID(kind: .deaths, id: "set-1"), knownAt: try! Day(day), actor: "test",
                dataset: dataset, state: type.carriesState ? .deaths(deaths) : nil))
    }

    func merged(_ day: String) -> MergedState {
        timeline.standing(knownBy: try! Day(day)).merged.resolved { events[Int($0) - 1].state }
    }

    func state(_ day: String) -> Toll? { merged(day).state.flatMap(Self.toll) }

    func published(_ day: String) -> Toll? {
        timeline.standing(knownBy: try! Day(day)).published.resolved { events[Int($0) - 1].state }.state.flatMap(
            Self.toll)
    }

    private static func toll(_ record: Record) -> Toll? {
        guard case .deaths(let deaths) = record else { return nil }
        let value = { (count: Count) in count.isReported ? count.low : nil }
        return Toll(dead: value(deaths.dead), missing: value(deaths.missing), total: value(deaths.statedTotal))
    }
}
